"""Forms for mail, and the pages that a secret key opens."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.web.server import make_server
from adapters.web.settings import WebSettings
from bot import commands
from bot.message import Destination, Reply, Request
from bot.store import outbox, page_keys, subscriptions
from tests.adapter_contract import SlowDesk
from tests.newsroom import ANN, TODAY, paper
from tests.web.conftest import SITE
from tests.web.room import ReadingRoom
from tests.web.test_pages import Tags

Browser = Any
ONE_CLICK: Any = {"List-Unsubscribe": "One-Click"}
BOX = Destination("email", "me@lab.example")


class TalkingDesk(SlowDesk):
    """A desk that answers as the real one, without any network."""

    def __init__(self, room: ReadingRoom) -> None:
        super().__init__()
        self.room = room
        self.catalogue = room.catalogue

    async def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        room = self.room
        return commands.answer(room.store, room.search, request, room.newsroom.now, "UTC", SITE)

    async def reader(self, key: str) -> Request | None:
        with self.room.store.read() as tx:
            owner = page_keys.owner_of(tx, key)
        return Request("", owner[0], owner[0], owner[1], prefix="") if owner else None


@pytest.fixture
def desk(room: ReadingRoom) -> TalkingDesk:
    return TalkingDesk(room)


@pytest.fixture
async def browser(desk: TalkingDesk) -> AsyncIterator[Browser]:
    server = TestServer(make_server(desk, WebSettings(port=1, public_url=SITE)))
    async with TestClient(server) as client:
        yield client


async def get(browser: Browser, path: str, status: int = 200) -> str:
    async with browser.get(path) as answer:
        assert answer.status == status, await answer.text()
        assert "/me/" not in path or answer.headers["Cache-Control"] == "no-store"
        return str(await answer.text())


async def post(browser: Browser, path: str, status: int = 200, **fields: Any) -> str:
    async with browser.post(path, data=fields) as answer:
        assert answer.status == status, await answer.text()
        return str(await answer.text())


def code_in(room: ReadingRoom) -> str:
    sent = room.newsroom.store
    with sent.write() as tx:
        (claim,) = outbox.claim(tx, ["email"], room.newsroom.now, timedelta(hours=1), 10)
        outbox.settle_sent(tx, [(claim, "1")], room.newsroom.now)
    match = re.search(r"\d{6}", claim.delivery.message.title)
    assert match
    return match[0]


def key_of(room: ReadingRoom, person: Destination) -> str:
    with room.store.write() as tx:
        return page_keys.key_of(tx, person, "slack:T1", room.newsroom.now)


async def subscribe(browser: Browser, room: ReadingRoom, **fields: Any) -> str:
    said = await post(browser, "/subscribe", address="Me@Lab.example", **fields)
    assert "sent a code to me@lab.example" in said
    return await post(browser, "/confirm", address="me@lab.example", code=code_in(room))


async def test_whoever_has_no_chat_subscribes_with_a_code(
    browser: Browser, room: ReadingRoom
) -> None:
    assert "How often" in await get(browser, "/subscribe?topic=robotics")
    said = await subscribe(browser, room, often="weekly", topic="robotics -survey")
    assert "me@lab.example gets a digest by mail" in said
    with room.store.read() as tx:
        (order,) = subscriptions.get_subscriptions(tx, BOX)
    assert (order.topic, order.schedule.weekdays) == ("robotics -survey", frozenset({0}))
    (own,) = [link for link in Tags(said).links() if f"{SITE}/me/" in link]
    assert "robotics" in await get(browser, own.removeprefix(SITE) + "?show=email")


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("/subscribe", {"address": "nobody"}, "couldn't read"),
        ("/subscribe", {}, "couldn't read"),
        ("/confirm", {"address": "me@lab.example", "code": "12"}, "six digits"),
        ("/confirm", {"address": "me@lab.example", "code": "123456"}, "isn't a code"),
        ("/confirm", {"address": "", "code": "123456"}, "couldn't read"),
    ],
)
async def test_a_form_that_is_filled_in_wrongly_says_so(
    browser: Browser, path: str, fields: Any, words: str
) -> None:
    said = await post(browser, path, 400, **fields)
    assert words in said.replace("&#39;", "'")
    assert 'role="alert"' in said


async def test_one_reader_cannot_have_codes_sent_all_over(browser: Browser) -> None:
    statuses = []
    for number in range(7):
        fields = {"address": f"me{number}@lab.example"}
        asked = {"X-Forwarded-For": "203.0.113.9"}
        async with browser.post("/subscribe", data=fields, headers=asked) as answer:
            statuses.append(answer.status)
    assert statuses == [200] * 5 + [429] * 2


async def test_looking_at_the_link_unsubscribes_nobody_and_one_click_does(
    browser: Browser, room: ReadingRoom
) -> None:
    await subscribe(browser, room)
    key = key_of(room, BOX)
    path = f"/unsubscribe/{key}/digests"
    assert "Unsubscribe?" in await get(browser, path)
    async with browser.head(path):
        pass
    with room.store.read() as tx:
        assert len(subscriptions.get_subscriptions(tx, BOX)) == 1
    said = await post(browser, path, **ONE_CLICK)
    assert "No more digests by mail" in said
    with room.store.read() as tx:
        assert subscriptions.get_subscriptions(tx, BOX) == []
    await post(browser, path, **ONE_CLICK)


@pytest.mark.parametrize(
    "path",
    [
        "/me/0123456789abcdef0",
        "/me/short",
        "/unsubscribe/0123456789abcdef0/digests",
        "/feeds/alerts/0123456789abcdef0.atom",
        "/feeds/alerts/../../x.atom",
    ],
)
async def test_a_wrong_key_opens_nothing(browser: Browser, path: str) -> None:
    await get(browser, path, 404)
    async with browser.post(path) as answer:
        assert answer.status in (404, 405)


async def test_buttons_of_ones_own_page_are_commands(
    browser: Browser, room: ReadingRoom, desk: TalkingDesk
) -> None:
    room.newsroom.person()
    room.newsroom.alert("zebra")
    path = f"/me/{key_of(room, ANN)}"
    shown = await get(browser, f"{path}?show=alert+list")
    assert "zebra" in shown
    said = await post(browser, path, command="alert pause 1")
    assert "paused" in said.lower()
    assert desk.asked[-1].person == ANN
    assert desk.asked[-1].workspace == "slack:T1"
    await post(browser, path, 400, command="alert remove 77")


async def test_a_form_of_a_command_is_a_form_of_the_page(
    browser: Browser, room: ReadingRoom, desk: TalkingDesk
) -> None:
    path = f"/me/{key_of(room, ANN)}"
    shown = await post(browser, path, command="form alert")
    names = [attrs["name"] for _, attrs in Tags(shown).found if "name" in attrs]
    assert {"filled", "query"} <= set(names)
    fields: Any = {"command": "form alert", "filled": "yes", "query": "zebra stripes"}
    said = await post(browser, path, **fields)
    assert "zebra stripes" in said
    await post(browser, path, 400, command="form alert", filled="yes", query="")


async def test_a_key_that_was_renewed_opens_nothing_any_more(
    browser: Browser, room: ReadingRoom
) -> None:
    old = key_of(room, ANN)
    said = await post(browser, f"/me/{old}", command="link new")
    assert "stopped working" in said
    await get(browser, f"/me/{old}", 404)
    (own,) = [link for link in Tags(said).links() if f"{SITE}/me/" in link]
    await get(browser, own.removeprefix(SITE))


async def test_alerts_are_a_feed_for_whoever_has_the_key(
    browser: Browser, room: ReadingRoom
) -> None:
    room.newsroom.person()
    room.newsroom.alert("zebra")
    room.list_papers(TODAY, paper("Zebra one"), paper("Horse two"))
    key = key_of(room, ANN)
    feed = feedparser.parse(await get(browser, f"/feeds/alerts/{key}.atom"))
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["Zebra one"]
    async with browser.get(f"/feeds/alerts/{key}.json") as answer:
        assert answer.headers["Cache-Control"] == "no-store"


async def test_what_papers_say_is_no_markup_on_ones_own_page(
    browser: Browser, room: ReadingRoom
) -> None:
    path = f"/me/{key_of(room, ANN)}"
    nasty = '<script>alert(1)</script>" onclick="x'
    shown = await post(browser, path, command=f"explain {nasty}")
    tags = Tags(shown).found
    assert not [tag for tag, attrs in tags if tag == "script" or "onclick" in attrs]
