"""The gateway, played on loopback: sessions in turn, silence noticed, shards held by one."""

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from discord.gateway import DiscordWebSocket, KeepAliveHandler
from discord.http import Route
from yarl import URL

from adapters.discord import gateway as room
from adapters.discord import sentences
from adapters.discord.adapter import DiscordAdapter
from adapters.discord.client import PapersClient
from adapters.discord.settings import DiscordSettings
from bot.errors import ConfigError
from tests.adapter_contract import SlowDesk, until
from tests.discord_platform.test_faults import APPLICATION, ME


class FakeGateway:
    """A Discord whose gateway greets, and then behaves as it is told."""

    def __init__(self) -> None:
        self.identified: list[list[int] | None] = []
        self.behaviour = "ready"
        self.shards = 1
        self.remaining, self.reset_after = 1000, 0
        self.url = URL()
        self.shown: list[list[str]] = []

    async def bot(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": self.remaining, "reset_after": self.reset_after}
        url = str(self.url)
        body = {"url": url, "shards": self.shards, "session_start_limit": limit}
        return web.json_response(body)

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"op": 10, "d": {"heartbeat_interval": 60_000}}))
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._answer(socket, json.loads(message.data))
        return socket

    async def _answer(self, socket: web.WebSocketResponse, said: dict[str, Any]) -> None:
        if said["op"] == 3:
            self.shown.append([one["state"] for one in said["d"]["activities"]])
        if said["op"] == 1:
            await socket.send_str(json.dumps({"op": 11}))
        if said["op"] == 2:
            self.identified.append(said["d"].get("shard"))
            if self.behaviour == "refuse":
                await socket.close(code=4004)
            elif self.behaviour == "flap":
                await socket.send_str(json.dumps({"op": 9, "d": False}))
            elif self.behaviour == "ready":
                ready = {"v": 10, "user": ME, "guilds": [], "session_id": "s", "application": ME,
                         "resume_gateway_url": str(self.url)}  # fmt: skip
                await socket.send_str(json.dumps({"op": 0, "t": "READY", "s": 1, "d": ready}))


@pytest.fixture
async def played(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeGateway]:
    fake = FakeGateway()
    app = web.Application()

    async def plain_json(_: web.Request, response: web.StreamResponse) -> None:
        if response.content_type == "application/json":
            response.headers["Content-Type"] = "application/json"

    async def nothing(_: web.Request) -> web.Response:
        return web.json_response([])

    app.on_response_prepare.append(plain_json)
    app.router.add_get("/users/@me", answering(ME))
    app.router.add_get("/oauth2/applications/@me", answering(APPLICATION))
    app.router.add_route("*", "/applications/9/commands", nothing)
    app.router.add_get("/gateway/bot", fake.bot)
    app.router.add_get("/", fake.socket)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    fake.url = URL(f"ws://{host}:{port}/")
    monkeypatch.setattr(Route, "BASE", f"http://{host}:{port}")
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", fake.url)
    monkeypatch.setattr(room, "GAP_S", 0.0)
    monkeypatch.setattr(room, "TRY_AGAIN_S", 0.01)
    yield fake
    await runner.cleanup()


def answering(body: object) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response(body)

    return answer


class Listening:
    """An adapter that listens in a task of its own."""

    def __init__(self, desk: SlowDesk | None = None, **settings: Any) -> None:
        self.desk = desk or SlowDesk()
        self.adapter = DiscordAdapter(DiscordSettings("a.b.c", **settings))
        self.running = asyncio.create_task(self.adapter.run(self.desk))

    async def stop(self) -> None:
        self.running.cancel()
        with suppress(asyncio.CancelledError):
            await self.running
        await self.adapter.close()


async def test_a_session_is_begun_once_and_counted(played: FakeGateway) -> None:
    listening = Listening()
    await until(listening.adapter.client.is_ready)
    assert played.identified == [None]
    assert listening.desk.attempts == ["discord identify"]
    assert listening.desk.held == ["discord commands", "discord shard 0 of 1"]
    assert listening.adapter.ailing() == ""
    await listening.stop()


async def test_a_flapping_gateway_is_given_a_session_only_in_turn(
    played: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncio.sleep", quick(asyncio.sleep))
    played.behaviour = "flap"

    class Strict(SlowDesk):
        async def wait_before(self, attempt: str) -> float:
            self.attempts.append(attempt)
            if len(self.attempts) > 3:
                await asyncio.Event().wait()
            return 0.0

    listening = Listening(Strict())
    await until(lambda: len(listening.desk.attempts) == 4)
    assert len(played.identified) == 3
    await until(lambda: heartbeats() == [])
    await listening.stop()


def heartbeats() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if isinstance(thread, KeepAliveHandler)]


def quick(sleep: Callable[[float], Awaitable[None]]) -> Callable[[float], Awaitable[None]]:
    """Sleep a thousandth of the time: the library waits five seconds before a new session."""

    async def nap(delay: float, result: object = None) -> None:
        await sleep(delay / 1000)

    return nap


async def test_a_spent_budget_is_waited_for(
    played: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    sleep = asyncio.sleep

    async def note(delay: float, result: object = None) -> None:
        if delay > 60:
            waits.append(delay)
            await asyncio.Event().wait()
        await sleep(delay)

    monkeypatch.setattr("asyncio.sleep", note)
    played.remaining, played.reset_after = room.SPARE, 7_200_000
    listening = Listening()
    await until(lambda: waits)
    assert waits == [7200.0]
    assert played.identified == []
    await listening.stop()


async def test_a_long_wait_is_announced_in_the_log_to_health_and_to_people(
    played: FakeGateway, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Wary(SlowDesk):
        async def wait_before(self, attempt: str) -> float:
            self.attempts.append(attempt)
            return 30.0

    monkeypatch.setattr("adapters.discord.client.SHOWN_S", 0.1)
    release = asyncio.Event()
    sleep = asyncio.sleep

    async def nap(delay: float, result: object = None) -> None:
        await (release.wait() if delay == 30.0 else sleep(delay))

    monkeypatch.setattr("asyncio.sleep", nap)
    listening = Listening(Wary())
    await until(listening.adapter.ailing)
    assert "waits 30 s before its next session" in listening.adapter.ailing()
    assert "waiting 30 s, until" in caplog.text
    release.set()
    await until(lambda: len(played.shown) == 2)
    assert played.shown == [[sentences.BACK_AGAIN], []]
    await listening.stop()


async def test_people_on_other_shards_see_that_some_are_not_heard(played: FakeGateway) -> None:
    played.shards = 2
    listening = Listening(Fleet())
    await until(lambda: len(played.identified) == 2)
    gateway = listening.adapter._gateway
    assert gateway
    first, second = (gateway._listening[shard] for shard in (0, 1))
    await until(lambda: first.is_ready() and second.is_ready())
    await gateway._announce(second, 60.0)
    await until(lambda: played.shown)
    assert "can't hear some of my servers" in played.shown[0][0]
    await listening.stop()


def test_a_lost_connection_is_a_line_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    PapersClient(None)
    log = logging.getLogger("discord.client")
    try:
        raise ConnectionResetError(104, "reset")
    except ConnectionResetError:
        log.exception("Attempting a reconnect in %.2fs", 1.5)
        log.exception("Something else")
    line, other = caplog.records
    assert (line.getMessage(), line.exc_info, line.levelname) == (
        "Attempting a reconnect in 1.50s (ConnectionResetError)", None, "WARNING",
    )  # fmt: skip
    assert other.exc_info


def test_of_a_server_only_what_is_needed_is_kept() -> None:
    client = PapersClient(None)
    many = [{"id": str(n), "type": 0, "name": "c", "position": n} for n in range(100, 200)]
    server = {"id": "21", "name": "Lab", "owner_id": "1", "roles": [], "channels": many,
              "members": [], "emojis": [], "member_count": 5}  # fmt: skip
    client._connection.parsers["GUILD_CREATE"](server)
    (guild,) = client.guilds
    assert (guild.name, len(guild.channels), len(guild.members)) == ("Lab", 0, 0)


async def test_a_silent_gateway_is_connected_anew(
    played: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "SILENT_S", 0.2)
    listening = Listening()
    await until(lambda: len(played.identified) == 2)
    await listening.stop()


async def test_a_silent_gateway_is_said_to_be(played: FakeGateway) -> None:
    listening = Listening()
    await until(listening.adapter.client.is_ready)
    listening.adapter.client.heard_at -= 200
    assert "nothing came down the gateway of shard 0 for 20" in listening.adapter.ailing()
    await listening.stop()


async def test_a_token_that_the_gateway_refuses_ends_it_and_names_the_setting(
    played: FakeGateway,
) -> None:
    played.behaviour = "refuse"
    listening = Listening()
    with pytest.raises(ConfigError, match="DISCORD_TOKEN") as caught:
        async with asyncio.timeout(10):
            await listening.running
    assert "a.b.c" not in str(caught.value)
    await listening.adapter.close()


class Fleet(SlowDesk):
    """A desk that several processes share: what one holds, no other does."""

    async def while_held(self, thing: str, work: Callable[[], Awaitable[None]]) -> bool:
        if thing in self.held:
            return False
        self.held.append(thing)
        try:
            await work()
        finally:
            self.held.remove(thing)
        return True


async def test_each_shard_is_listened_to_by_one_process_and_taken_over_when_it_ends(
    played: FakeGateway,
) -> None:
    played.shards = 3
    desk = Fleet()
    first = Listening(desk, shards_here=2)
    await until(lambda: len(played.identified) == 2)
    second = Listening(desk)
    await until(lambda: len(played.identified) == 3)
    assert sorted(shard[0] for shard in played.identified if shard) == [0, 1, 2]
    assert {shard[1] for shard in played.identified if shard} == {3}
    await first.stop()
    await until(lambda: len(played.identified) == 5)
    await second.stop()
    assert sorted(shard[0] for shard in played.identified[3:] if shard) == [0, 1]


async def test_a_number_of_shards_that_is_set_is_not_asked_for(played: FakeGateway) -> None:
    listening = Listening(shards=2)
    await until(lambda: len(played.identified) == 2)
    assert sorted(shard for shard in played.identified if shard) == [[0, 2], [1, 2]]
    await listening.stop()


async def test_a_check_tells_who_the_bot_is_and_what_is_left_of_the_day(
    played: FakeGateway,
) -> None:
    adapter = DiscordAdapter(DiscordSettings("a.b.c"))
    who, left = await adapter.check()
    assert (who.is_good, who.line) == (True, "signed in as papers, 1 shard(s) recommended")
    assert (left.is_good, left.line) == (True, "1000 of 1000 sessions are left today")
    played.remaining = 50
    _, left = await adapter.check()
    assert not left.is_good
    assert "restarts over and over" in left.line
    await adapter.close()
