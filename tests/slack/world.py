"""The simulated workspace as tests see it: what was said, and ways to type, press and break."""

import asyncio
import contextlib
from collections.abc import Callable
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs

from aiohttp import ClientSession, web

from adapters.slack.adapter import SlackAdapter
from adapters.slack.render import render
from adapters.slack.settings import SlackSettings
from bot.message import Adapter, Desk, Destination, Message
from tests.adapter_contract import until
from tests.slack.rules import buttons_in, faults_of, pings_in, words_of

TEAM, BOT, PERSON = "T01TEST", "U0BOT", "U01ADA"
CHANNEL, GONE = "C01PAPERS", "C01SECRET"
CONFIG = {
    "workspace": {"name": "Lab", "domain": "lab", "teamId": TEAM},
    "apps": [{"botUserId": BOT, "botName": "papers", "botToken": "xoxb-1", "appToken": "xapp-1"}],
    "users": [{"id": PERSON, "name": "ada", "tz": "Africa/Cairo"}],
    "channels": [
        {"id": CHANNEL, "name": "papers", "members": [BOT, PERSON]},
        {"id": GONE, "name": "secret", "members": [PERSON]},
    ],
}
Json = dict[str, Any]
Fault = Callable[[web.Request], web.StreamResponse]


class Rendering:
    """Slack as far as rendering goes; needs no server."""

    adapter: Adapter
    destination = Destination("slack", f"{TEAM}/{CHANNEL}")
    person = Destination("slack", f"{TEAM}/{PERSON}")
    gone = Destination("slack", f"{TEAM}/{GONE}")

    def __init__(self) -> None:
        self.adapter = SlackAdapter(SlackSettings("xoxb-1", "xapp-1"))

    def faults(self, message: Message) -> list[str]:
        payload = render(message, "m00000001")
        return faults_of(payload.text, list(payload.blocks))

    def words(self, message: Message) -> str:
        return words_of(list(render(message).blocks))

    def pings(self, message: Message) -> list[str]:
        payload = render(message)
        return pings_in(payload.text, payload.blocks)


class SlackWorld(Rendering):
    """A running workspace, with an adapter that reaches it through the faulty proxy."""

    def __init__(self, server: str) -> None:
        self._server = server
        self.proxy = FaultyProxy(server)
        self._running: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "SlackWorld":
        self._http = ClientSession()
        self.api_url = f"{await self.proxy.start(self._http)}/api/"
        self.adapter = SlackAdapter(
            SlackSettings("xoxb-1", "xapp-1", api_url=self.api_url), first_wait_s=0.01
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for task in self._running:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self.adapter.close()
        await self.proxy.stop()
        await self._http.close()

    async def listen(self, desk: Desk) -> None:
        self._running.append(asyncio.create_task(self.adapter.run(desk)))

        async def is_heard() -> bool:
            assert not self._running[-1].done(), self._running[-1].exception()
            return any("hello" in entry["summary"] for entry in await self._log())

        await until(is_heard)

    async def said_in(self, destination: Destination) -> list[str]:
        said = await self.messages(destination)
        return [words_of(message["blocks"]) for message in said if message.get("bot_id")]

    async def messages(self, destination: Destination) -> list[Json]:
        place = destination.address.partition("/")[2]
        if place.startswith("U"):
            place = await self.direct_channel()
        said = await self.everything_in(place) if place else []
        return [message for message in said if not _is_private(message)]

    async def direct_channel(self) -> str:
        answer = await self._get("state")
        return next((str(c["id"]) for c in answer["channels"] if c["is_im"]), "")

    async def type_command(self, text: str) -> None:
        body = {"channel": CHANNEL, "user": PERSON, "command": "/papers", "text": text}
        await self._post("command", body)

    async def say(self, text: str, channel: str = CHANNEL) -> None:
        await self._post("message", {"channel": channel, "user": PERSON, "text": text})

    async def press(self, label: str) -> None:
        for message in reversed(await self.everything_in(CHANNEL)):
            for button in buttons_in(message.get("blocks")):
                if words_of(button) == label:
                    place = {"channel": CHANNEL, "messageTs": message["ts"], "user": PERSON}
                    await self._post("interact", {**place, "action": button})
                    return
        raise AssertionError(f"no button {label!r}")

    async def was_acknowledged(self) -> bool:
        return any(entry["kind"] == "ack" for entry in await self._log())

    async def private_replies(self) -> list[str]:
        said = await self.everything_in(CHANNEL)
        return [words_of(message["blocks"]) for message in said if _is_private(message)]

    def lose_next_answer(self) -> None:
        self.proxy.loses_answer = True

    def refuse_next(self, retry_after_s: float) -> None:
        headers = {"Retry-After": f"{retry_after_s:g}"}
        body = {"ok": False, "error": "ratelimited"}
        self.proxy.break_next(
            "chat.postMessage", lambda _: web.json_response(body, status=429, headers=headers)
        )

    async def _log(self) -> list[Json]:
        return list((await self._get("log"))["log"])

    async def everything_in(self, channel: str) -> list[Json]:
        return list((await self._get(f"messages/{channel}"))["messages"])

    async def _get(self, path: str) -> Json:
        async with self._http.get(f"{self._server}/_control/{path}") as answer:
            return dict(await answer.json())

    async def _post(self, path: str, body: Json) -> None:
        async with self._http.post(f"{self._server}/_control/{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()


class FaultyProxy:
    """Passes Web API calls on, checks what is posted, and breaks what it is told to break."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._broken: dict[str, list[Fault]] = {}
        self.loses_answer = False
        self.withholds: Callable[[Json], bool] = lambda _body: False
        self._released = asyncio.Event()
        self.faults: list[str] = []
        self.calls: list[tuple[str, Json]] = []

    def break_next(self, method: str, fault: Fault) -> None:
        """Let `fault` answer the next call of a method, instead of Slack."""
        self._broken.setdefault(method, []).append(fault)

    async def start(self, http: ClientSession) -> str:
        self._http = http
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._pass_on)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def stop(self) -> None:
        self._released.set()
        await self._runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        method, raw = request.match_info["method"], await request.read()
        body = await self._read(request)
        self.calls.append((method, body))
        if broken := self._broken.get(method):
            return broken.pop(0)(request)
        if method.startswith("chat."):
            self.faults += faults_of(body["text"], body["blocks"])
            # The simulator posts wherever it is asked to.
            if body["channel"] == GONE:
                return web.json_response({"ok": False, "error": "not_in_channel"})
        wanted = {"Authorization", "Content-Type"}
        headers = {name: value for name, value in request.headers.items() if name in wanted}
        url = f"{self._server}/api/{method}"
        query = request.query
        call = self._http.request(request.method, url, params=query, data=raw, headers=headers)
        async with call as passed:
            answer = await passed.json()
        if self.loses_answer and method == "chat.postMessage":
            self.loses_answer = False
            drop(request)
        if method == "chat.postMessage" and self.withholds(body):
            await self._released.wait()
        if method == "conversations.info" and body["channel"] == GONE:
            answer["channel"]["is_member"] = False
        return web.json_response(answer)

    @staticmethod
    async def _read(request: web.Request) -> Json:
        if request.content_type == "application/json":
            return dict(await request.json())
        typed = parse_qs(await request.text())
        return {name: values[0] for name, values in typed.items()} | dict(request.query)


def drop(request: web.Request) -> web.StreamResponse:
    """Close the connection without a word."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


def _is_private(message: Json) -> bool:
    return message.get("subtype") == "ephemeral"
