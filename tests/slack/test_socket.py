"""Socket Mode stays connected, and nothing that people type is lost while it is renewed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import WSMsgType, web

from adapters.slack import socket_mode
from adapters.slack.adapter import SlackAdapter
from adapters.slack.settings import SlackSettings
from tests.adapter_contract import SlowDesk, until

Json = dict[str, Any]


class PlayedSlack:
    """A Slack whose sockets say what a test tells them to; `said` is what came up each of them."""

    def __init__(self) -> None:
        self.sockets: list[web.WebSocketResponse] = []
        self.acknowledged: list[list[Json]] = []
        self.greets = True
        self.url = ""

    async def __aenter__(self) -> "PlayedSlack":
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

    async def tell(self, number: int, envelope: Json) -> None:
        await self.sockets[number].send_json(envelope)

    async def is_open(self, count: int) -> None:
        await until(lambda: len(self.sockets) >= count)

    async def _sign_in(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "team_id": "T1", "user_id": "U0BOT"})

    async def _open(self, _: web.Request) -> web.Response:
        address = self.url.replace("http", "ws") + "/socket"
        return web.json_response({"ok": True, "url": address})

    async def _speak(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        came: list[Json] = []
        if self.greets:
            await socket.send_json({"type": "hello"})
            self.sockets.append(socket)
            self.acknowledged.append(came)
        async for said in socket:
            if said.type is WSMsgType.TEXT:
                came.append(said.json())
        return socket


def command(envelope_id: str, text: str = "help") -> Json:
    payload = {
        "command": "/papers",
        "text": text,
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "response_url": "http://127.0.0.1:9/reply",
    }
    return {"type": "slash_commands", "envelope_id": envelope_id, "payload": payload}


WARNING = {"type": "disconnect", "reason": "warning", "debug_info": {}}


class Listening:
    """An adapter that listens on the sockets of a played Slack."""

    def __init__(self, slack: PlayedSlack) -> None:
        self.slack = slack
        self.desk = SlowDesk()
        self.desk.may_answer.set()
        settings = SlackSettings("xoxb-1", "xapp-1", api_url=f"{slack.url}/api/")
        self.adapter = SlackAdapter(settings, first_wait_s=0.01)

    async def __aenter__(self) -> "Listening":
        self._task = asyncio.create_task(self.adapter.run(self.desk))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        await self.adapter.close()

    @property
    def heard(self) -> list[str]:
        return [request.text for request in self.desk.asked]


@pytest.fixture
async def bot() -> AsyncIterator[Listening]:
    async with PlayedSlack() as slack, Listening(slack) as listening:
        yield listening


async def test_a_command_that_comes_down_the_old_socket_while_the_next_opens_is_heard(
    bot: Listening,
) -> None:
    slack = bot.slack
    await slack.is_open(1)
    await slack.tell(0, WARNING)
    await slack.tell(0, command("e1", "before"))
    await slack.is_open(2)
    await slack.tell(0, command("e2", "old"))
    await slack.tell(1, command("e3", "new"))
    await until(lambda: len(bot.heard) == 3)
    assert sorted(bot.heard) == ["before", "new", "old"]
    await until(lambda: len(slack.acknowledged[0]) == 2 and slack.acknowledged[1])
    assert [one["envelope_id"] for one in slack.acknowledged[0]] == ["e1", "e2"]


async def test_an_envelope_that_comes_down_both_sockets_is_one(bot: Listening) -> None:
    slack = bot.slack
    await slack.is_open(1)
    await slack.tell(0, WARNING)
    await slack.is_open(2)
    for number in (0, 1):
        await slack.tell(number, command("e1"))
    await until(lambda: all(slack.acknowledged))
    assert bot.heard == ["help"]


async def test_the_old_socket_is_closed_after_a_while(
    bot: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode, "LINGER_S", 0.05)
    await bot.slack.is_open(1)
    await bot.slack.tell(0, WARNING)
    await bot.slack.is_open(2)
    await until(lambda: bot.slack.sockets[0].closed)
    await bot.slack.tell(1, command("e1"))
    await until(lambda: bot.heard)


async def test_a_socket_that_slack_closes_is_replaced(bot: Listening) -> None:
    for number in range(3):
        await bot.slack.is_open(number + 1)
        await bot.slack.sockets[number].close()
    await bot.slack.is_open(4)
    await bot.slack.tell(3, command("e1"))
    await until(lambda: bot.heard)


async def test_a_socket_that_is_open_but_deaf_is_replaced_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket_mode, "QUIET_S", 0.05)
    async with PlayedSlack() as slack, Listening(slack):
        await slack.is_open(2)


async def test_a_socket_that_cannot_be_reached_is_said_to_be_ailing_and_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket_mode, "AILING_S", 0.05)
    monkeypatch.setattr(socket_mode, "_HELLO_S", 0.05)
    async with PlayedSlack() as slack:
        slack.greets = False
        async with Listening(slack) as bot:
            assert bot.adapter.ailing() == ""
            await until(bot.adapter.ailing)
            assert bot.adapter.ailing() == "Slack's socket does not answer"
            slack.greets = True
            await until(lambda: not bot.adapter.ailing())
            await slack.tell(0, command("e1"))
            await until(lambda: bot.heard)


@pytest.mark.parametrize(
    "envelope",
    [
        {"type": "events_api", "payload": {"type": "event_callback", "event": {"type": "x"}}},
        {"type": "interactive", "payload": {"type": "shortcut", "callback_id": "unknown"}},
        {"type": "interactive", "payload": {"type": "something_new"}},
        {"type": "something_new", "payload": {}},
        {"type": "something_new"},
        {"type": "slash_commands", "payload": "no object"},
        {"type": "options", "payload": {"type": "block_suggestion", "action_id": "a"}},
    ],
)
async def test_whatever_comes_down_the_socket_is_acknowledged(
    bot: Listening, envelope: Json
) -> None:
    await bot.slack.is_open(1)
    await bot.slack.sockets[0].send_str("no json")
    await bot.slack.sockets[0].send_str("[1]")
    await bot.slack.tell(0, {**envelope, "envelope_id": "e1"})
    await until(lambda: bot.slack.acknowledged[0])
    await bot.slack.tell(0, command("e2"))
    await until(lambda: bot.heard)


async def test_many_commands_through_many_renewals_are_all_heard_once(bot: Listening) -> None:
    slack, sent = bot.slack, 0
    for number in range(10):
        await slack.is_open(number + 1)
        for _ in range(10):
            await slack.tell(number, command(f"e{sent}", f"search {sent}"))
            sent += 1
        await slack.tell(number, WARNING)
        await slack.tell(number, command(f"e{sent}", f"search {sent}"))
        sent += 1
    await until(lambda: len(bot.heard) >= sent)
    assert sorted(bot.heard) == sorted(f"search {number}" for number in range(sent))
