"""Installing the app in many workspaces, and taking it out again."""

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from cryptography.fernet import Fernet

from adapters.slack import TOOL, connect
from adapters.slack.adapter import SlackAdapter
from adapters.slack.client import make_client
from adapters.slack.departures import purge_if_gone
from adapters.slack.installations import Installations
from adapters.slack.listener import Listener
from adapters.slack.manifest import EVENTS, manifest
from adapters.slack.oauth import CALLBACK, INSTALL, STATE_S, UNINSTALL, InstallDoor
from adapters.slack.settings import SlackSettings
from adapters.slack.tenants import Clients, Tenant
from bot.delivery import Courier
from bot.errors import ConfigError, UserError
from bot.message import Destination, Message
from bot.runtime.vault import StoreVault
from bot.store import Store, outbox
from tests.adapter_contract import SlowDesk, until
from tests.slack.played_api import Json, PlayedApi

KEY = Fernet.generate_key().decode()
NOW = datetime.now(UTC)
FOUND = {"access_token": "xoxb-new", "bot_user_id": "U0BOT", "app_id": "A1"}
TEAM = FOUND | {"team": {"id": "T1"}, "enterprise": None, "is_enterprise_install": False}
ORGANISATION = FOUND | {"team": None, "enterprise": {"id": "E1"}, "is_enterprise_install": True}


@pytest.fixture
def vault(store: Store) -> StoreVault:
    return StoreVault(lambda: store, (KEY,), lambda: datetime.now(UTC))


@pytest.fixture
async def api() -> AsyncIterator[PlayedApi]:
    async with PlayedApi() as played:
        yield played


class Visitor:
    """Somebody's browser at the pages of an installation."""

    def __init__(self, api: PlayedApi, vault: StoreVault) -> None:
        self.installed: list[Tenant] = []
        settings = SlackSettings(
            signing_secret="s", client_id="1.2", client_secret="c", public_url="http://127.0.0.1"
        )

        async def hear(tenant: Tenant) -> None:
            self.installed.append(tenant)

        door = InstallDoor(settings, vault, lambda: make_client(f"{api.url}/api/"), hear)
        app = web.Application()
        app.add_routes(door.routes())
        self.browser = TestClient(TestServer(app))

    async def leave(self) -> str:
        """Open the page to install the app, and return the state that goes to Slack."""
        page = await (await self.browser.get(INSTALL)).text()
        (way,) = re.findall(r'href="([^"]*oauth[^"]*)"', page)
        asked = parse_qs(urlsplit(way.replace("&amp;", "&")).query)
        assert asked["client_id"] == ["1.2"]
        assert "chat:write" in asked["scope"][0]
        return str(asked["state"][0])

    async def come_back(self, **query: str) -> tuple[int, str]:
        answer = await self.browser.get(CALLBACK, params=query)
        return answer.status, await answer.text()


@pytest.fixture
async def visitor(api: PlayedApi, vault: StoreVault) -> AsyncIterator[Visitor]:
    made = Visitor(api, vault)
    async with made.browser:
        yield made


async def test_an_installation_goes_to_slack_and_comes_back(
    visitor: Visitor, api: PlayedApi, vault: StoreVault
) -> None:
    api.answers["oauth.v2.access"] = TEAM
    status, page = await visitor.come_back(code="c1", state=await visitor.leave())
    assert (status, "You&#x27;re set" in page) == (200, True)
    assert "xoxb" not in page
    (exchange,) = api.called("oauth.v2.access")
    assert (exchange["code"], exchange["redirect_uri"]) == ("c1", f"http://127.0.0.1{CALLBACK}")
    assert await Installations(vault).find("T1") == visitor.installed[0]
    assert visitor.installed[0].bot_token == "xoxb-new"


async def test_a_state_counts_once_however_often_it_comes_back(
    visitor: Visitor, api: PlayedApi
) -> None:
    api.answers["oauth.v2.access"] = TEAM
    state = await visitor.leave()
    cookies = {"Cookie": f"papers-slack-state={state}"}
    ask = {"code": "c1", "state": state}
    came = [visitor.browser.get(CALLBACK, params=ask, headers=cookies) for _ in range(6)]
    statuses = [answer.status for answer in await asyncio.gather(*came)]
    assert sorted(statuses) == [200, 400, 400, 400, 400, 400]
    assert len(visitor.installed) == 1


@pytest.mark.parametrize("state", ["", "x", "é" * 300, "../..", "' OR 1=1"])
async def test_a_state_that_is_made_up_installs_nothing(
    visitor: Visitor, api: PlayedApi, state: str
) -> None:
    api.answers["oauth.v2.access"] = TEAM
    await visitor.leave()
    status, page = await visitor.come_back(code="c1", state=state)
    assert (status, visitor.installed) == (400, [])
    assert "Please start again" in page
    assert api.called("oauth.v2.access") == []


async def test_a_state_from_another_browser_installs_nothing(
    visitor: Visitor, api: PlayedApi, vault: StoreVault
) -> None:
    api.answers["oauth.v2.access"] = TEAM
    other = Visitor(api, vault)
    async with other.browser:
        state = await other.leave()
    status, _ = await visitor.come_back(code="c1", state=state)
    assert (status, visitor.installed) == (400, [])


async def test_a_state_is_good_for_ten_minutes(
    visitor: Visitor, api: PlayedApi, vault: StoreVault, store: Store
) -> None:
    api.answers["oauth.v2.access"] = TEAM
    state = await visitor.leave()
    with store.write() as tx:
        tx.exec_driver_sql("UPDATE secrets SET until = '2020-01-01 00:00:00'")
    assert (await visitor.come_back(code="c1", state=state))[0] == 400
    assert STATE_S == 600


async def test_who_says_no_to_slack_is_told_that_nothing_was_installed(visitor: Visitor) -> None:
    status, page = await visitor.come_back(error="access_denied", state=await visitor.leave())
    assert (status, "Nothing was installed" in page) == (200, True)


@pytest.mark.parametrize(
    "answer",
    [
        {"ok": False, "error": "invalid_code"},
        {"access_token": ""},
        FOUND | {"team": None, "enterprise": None},
    ],
)
async def test_a_code_that_slack_does_not_take_installs_nothing(
    visitor: Visitor, api: PlayedApi, answer: Json
) -> None:
    api.answers["oauth.v2.access"] = answer
    status, _ = await visitor.come_back(code="c1", state=await visitor.leave())
    assert (status, visitor.installed) == (400, [])


async def test_pages_carry_nothing_from_elsewhere_and_say_how_to_leave(visitor: Visitor) -> None:
    answer = await visitor.browser.get(UNINSTALL)
    assert "Everything that is kept about your workspace is deleted" in await answer.text()
    for path in (INSTALL, UNINSTALL):
        answer = await visitor.browser.get(path)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "<script" not in await answer.text()
    cookie = (await visitor.browser.get(INSTALL)).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


async def test_what_is_kept_of_a_state_does_not_finish_an_installation(
    visitor: Visitor, store: Store
) -> None:
    state = await visitor.leave()
    with store.read() as tx:
        (name,) = [row[0] for row in tx.exec_driver_sql("SELECT name FROM secrets")]
    assert state not in name
    assert hashlib.sha256(state.encode()).hexdigest() in name


async def test_an_organisations_installation_serves_all_of_its_workspaces(
    visitor: Visitor, api: PlayedApi, vault: StoreVault
) -> None:
    api.answers["oauth.v2.access"] = ORGANISATION
    await visitor.come_back(code="c1", state=await visitor.leave())
    installations = Installations(vault)
    assert await installations.find("T7") is None
    found = await installations.find("T7", "E1")
    assert found is not None
    assert found.bot_token == "xoxb-new"
    # A delivery names its workspace only.
    assert await installations.find("T7") == found
    assert await installations.forget("E1") == ["E1", "T7"]
    assert await installations.find("T7") is None


def clients_of(api: PlayedApi, vault: StoreVault) -> Clients:
    return Clients(Installations(vault), lambda token: make_client(f"{api.url}/api/", token))


GONE = {"ok": False, "error": "account_inactive"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_both_events_of_leaving_come_to_one_purge_in_any_order(
    api: PlayedApi, vault: StoreVault, order: tuple[int, int]
) -> None:
    await Installations(vault).keep(Tenant("T1", "xoxb-1"))
    await Installations(vault).keep(Tenant("T2", "xoxb-2"))
    api.answers["auth.test"] = GONE
    clients, desk = clients_of(api, vault), SlowDesk()

    async def leave(team: str, enterprise: str) -> None:
        forget = Installations(vault).forget
        await purge_if_gone(clients, desk, team, enterprise, forget)

    listener = Listener(clients, desk, leave)
    app = listener.make_app()
    events: list[Json] = [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"bot": ["U0"]}},
    ]
    for heard, number in enumerate(order, start=1):
        await tell(app, events[number])
        await until(lambda heard=heard: len(desk.left_by) == heard)
    assert set(desk.left_by) == {"slack:T1"}
    assert await Installations(vault).find("T1") is None
    assert await Installations(vault).find("T2") is not None


async def test_a_workspace_that_installed_again_meanwhile_is_not_purged(
    api: PlayedApi, vault: StoreVault
) -> None:
    await Installations(vault).keep(Tenant("T1", "xoxb-1"))
    desk = SlowDesk()
    await purge_if_gone(clients_of(api, vault), desk, "T1", "", Installations(vault).forget)
    assert desk.left_by == []
    assert await Installations(vault).find("T1") is not None


async def test_a_person_who_takes_back_a_token_of_their_own_purges_nothing(
    api: PlayedApi, vault: StoreVault
) -> None:
    left: list[str] = []

    async def leave(team: str, _enterprise: str) -> None:
        left.append(team)

    listener = Listener(clients_of(api, vault), SlowDesk(), leave)
    app = listener.make_app()
    await tell(app, {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    await tell(app, {"type": "app_uninstalled"})
    await until(lambda: left)
    await listener.drain()
    assert left == ["T1"]  # by the second alone


@pytest.mark.parametrize("kind", ["channel_deleted", "group_deleted"])
async def test_a_deleted_channel_is_told_to_the_desk(
    api: PlayedApi, vault: StoreVault, kind: str
) -> None:
    desk = SlowDesk()
    listener = Listener(clients_of(api, vault), desk)
    await tell(listener.make_app(), {"type": kind, "channel": "C7"})
    await until(lambda: bool(desk.closed_places))
    await listener.drain()
    assert [str(one) for one in desk.closed_places] == ["slack:T1/C7"]


async def tell(app: object, event: Json) -> None:
    from slack_bolt.request.async_request import AsyncBoltRequest

    body = {"type": "event_callback", "team_id": "T1", "event_id": event["type"], "event": event}
    asked = AsyncBoltRequest(body=json.dumps(body), headers={"content-type": "application/json"})
    answer = await app.async_dispatch(asked)  # type: ignore[attr-defined]
    assert answer.status == 200


class ManyWorkspaces(PlayedApi):
    """Fifty workspaces: the token of one was revoked, another is asked to wait."""

    async def _take(self, request: web.Request) -> web.Response:
        token = request.headers["Authorization"].removeprefix("Bearer ")
        self.calls.append((request.match_info["method"], {"token": token}))
        if token == "xoxb-7":
            return web.json_response({"ok": False, "error": "token_revoked"})
        if token == "xoxb-9":
            limited = {"ok": False, "error": "ratelimited"}
            return web.json_response(limited, status=429, headers={"Retry-After": "120"})
        return web.json_response({"ok": True, "channel": "C1", "ts": "1.2"})


async def test_one_process_serves_fifty_workspaces_and_the_trouble_of_one_is_its_own(
    store: Store, vault: StoreVault
) -> None:
    for number in range(50):
        await Installations(vault).keep(Tenant(f"T{number}", f"xoxb-{number}"))
    async with ManyWorkspaces() as api:
        settings = SlackSettings(client_id="1", api_url=f"{api.url}/api/")
        adapter = SlackAdapter(settings, vault)
        courier = Courier(store, {"slack": adapter}, lambda: datetime.now(UTC))
        with store.write() as tx:
            for number in range(50):
                place = Destination("slack", f"T{number}/C1")
                key, team = outbox.Key(place, "digest", "today"), f"slack:T{number}"
                outbox.queue(tx, key, [Message("Papers")], place, NOW, workspace=team)
        await courier.deliver_due()
        await adapter.close()
    with store.read() as tx:
        rows = tx.exec_driver_sql("SELECT workspace, state FROM deliveries").all()
    others = {workspace: state for workspace, state in rows if state != "sent"}
    assert others == {"slack:T7": "dead", "slack:T9": "pending"}
    sent = [call["token"] for _, call in api.calls]
    assert sorted(sent) == sorted(f"xoxb-{number}" for number in range(50))


async def test_a_workspace_that_is_not_installed_is_told_apart_from_one_that_cannot_be_asked(
    api: PlayedApi, vault: StoreVault
) -> None:
    listener = Listener(clients_of(api, vault), desk := SlowDesk())
    desk.may_answer.set()
    await tell(listener.make_app(), {"type": "app_home_opened", "user": "U1", "tab": "home"})
    await until(lambda: not listener._answering)
    assert api.called("views.publish") == []


@pytest.mark.parametrize(
    ("missing", "variable"),
    [
        ("SLACK_CLIENT_SECRET", "SLACK_CLIENT_SECRET"),
        ("SLACK_SIGNING_SECRET", "SLACK_SIGNING_SECRET"),
        ("PUBLIC_URL", "PUBLIC_URL"),
    ],
)
def test_what_is_missing_for_many_workspaces_is_named(missing: str, variable: str) -> None:
    settings = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "c",
        "SLACK_SIGNING_SECRET": "s",
        "PUBLIC_URL": "https://papers.example.org",
    }
    assert connect(settings) is not None
    with pytest.raises(ConfigError) as caught:
        connect({name: value for name, value in settings.items() if name != missing})
    assert caught.value.variable == variable


@pytest.mark.parametrize("url", ["", "https://papers.example.org"])
def test_the_manifest_says_where_the_app_is_heard(url: str) -> None:
    made = json.loads(TOOL(["manifest", "--url", url] if url else ["manifest"]))
    assert made == manifest(url)
    assert made["settings"]["socket_mode_enabled"] == (not url)
    addresses = re.findall(r'"(https://papers[^"]*)"', json.dumps(made))
    paths = [address.removeprefix(url) for address in addresses]
    expected = ["/slack/events", CALLBACK, "/slack/events", "/slack/events"]
    assert paths == (expected if url else [])
    assert set(made["settings"]["event_subscriptions"]["bot_events"]) == set(EVENTS)
    assert len(made["features"]["unfurl_domains"]) <= 5


def test_the_manifest_asks_for_every_event_that_is_heard() -> None:
    heard = set(Listener(None, SlowDesk())._events())  # type: ignore[arg-type]
    asked = {event.partition(".")[0] for event in EVENTS}
    assert heard == asked


@pytest.mark.parametrize("words", [[], ["tokens"], ["manifest", "--url"], ["manifest", "ftp://x"]])
def test_what_cannot_be_asked_in_a_shell_is_said(words: list[str]) -> None:
    with pytest.raises(UserError, match="papers slack manifest"):
        TOOL(words)
