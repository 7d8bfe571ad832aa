"""HTTP mode: who is let in, how fast Slack hears from us, and what a person gets."""

import asyncio
import hashlib
import hmac
import json
import logging
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from aiohttp import ClientResponse, ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from adapters.slack.client import make_client
from adapters.slack.departures import purge_if_gone
from adapters.slack.http_mode import PATH, make_web_app, serve
from adapters.slack.listener import Listener
from adapters.slack.signatures import SignatureGate
from adapters.slack.tenants import Clients, OneTenant, Tenant
from bot.errors import ConfigError, StoreError
from bot.message import Message, Reply, Request, Text
from bot.runtime.desk import FrontDesk
from bot.store import Store, open_store
from bot.store.coordination.ownership import Owner
from tests.adapter_contract import SlowDesk, until
from tests.conftest import NOW
from tests.slack.world import FaultyProxy

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


def clients_of(url: str) -> Clients:
    async def nobody() -> Tenant:
        return Tenant("T1", "xoxb-1")

    return Clients(OneTenant(nobody), lambda token: make_client(f"{url}/api/", token), "xoxb-1")


class Server:
    """The HTTP mode under test; replies to response_urls come back to it."""

    def __init__(self, desk: SlowDesk | FrontDesk | None = None) -> None:
        self.desk = desk if isinstance(desk, SlowDesk) else SlowDesk()
        heard_by = desk or self.desk
        self.replies: list[dict[str, object]] = []
        self.listener = Listener(clients_of("http://127.0.0.1:9"), heard_by)
        gate, precedence = SignatureGate(SECRET), self.listener.precedence
        app = make_web_app(self.listener.make_app(), gate, heard_by, precedence)
        app.router.add_post("/reply", self._take_reply)
        self.http = TestClient(TestServer(app))

    async def post(self, body: str, **changed: str) -> ClientResponse:
        stamp = changed.get("stamp", str(int(time.time())))
        signed = f"v0:{stamp}:{body}".encode()
        signature = "v0=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": changed.get("type", "application/x-www-form-urlencoded"),
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": changed.get("signature", signature),
        }
        return await self.http.post(PATH, data=body.encode(), headers=headers)

    def command(self, text: str) -> str:
        return urlencode(
            {
                "token": "x",
                "team_id": "T1",
                "team_domain": "lab",
                "channel_id": "C1",
                "channel_name": "papers",
                "user_id": "U1",
                "user_name": "ada",
                "command": "/papers",
                "text": text,
                "api_app_id": "A1",
                "is_enterprise_install": "false",
                "response_url": str(self.http.make_url("/reply")),
                "trigger_id": "1.2.x",
            }
        )

    async def _take_reply(self, request: web.Request) -> web.Response:
        self.replies.append(await request.json())
        return web.Response(text="ok")


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    async with made.http:
        yield made
        made.desk.may_answer.set()
        await made.listener.drain()


_LONG = Text("word " * 5000)
OLD = str(int(time.time()) - 6 * 60)


@pytest.mark.parametrize(
    "changed",
    [
        {"signature": "v0=" + "0" * 64},
        {"signature": ""},
        {"signature": "v0=é"},
        {"stamp": "abc"},
        {"stamp": ""},
        {"stamp": "9" * 5000},
        {"stamp": OLD},
    ],
)
async def test_what_slack_did_not_sign_just_now_is_refused(
    server: Server, changed: dict[str, str]
) -> None:
    answer = await server.post(server.command("help"), **changed)
    assert answer.status == 401
    assert server.desk.asked == []


async def test_a_body_that_is_no_text_is_refused(server: Server) -> None:
    headers = {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=1"}
    answer = await server.http.post(PATH, data=b"\xff\xfe", headers=headers)
    assert answer.status == 401


async def test_an_exact_replay_is_refused_and_has_no_effect(server: Server) -> None:
    stamp = str(int(time.time()))
    first = await server.post(server.command("help"), stamp=stamp)
    second = await server.post(server.command("help"), stamp=stamp)
    assert (first.status, second.status) == (200, 401)
    await until(lambda: server.desk.asked)
    assert len(server.desk.asked) == 1


async def test_a_replay_to_another_replica_is_refused_too(server: Server) -> None:
    replica = Server(server.desk)
    stamp, command = str(int(time.time())), server.command("help")
    async with replica.http:
        first = await server.post(command, stamp=stamp)
        second = await replica.post(command, stamp=stamp)
    assert (first.status, second.status) == (200, 401)
    await until(lambda: server.desk.asked)
    assert len(server.desk.asked) == 1


class SlowMemory(SlowDesk):
    """A desk whose database takes its time, or does not answer at all."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.may_answer.set()
        self.may_tell = asyncio.Event()
        self.error = error

    async def is_new(self, name: str, for_s: float) -> bool:
        if self.error:
            raise self.error
        await self.may_tell.wait()
        return await super().is_new(name, for_s)


async def test_a_slow_database_holds_back_the_answer_and_not_the_acknowledgement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.slack.http_mode._PATIENCE_S", 0.05)
    desk = SlowMemory()
    server = Server(desk)
    async with server.http:
        answer = await server.post(server.command("help"))
        assert (answer.status, await answer.text()) == (200, "")
        assert desk.asked == []
        desk.may_tell.set()
        await until(lambda: server.replies)
    assert len(desk.asked) == 1


async def test_a_database_that_another_process_keeps_locked_delays_no_acknowledgement(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.http_mode._PATIENCE_S", 0.05)
    owner = Owner(store, "one", lambda: NOW)
    nothing: Any = None
    desk = FrontDesk(store, nothing, nothing, {}, owner, lambda: NOW, "UTC")
    server = Server(desk)
    other = open_store("", tmp_path)
    async with server.http:
        with other.write():
            answer = await server.post(server.command("alert list"))
            assert (answer.status, await answer.text()) == (200, "")
            assert server.replies == []
        await until(lambda: server.replies)
    assert "You have no alerts" in str(server.replies[0]["text"])
    other.close()


async def test_a_replay_that_a_slow_database_finds_late_has_no_effect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.slack.http_mode._PATIENCE_S", 0.05)
    desk = SlowMemory()
    servers = [Server(desk), Server(desk)]
    async with servers[0].http, servers[1].http:
        stamp, command = str(int(time.time())), servers[0].command("help")
        for server in servers:
            assert (await server.post(command, stamp=stamp)).status == 200
        desk.may_tell.set()
        await until(lambda: len(desk.heard) == 2)
        await until(lambda: desk.asked)
        await asyncio.sleep(0)
    assert len(desk.asked) == 1


async def test_a_database_that_is_away_keeps_nobody_from_an_answer() -> None:
    desk = SlowMemory(StoreError("The database does not answer."))
    server = Server(desk)
    stamp = str(int(time.time()))
    async with server.http:
        first = await server.post(server.command("help"), stamp=stamp)
        again = await server.post(server.command("help"), stamp=stamp)
        assert (first.status, again.status) == (200, 401)
        await until(lambda: desk.asked)


def press_of(server: Server, value: str, **changed: object) -> str:
    payload = {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1", "domain": "lab"},
        "container": {"type": "message", "message_ts": "1.2", "channel_id": "C1"},
        "channel": {"id": "C1", "name": "papers"},
        "response_url": str(server.http.make_url("/reply")),
        "actions": [{"type": "button", "action_id": "run:1", "block_id": "b", "value": value}],
    }
    return urlencode({"payload": json.dumps(payload | changed)})


async def test_a_double_click_is_one_press_and_other_presses_are_others(server: Server) -> None:
    bob = {"user": {"id": "U2", "team_id": "T1"}}
    for trigger in ("1", "2"):
        assert (await server.post(press_of(server, "week", trigger_id=trigger))).status == 200
    await server.post(press_of(server, "month"))
    await server.post(press_of(server, "week", trigger_id="3", **bob))
    await until(lambda: len(server.desk.asked) == 3)
    assert sorted(request.text for request in server.desk.asked) == ["month", "week", "week"]
    assert len({str(request.person) for request in server.desk.asked}) == 2


def event_of(kind: str, number: int = 1) -> str:
    return json.dumps(
        {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": f"Ev{number}",
            "event_time": number,
            "event": {"type": kind, "tokens": {"bot": ["U0BOT"]}},
        }
    )


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
@pytest.mark.parametrize(
    ("auth", "left"),
    [
        ({"ok": False, "error": "account_inactive"}, ["slack:T1"]),
        ({"ok": False, "error": "token_revoked"}, ["slack:T1"]),
        # An event that comes late, after the app was installed again, purges nothing.
        ({"ok": True, "team_id": "T1"}, []),
        ({"ok": False, "error": "internal_error"}, []),
    ],
)
async def test_what_slack_says_of_leaving_is_looked_into_before_anything_is_purged(
    kind: str, auth: dict[str, object], left: list[str]
) -> None:
    async with ClientSession() as http:
        proxy = FaultyProxy("http://127.0.0.1:9")
        url = await proxy.start(http)
        proxy.break_next("auth.test", lambda _: web.json_response(auth))
        server = Server()
        clients = clients_of(url)

        async def leave(team: str, enterprise: str) -> None:
            await purge_if_gone(clients, server.desk, team, enterprise)

        server.listener = Listener(clients, server.desk, leave)
        gate = SignatureGate(SECRET)
        precedence = server.listener.precedence
        app = make_web_app(server.listener.make_app(), gate, server.desk, precedence)
        server.http = TestClient(TestServer(app))
        async with server.http:
            answer = await server.post(event_of(kind), type="application/json")
            assert answer.status == 200
            await until(lambda: proxy.calls)
            await server.listener.drain()
        await proxy.stop()
    assert server.desk.left_by == left


async def test_only_slack_is_let_in_and_nothing_is_done_by_looking(server: Server) -> None:
    for path in (PATH, "/", "/unsubscribe", "/oauth/callback?state=1", "/metrics"):
        assert (await server.http.get(path)).status in (404, 405)
    assert server.desk.asked == []


def test_a_signature_is_remembered_as_long_as_it_could_pass() -> None:
    now = 1_000_000.0
    gate = SignatureGate(SECRET, lambda: now)
    signature = hmac.new(SECRET.encode(), b"v0:1000200:x", hashlib.sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": "1000200", "X-Slack-Signature": f"v0={signature}"}
    assert gate.lets_in(b"x", headers)
    now += 490
    assert not gate.lets_in(b"x", headers)


async def test_a_slow_desk_is_acknowledged_at_once_and_answers_in_private(server: Server) -> None:
    began = time.monotonic()
    answer = await server.post(server.command("search &lt;b&gt; &amp; lora"))
    assert (answer.status, await answer.text()) == (200, "")
    assert time.monotonic() - began < 3
    assert server.replies == []
    server.desk.may_answer.set()
    await until(lambda: server.replies)
    assert server.desk.asked[0].text == "search <b> & lora"
    assert server.desk.asked[0].workspace == "slack:T1"
    assert server.replies[0]["response_type"] == "ephemeral"


async def test_who_asks_at_the_same_moment_is_acknowledged_before_anybody_is_answered(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.precedence.AT_MOST_S", 10)
    server.desk.may_answer.set()
    with server.listener.precedence.hearing():  # somebody else is being heard
        assert (await server.post(server.command("help"))).status == 200
        for _ in range(20):
            await asyncio.sleep(0)
        assert server.desk.asked == []
    await until(lambda: server.replies)


async def test_where_requests_never_cease_answers_are_given_all_the_same(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.precedence.AT_MOST_S", 0.01)
    server.desk.may_answer.set()
    with server.listener.precedence.hearing():
        await server.post(server.command("help"))
        await until(lambda: server.replies)


async def test_a_pressed_button_answers_beside_the_message(server: Server) -> None:
    server.desk.may_answer.set()
    payload = {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1", "domain": "lab"},
        "container": {"type": "message", "message_ts": "1.2", "channel_id": "D1"},
        "channel": {"id": "D1", "name": "directmessage"},
        "response_url": str(server.http.make_url("/reply")),
        "actions": [
            {"type": "button", "action_id": "run:1", "block_id": "b", "value": "paper 2405.1"}
        ],
    }
    answer = await server.post(urlencode({"payload": json.dumps(payload)}))
    assert answer.status == 200
    await until(lambda: server.replies)
    assert server.replies[0]["replace_original"] is False
    (request,) = server.desk.asked
    assert request.text == "paper 2405.1"
    assert str(request.destination) == str(request.person) == "slack:T1/U1"


async def test_a_button_that_opens_a_page_is_only_acknowledged(server: Server) -> None:
    payload = {
        "type": "block_actions",
        "user": {"id": "U1"},
        "team": {"id": "T1"},
        "channel": {"id": "C1"},
        "response_url": str(server.http.make_url("/reply")),
        "actions": [{"type": "button", "action_id": "open:1", "block_id": "b"}],
    }
    answer = await server.post(urlencode({"payload": json.dumps(payload)}))
    assert answer.status == 200
    assert server.desk.asked == []


async def test_the_address_is_verified_when_the_app_is_set_up(server: Server) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c4", "token": "x"})
    answer = await server.post(body, type="application/json")
    assert (answer.status, await answer.json()) == (200, {"challenge": "c4"})


async def test_an_event_that_slack_repeats_is_answered_once(server: Server) -> None:
    event = {"type": "app_mention", "user": "U1", "text": "<@U0BOT> help", "channel": "C1"}
    for number in range(4):
        body = json.dumps(
            {
                "type": "event_callback",
                "team_id": "T1",
                "event_id": "Ev1",
                "event_time": number,
                "event": event,
            }
        )
        assert (await server.post(body, type="application/json")).status == 200
    await until(lambda: server.desk.asked)
    assert [request.text for request in server.desk.asked] == ["help"]


async def test_a_fault_of_ours_is_said_plainly(server: Server) -> None:
    async def fail(_: Request) -> Reply:
        raise RuntimeError("boom")

    server.desk.answer = fail  # type: ignore[method-assign, assignment]
    await server.post(server.command("help"))
    await until(lambda: server.replies)
    assert "Something went wrong on my side" in str(server.replies[0]["text"])
    assert "boom" not in str(server.replies)


async def test_a_reply_of_many_parts_stays_within_what_a_response_url_takes(
    server: Server,
) -> None:
    async def ramble(_: Request) -> Reply:
        return Reply(Message(title="A" * 300, note="B" * 2000, lead=_LONG))

    server.desk.answer = ramble  # type: ignore[method-assign, assignment]
    await server.post(server.command("help"))
    await until(lambda: len(server.replies) == 5)
    assert "Ask for less" in str(server.replies[4]["text"])


async def test_secrets_stay_out_of_the_logs_even_when_a_reply_is_lost(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.desk.may_answer.set()
    hook = quote_plus(str(server.http.make_url("/reply")))
    lost = quote_plus("http://127.0.0.1:9/very-secret-hook")
    await server.post(server.command("help").replace(hook, lost))
    await until(lambda: "a reply did not reach Slack" in caplog.text)
    assert "secret-hook" not in caplog.text
    assert "xoxb-" not in caplog.text
    assert SECRET not in caplog.text


async def test_health_is_told_and_its_details_are_not(server: Server) -> None:
    assert (await server.http.get("/healthz")).status == 200
    assert (await server.http.get("/readyz")).status == 200
    server.desk.ailments = ["database: no answer from db.internal"]
    answer = await server.http.get("/readyz")
    assert (answer.status, await answer.text()) == (503, "not ready")
    assert (await server.http.get("/healthz")).status == 200


async def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        with pytest.raises(ConfigError, match=r"PORT: .* choose another port"):
            async with asyncio.timeout(5):
                await serve(web.Application(), taken.getsockname()[1])
