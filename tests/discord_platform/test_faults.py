"""Discord's REST API on loopback, for what a simulator cannot play: broken answers and nonces."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import discord
import pytest
from aiohttp import web
from discord.http import Route

from adapters.discord import rate_limit
from adapters.discord.adapter import DiscordAdapter
from adapters.discord.settings import DiscordSettings
from bot.delivery import SEND_TIMEOUT_S
from bot.errors import (
    AmbiguousDelivery,
    ConfigError,
    DeliveryError,
    DestinationGone,
    Refused,
    Scope,
)
from bot.message import Destination, Message
from tests.adapter_contract import SlowDesk, make_delivery, make_message
from tests.discord_platform.rules import check_request

CHANNEL = Destination("discord", "1")
Reaction = Callable[[], web.StreamResponse]
ME = {"id": "9", "username": "papers", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "9", "name": "papers", "icon": None, "description": "", "rpc_origins": None,
    "bot_public": True, "bot_require_code_grant": False, "verify_key": "", "flags": 0,
    "owner": ME, "team": None,
}  # fmt: skip


class FakeDiscord:
    """Takes messages as Discord does, each nonce once, and fails on request."""

    def __init__(self) -> None:
        self.said: dict[str, dict[str, Any]] = {}
        self.tries = 0
        self.reactions: list[Reaction] = []
        self.is_token_valid = True
        self.is_page = False

    async def me(self, request: web.Request) -> web.Response:
        if not self.is_token_valid:
            return refusal(401, 0, "401: Unauthorized")
        return web.Response(text="<html>") if self.is_page else web.json_response(ME)

    async def application(self, request: web.Request) -> web.Response:
        return web.json_response(APPLICATION)

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.tries += 1
        body = await request.json()
        assert check_request("POST", "/channels/1/messages", body) == []
        reaction = self.reactions.pop(0) if self.reactions else None
        if reaction is not None and not getattr(reaction, "takes_first", False):
            return reaction()
        assert body["enforce_nonce"] is True
        message = self.said.setdefault(body["nonce"], said(len(self.said) + 100, body))
        if reaction is not None:
            assert request.transport
            request.transport.abort()
        return web.json_response(message)

    async def history(self, request: web.Request) -> web.StreamResponse:
        return self.reactions.pop(0)() if self.reactions else web.json_response([])

    async def one(self, request: web.Request) -> web.Response:
        return refusal(403, 50001, "Missing Access")


def said(number: int, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(number), "channel_id": "1", "author": ME, "content": body.get("content", ""),
        "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False,
        "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [],
        "embeds": body.get("embeds", []), "pinned": False, "type": 0, "components": [],
    }  # fmt: skip


def refusal(status: int, code: int, message: str) -> web.Response:
    return web.json_response({"code": code, "message": message}, status=status)


def wait(seconds: float, **headers: str) -> web.Response:
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": False}
    return web.json_response(body, status=429, headers=headers)


def dropped() -> web.StreamResponse:
    raise AssertionError("the fake takes the message and drops the connection itself")


dropped.takes_first = True  # type: ignore[attr-defined]


@pytest.fixture
async def api(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    fake = FakeDiscord()
    app = web.Application()

    async def plain_json(request: web.Request, response: web.StreamResponse) -> None:
        # discord.py reads JSON only where the type is exactly this, without a charset.
        if response.content_type == "application/json":
            response.headers["Content-Type"] = "application/json"

    app.on_response_prepare.append(plain_json)
    app.router.add_get("/users/@me", fake.me)
    app.router.add_get("/oauth2/applications/@me", fake.application)
    app.router.add_post("/channels/1/messages", fake.take)
    app.router.add_get("/channels/1/messages", fake.history)
    app.router.add_get("/channels/1/messages/{id}", fake.one)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    monkeypatch.setattr(Route, "BASE", f"http://{host}:{port}")
    yield fake
    await runner.cleanup()


@pytest.fixture
async def adapter(api: FakeDiscord) -> AsyncIterator[DiscordAdapter]:
    adapter = DiscordAdapter(DiscordSettings("a.b.c"))
    yield adapter
    await adapter.close()


async def send(adapter: DiscordAdapter, message: Message | None = None) -> str:
    delivery = make_delivery(CHANNEL, message or make_message())
    return (await adapter.send(delivery)).platform_id


async def test_a_lost_answer_is_ambiguous_and_the_same_nonce_is_taken_once(
    api: FakeDiscord, adapter: DiscordAdapter
) -> None:
    api.reactions = [dropped]
    with pytest.raises(AmbiguousDelivery):
        await send(adapter)
    assert await send(adapter) == "1/100"
    assert (api.tries, len(api.said)) == (2, 1)


async def test_a_server_error_that_stays_is_ambiguous(
    api: FakeDiscord, adapter: DiscordAdapter
) -> None:
    api.reactions = [lambda: refusal(503, 0, "upstream")]
    with pytest.raises(AmbiguousDelivery):
        await send(adapter)


@pytest.mark.parametrize(
    ("answer", "retry_after_s", "scope"),
    [
        (lambda: wait(120, Via="1.1 google"), 120, "destination"),
        (lambda: wait(120, **{"Via": "1.1 google", "X-RateLimit-Scope": "user"}), 120,
         "destination"),
        (lambda: wait(90, **{"Via": "1.1 google", "X-RateLimit-Scope": "global"}), 90,
         "platform"),
        (lambda: wait(90, **{"Via": "1.1 google", "X-RateLimit-Global": "true"}), 90,
         "platform"),
        (lambda: web.Response(status=429, text="error code: 1015", headers={"Retry-After": "77"}),
         77, "platform"),
        (lambda: web.Response(status=429, text="error code: 1015"), 600, "platform"),
    ],
)  # fmt: skip
async def test_every_kind_of_429_says_who_has_to_wait_and_is_tried_once(
    api: FakeDiscord, adapter: DiscordAdapter, answer: Reaction, retry_after_s: float, scope: Scope
) -> None:
    api.reactions = [answer]
    with pytest.raises(DeliveryError) as caught:
        await send(adapter)
    assert caught.value.retry_after_s == retry_after_s
    assert caught.value.scope == scope
    assert type(caught.value) is DeliveryError
    assert api.tries == 1


@pytest.mark.parametrize(
    ("status", "code", "kind", "said"),
    [
        (403, 50001, DestinationGone, "View Channel"),
        (403, 50013, DestinationGone, "Send Messages"),
        (403, 50007, DestinationGone, "direct messages"),
        (403, 50278, DestinationGone, "no server"),
        (404, 10003, DestinationGone, "no longer exists"),
        (400, 50006, Refused, "Invalid Form Body"),
        (403, 20009, Refused, "Invalid Form Body"),
        (400, 200000, Refused, "Invalid Form Body"),
        (400, 999999, Refused, "Invalid Form Body"),
        (408, 0, DeliveryError, "Invalid Form Body"),
        (401, 0, DeliveryError, "new one"),
    ],
)
async def test_a_refusal_says_what_to_do(
    api: FakeDiscord,
    adapter: DiscordAdapter,
    status: int,
    code: int,
    kind: type[DeliveryError],
    said: str,
) -> None:
    api.reactions = [lambda: refusal(status, code, "Invalid Form Body")]
    with pytest.raises(DeliveryError, match=said) as caught:
        await send(adapter)
    assert type(caught.value) is kind
    assert "a.b.c" not in str(caught.value)


async def test_where_no_layout_is_taken_embeds_say_the_same(
    api: FakeDiscord, adapter: DiscordAdapter
) -> None:
    api.reactions = [lambda: refusal(400, 50035, "Invalid Form Body")]
    assert await send(adapter) == "1/100"
    (message,) = api.said.values()
    assert "abstract." in message["embeds"][0]["description"]
    assert message["content"].startswith("### Two papers")


async def test_what_is_refused_in_any_clothes_is_a_refusal(
    api: FakeDiscord, adapter: DiscordAdapter
) -> None:
    api.reactions = [lambda: refusal(400, 50035, "Invalid Form Body")] * 2
    with pytest.raises(DeliveryError, match="Invalid Form Body") as caught:
        await send(adapter)
    assert type(caught.value) is Refused


async def test_a_message_refused_for_good_is_sent_as_bare_words_and_found_again(
    api: FakeDiscord, adapter: DiscordAdapter
) -> None:
    plain = replace(make_delivery(CHANNEL, make_message()), is_plain=True)
    sent = await adapter.send(plain)
    (message,) = api.said.values()
    assert "Two papers" in message["content"]
    assert not message.get("embeds")
    assert not message.get("components")
    assert sent.platform_id


async def test_an_empty_history_that_may_not_be_read_is_ambiguous(adapter: DiscordAdapter) -> None:
    with pytest.raises(AmbiguousDelivery, match="Read Message History"):
        await adapter.look_up(make_delivery(CHANNEL, make_message()))


async def test_a_history_that_cannot_be_read_now_is_asked_later(
    api: FakeDiscord, adapter: DiscordAdapter
) -> None:
    api.reactions = [lambda: wait(90, Via="1.1 google")]
    with pytest.raises(DeliveryError) as caught:
        await adapter.look_up(make_delivery(CHANNEL, make_message()))
    assert type(caught.value) is DeliveryError
    assert caught.value.retry_after_s == 90


async def test_a_discord_that_cannot_be_reached_has_surely_taken_nothing(
    adapter: DiscordAdapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    working = Route.BASE
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:1")
    with pytest.raises(DeliveryError) as caught:
        await send(adapter)
    assert type(caught.value) is DeliveryError
    monkeypatch.setattr(Route, "BASE", working)
    assert await send(adapter) == "1/100"


async def test_a_page_instead_of_json_is_no_crash(
    api: FakeDiscord, adapter: DiscordAdapter
) -> None:
    api.is_page = True
    with pytest.raises(DeliveryError, match="cannot be reached"):
        await send(adapter)
    api.is_page = False
    api.reactions = [lambda: web.Response(text="<html>")]
    with pytest.raises(AmbiguousDelivery):
        await send(adapter)


async def test_a_refused_token_names_the_setting(api: FakeDiscord, adapter: DiscordAdapter) -> None:
    api.is_token_valid = False
    with pytest.raises(ConfigError, match="new one") as caught:
        await adapter.run(SlowDesk())
    assert caught.value.variable == "DISCORD_TOKEN"


async def test_many_sends_stay_below_the_global_limit(
    api: FakeDiscord, adapter: DiscordAdapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    sleep = asyncio.sleep

    async def note(delay: float, result: object = None) -> None:
        waits.append(delay)
        await sleep(0)

    monkeypatch.setattr(rate_limit, "monotonic", lambda: 1000.0)
    monkeypatch.setattr("asyncio.sleep", note)
    await asyncio.gather(
        *(adapter.send(make_delivery(CHANNEL, make_message(), n)) for n in range(64))
    )
    longest = max(waits)
    assert 64 / longest < 50
    assert longest < SEND_TIMEOUT_S / 10


async def test_many_sends_log_in_once(
    api: FakeDiscord, adapter: DiscordAdapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    logins = []
    login = discord.Client.login

    async def counted(client: discord.Client, token: str) -> None:
        logins.append(token)
        await login(client, token)

    monkeypatch.setattr(discord.Client, "login", counted)
    await asyncio.gather(
        *(adapter.send(make_delivery(CHANNEL, make_message(), n)) for n in range(3))
    )
    assert (len(logins), len(api.said)) == (1, 3)
