"""Socket Mode stays connected, whatever becomes of the SDK's own monitor."""

import asyncio
import contextlib
from time import monotonic

import pytest
from aiohttp import WSMsgType, web

from adapters.slack import socket_mode
from adapters.slack.adapter import SlackAdapter
from adapters.slack.settings import SlackSettings
from adapters.slack.socket_mode import Line
from tests.adapter_contract import SlowDesk, until


@pytest.fixture(autouse=True)
def watchful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_mode, "WATCH_S", 0.001)


class FakeSocket:
    """A connection that fails the given looks."""

    def __init__(self, looks: list[bool]) -> None:
        self.wss_uri: str | None = "wss://used-up"
        self.looks = looks
        self.connected_to: list[str | None] = []

    async def is_connected(self) -> bool:
        return self.looks.pop(0) if self.looks else True

    async def connect(self) -> None:
        self.connected_to.append(self.wss_uri)


async def watch_until_seen(client: FakeSocket, line: Line | None = None) -> None:
    watching = asyncio.create_task((line or Line()).watch(client))
    await until(lambda: not client.looks)
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching


async def test_a_deaf_socket_is_replaced_at_a_new_address() -> None:
    client = FakeSocket([True, False, False, True])
    await watch_until_seen(client)
    assert client.connected_to == [None]


async def test_a_socket_that_the_sdk_mends_itself_is_left_alone() -> None:
    client = FakeSocket([False, True, False, True])
    await watch_until_seen(client)
    assert client.connected_to == []


async def test_a_socket_that_is_open_but_deaf_is_replaced_after_a_while() -> None:
    line, client = Line(), FakeSocket([True, True, True])
    line._heard_at = monotonic() - socket_mode.QUIET_S
    await watch_until_seen(client, line)
    assert client.connected_to == [None]


async def test_a_socket_on_which_something_was_heard_is_not_deaf() -> None:
    line, client = Line(), FakeSocket([True, True])
    line._heard_at = monotonic() - socket_mode.QUIET_S
    await line._hear("a message")
    await watch_until_seen(client, line)
    assert client.connected_to == []


async def test_a_socket_that_does_not_answer_is_said_to_be_ailing() -> None:
    line, hangs = Line(), asyncio.Event()

    class Dead(FakeSocket):
        async def connect(self) -> None:
            await hangs.wait()

    watching = asyncio.create_task(line.watch(Dead([False] * 9)))
    assert line.ailing() == ""
    await until(line.ailing)
    assert line.ailing() == "Slack's socket does not answer"
    hangs.set()
    await until(lambda: not line.ailing())
    watching.cancel()


class DeafSlack:
    """A Slack whose first socket greets and then falls silent, pings unanswered."""

    def __init__(self) -> None:
        self.sockets = 0
        self.acknowledged: list[str] = []
        self.url = ""

    async def __aenter__(self) -> "DeafSlack":
        app = web.Application()
        app.router.add_post("/api/auth.test", self._sign_in)
        app.router.add_post("/api/apps.connections.open", self._open)
        app.router.add_get("/socket", self._speak)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _sign_in(self, _: web.Request) -> web.Response:
        known = {"ok": True, "team_id": "T1", "user_id": "U0BOT", "bot_id": "B1"}
        return web.json_response(known)

    async def _open(self, _: web.Request) -> web.Response:
        address = self.url.replace("http", "ws") + "/socket"
        return web.json_response({"ok": True, "url": address})

    async def _speak(self, request: web.Request) -> web.WebSocketResponse:
        socket_mode = web.WebSocketResponse(autoping=False)
        await socket_mode.prepare(request)
        self.sockets += 1
        await socket_mode.send_json({"type": "hello"})
        if self.sockets > 1:
            await socket_mode.send_json(COMMAND)
        async for said in socket_mode:
            if said.type is WSMsgType.TEXT:
                self.acknowledged.append(said.json()["envelope_id"])
        return socket_mode


COMMAND = {
    "type": "slash_commands",
    "envelope_id": "e1",
    "payload": {
        "command": "/papers",
        "text": "help",
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "response_url": "http://127.0.0.1:9/reply",
    },
}


async def test_what_is_typed_after_a_socket_fell_deaf_is_heard_on_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket_mode, "QUIET_S", 0.05)
    desk = SlowDesk()
    async with DeafSlack() as slack:
        adapter = SlackAdapter(SlackSettings("xoxb-1", "xapp-1", api_url=f"{slack.url}/api/"))
        listening = asyncio.create_task(adapter.run(desk))
        await until(lambda: desk.asked and slack.acknowledged)
        assert slack.sockets > 1
        listening.cancel()
        desk.may_answer.set()
        with contextlib.suppress(asyncio.CancelledError):
            await listening
        await adapter.close()
    assert desk.asked[0].text == "help"
