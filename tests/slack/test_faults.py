"""What becomes of a delivery when Slack refuses, fails or falls silent."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession, web

from adapters.slack.adapter import SlackAdapter
from adapters.slack.client import make_client
from adapters.slack.settings import SlackSettings
from bot.errors import (
    AmbiguousDelivery,
    ConfigError,
    DeliveryError,
    DestinationGone,
    Refused,
    WorkspaceGone,
)
from bot.message import Delivery, Request
from tests.adapter_contract import SlowDesk, make_delivery, make_message, until
from tests.ports import free_port
from tests.slack.world import Fault, FaultyProxy, Json, Rendering, drop

PLACE = Rendering.destination


class BrokenSlack:
    """A Slack that answers only what a test tells it to."""

    async def __aenter__(self) -> "BrokenSlack":
        self._http = ClientSession()
        self.proxy = FaultyProxy("http://127.0.0.1:9")
        url = await self.proxy.start(self._http)
        settings = SlackSettings("xoxb-1", "xapp-1", api_url=f"{url}/api/")
        self.adapter = SlackAdapter(settings, first_wait_s=0.01)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.adapter.close()
        await self.proxy.stop()
        await self._http.close()

    def answers(self, method: str, *bodies: Json) -> None:
        for body in bodies:
            self.proxy.break_next(method, answer_with(body))


@pytest.fixture
async def broken() -> AsyncIterator[BrokenSlack]:
    async with BrokenSlack() as made:
        yield made


def answer_with(body: Json, status: int = 200) -> Fault:
    return lambda _: web.json_response(body, status=status)


def refusal(code: str) -> Fault:
    return answer_with({"ok": False, "error": code})


def html(status: int) -> Fault:
    return lambda _: web.Response(status=status, text="<html>", content_type="text/html")


def plain(status: int) -> Fault:
    return lambda _: web.Response(status=status, text="oops")


def half_json(_: web.Request) -> web.Response:
    return web.Response(text='{"ok": tr', content_type="application/json")


def slow_down(_: web.Request) -> web.Response:
    return web.Response(status=429, headers={"Retry-After": "7"}, text="wait")


def delivery() -> Delivery:
    return make_delivery(PLACE, make_message())


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (refusal("not_in_channel"), DestinationGone),
        (refusal("channel_not_found"), DestinationGone),
        (refusal("is_archived"), DestinationGone),
        (refusal("token_revoked"), WorkspaceGone),
        (refusal("account_inactive"), WorkspaceGone),
        (refusal("invalid_auth"), WorkspaceGone),
        (refusal("messages_tab_disabled"), DestinationGone),
        (refusal("cannot_dm_bot"), DestinationGone),
        (refusal("restricted_action"), DestinationGone),
        (refusal("no_permission"), DestinationGone),
        (refusal("access_denied"), DestinationGone),
        (refusal("message_limit_exceeded"), DestinationGone),
        (refusal("org_login_required"), DestinationGone),
        (refusal("invalid_blocks"), Refused),
        (refusal("msg_blocks_too_long"), Refused),
        (refusal("msg_too_long"), Refused),
        (refusal("never_heard_of"), Refused),
        (refusal("team_added_to_org"), DeliveryError),
        (refusal("ratelimited"), DeliveryError),
        (slow_down, DeliveryError),
        (refusal("fatal_error"), AmbiguousDelivery),
        (refusal("internal_error"), AmbiguousDelivery),
        (answer_with({}, 200), AmbiguousDelivery),
        (answer_with({"ok": True}, 200), AmbiguousDelivery),
        (answer_with({"ok": False}, 500), AmbiguousDelivery),
        (html(502), AmbiguousDelivery),
        (html(200), AmbiguousDelivery),
        (plain(503), AmbiguousDelivery),
        (half_json, AmbiguousDelivery),
        (drop, AmbiguousDelivery),
    ],
)
async def test_each_failure_of_a_post_means_what_slack_says_it_means(
    broken: BrokenSlack, fault: Fault, expected: type[DeliveryError]
) -> None:
    broken.proxy.break_next("chat.postMessage", fault)
    with pytest.raises(DeliveryError, match=r"\w+ \w+") as caught:
        await broken.adapter.send(delivery())
    assert type(caught.value) is expected
    assert "xoxb" not in str(caught.value)
    assert [method for method, _ in broken.proxy.calls] == ["chat.postMessage"]


async def test_a_rate_limit_without_json_still_says_how_long(broken: BrokenSlack) -> None:
    broken.proxy.break_next("chat.postMessage", slow_down)
    with pytest.raises(DeliveryError) as caught:
        await broken.adapter.send(delivery())
    assert caught.value.retry_after_s == 7


async def test_where_nobody_listens_nothing_was_sent() -> None:
    api_url = f"http://127.0.0.1:{free_port()}/api/"
    adapter = SlackAdapter(SlackSettings("xoxb-1", "xapp-1", api_url=api_url))
    with pytest.raises(DeliveryError) as caught:
        await adapter.send(delivery())
    await adapter.close()
    assert type(caught.value) is DeliveryError


async def test_a_post_asks_for_no_previews_and_carries_its_marker_twice(
    broken: BrokenSlack,
) -> None:
    broken.answers("chat.postMessage", {"ok": True, "channel": "C1", "ts": "1.2"})
    sent = await broken.adapter.send(delivery())
    assert sent.platform_id == "T01TEST/C1/1.2"
    ((_, body),) = broken.proxy.calls
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)
    assert body["metadata"]["event_payload"] == {"delivery": "m00000001"}
    assert body["blocks"][0]["block_id"] == "papers:m00000001"
    assert "link_names" not in body


def said(marker: str, **more: object) -> Json:
    block = {"type": "divider", "block_id": f"papers:{marker}"}
    return {"ts": "5.6", "bot_id": "B1", "blocks": [block], **more}


def page(*messages: Json, cursor: str = "") -> Json:
    return {"ok": True, "messages": messages, "response_metadata": {"next_cursor": cursor}}


async def test_a_delivery_is_found_on_a_later_page_by_its_metadata_alone(
    broken: BrokenSlack,
) -> None:
    metadata = {"event_type": "papers_delivery", "event_payload": {"delivery": "m00000001"}}
    found = {"ts": "7.8", "bot_id": "B1", "metadata": metadata}
    broken.answers("conversations.history", page(said("m2"), cursor="next"), page(found))
    sent = await broken.adapter.look_up(delivery())
    assert sent is not None
    assert sent.platform_id.endswith("/7.8")
    first, second = (body for _, body in broken.proxy.calls)
    assert int(first["limit"]) <= 15
    assert float(first["oldest"]) < datetime.now(UTC).timestamp() - 60
    assert second["cursor"] == "next"


async def test_a_person_cannot_fake_a_delivery(broken: BrokenSlack) -> None:
    broken.answers("conversations.history", page(said("m00000001", bot_id=None)))
    assert await broken.adapter.look_up(delivery()) is None


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (refusal("missing_scope"), AmbiguousDelivery),
        (refusal("not_in_channel"), AmbiguousDelivery),
        (slow_down, DeliveryError),
        (refusal("internal_error"), DeliveryError),
        (drop, DeliveryError),
        (html(502), DeliveryError),
    ],
)
async def test_looking_again_later_helps_unless_slack_forbids_to_look(
    broken: BrokenSlack, fault: Fault, expected: type[DeliveryError]
) -> None:
    broken.proxy.break_next("conversations.history", fault)
    with pytest.raises(DeliveryError) as caught:
        await broken.adapter.look_up(delivery())
    assert type(caught.value) is expected


async def test_reading_back_gives_up_where_too_much_was_said_since(broken: BrokenSlack) -> None:
    broken.answers("conversations.history", *[page(said("m2"), cursor="more")] * 10)
    with pytest.raises(AmbiguousDelivery):
        await broken.adapter.look_up(delivery())
    assert len(broken.proxy.calls) == 10


def ask_to_post() -> Request:
    return Request("subscribe", Rendering.person, PLACE, "slack:T01TEST")


async def test_preparing_tells_the_timezone_and_asks_slack_once(broken: BrokenSlack) -> None:
    member = {"ok": True, "channel": {"is_member": True, "is_archived": False}}
    broken.answers("conversations.info", member, member)
    broken.answers("users.info", {"ok": True, "user": {"tz": "Africa/Cairo"}})
    for _ in range(2):
        assert (await broken.adapter.prepare(ask_to_post())).timezone == "Africa/Cairo"


async def test_preparing_goes_on_without_the_permission_to_look(broken: BrokenSlack) -> None:
    for method in ("conversations.info", "users.info"):
        broken.proxy.break_next(method, refusal("missing_scope"))
    assert await broken.adapter.prepare(ask_to_post()) == ask_to_post()


async def test_an_archived_channel_is_refused_before_a_promise(broken: BrokenSlack) -> None:
    broken.answers(
        "conversations.info", {"ok": True, "channel": {"is_member": True, "is_archived": True}}
    )
    with pytest.raises(DestinationGone, match="archived"):
        await broken.adapter.prepare(ask_to_post())


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_refused_bot_token_is_named_at_the_start(broken: BrokenSlack, code: str) -> None:
    broken.proxy.break_next("auth.test", refusal(code))
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN") as caught:
        await broken.adapter.run(SlowDesk())
    assert "xoxb" not in str(caught.value)


AUTH = {"ok": True, "team_id": "T01TEST", "user_id": "U0BOT", "bot_id": "B1"}


async def test_an_unreachable_slack_is_waited_for_and_a_refused_app_token_named(
    broken: BrokenSlack, caplog: pytest.LogCaptureFixture
) -> None:
    for fault in (drop, html(502), slow_start):
        broken.proxy.break_next("auth.test", fault)
    broken.answers("auth.test", AUTH)
    broken.proxy.break_next("apps.connections.open", refusal("not_allowed_token_type"))
    with pytest.raises(ConfigError, match="SLACK_APP_TOKEN"):
        await broken.adapter.run(SlowDesk())
    assert caplog.text.count("Trying again") == 3


def slow_start(_: web.Request) -> web.Response:
    return web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "0"}
    )


async def test_http_mode_serves_until_cancelled(broken: BrokenSlack) -> None:
    port = free_port()
    api_url = broken.adapter._settings.api_url
    adapter = SlackAdapter(SlackSettings("xoxb-1", signing_secret="s", api_url=api_url, port=port))
    broken.answers("auth.test", AUTH)
    running = asyncio.create_task(adapter.run(SlowDesk()))

    async def is_up() -> bool:
        with contextlib.suppress(OSError):
            async with ClientSession() as http, http.get(f"http://127.0.0.1:{port}/healthz") as it:
                return it.status == 200
        return False

    await until(is_up)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await adapter.close()
    assert not await is_up()


def test_the_client_goes_through_the_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    assert make_client("https://slack.com/api/").proxy == "http://proxy.example:3128"
    monkeypatch.setenv("NO_PROXY", "slack.com")
    assert make_client("https://slack.com/api/").proxy is None
    assert make_client("https://slack.com/api/").retry_handlers == []
