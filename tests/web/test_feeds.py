"""The feeds, as feed readers take them."""

from datetime import date, timedelta
from typing import Any

import feedparser
import jsonschema  # type: ignore[import-untyped]
import pytest

from tests.conftest import make_paper
from tests.newsroom import TODAY
from tests.web.conftest import SITE
from tests.web.room import ReadingRoom

Browser = Any
FEEDS = [
    "/feeds/day",
    "/feeds/trending",
    "/feeds/search?q=zebra",
    "/feeds/author?name=Ann+Lee",
    "/feeds/org?name=Zoo",
    "/feeds/category?name=cs.CL",
]
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "feed_url": {"type": "string", "format": "uri"},
        "home_page_url": {"type": "string", "format": "uri"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "format": "uri"},
                    "date_published": {"type": "string", "format": "date-time"},
                    "date_modified": {"type": "string", "format": "date-time"},
                    "authors": {"items": {"type": "object", "required": ["name"]}},
                    "tags": {"items": {"type": "string"}},
                },
            },
        },
    },
}


def fill(room: ReadingRoom) -> None:
    known: Any = {
        "authors": ("Ann Lee", "", "Bob \x0b<b>Ray</b>"),
        "organization": "Zoo",
        "categories": ("cs.CL",),
        "abstract": "Stripes & flies \x00\x0c <script>alert(1)</script> \ufffe \U0001f993.",
    }
    room.list_papers(
        TODAY - timedelta(days=1),
        make_paper("2611.00001", "Zebra <one> & only", published=date(2026, 11, 20), **known),
    )
    room.list_papers(TODAY, make_paper("2611.00002", "Zebra two", upvotes=7, **known))
    room.list_papers(TODAY, make_paper("sample.0001", "Zebra sample", **known))


def written(path: str, kind: str) -> str:
    name, mark, rest = path.partition("?")
    return f"{name}.{kind}{mark}{rest}"


async def take(browser: Browser, path: str) -> tuple[str, str]:
    async with browser.get(path) as answer:
        assert answer.status == 200
        return answer.content_type, await answer.text()


@pytest.mark.parametrize("path", FEEDS)
async def test_a_reader_takes_each_feed(browser: Browser, room: ReadingRoom, path: str) -> None:
    fill(room)
    kind, text = await take(browser, written(path, "atom"))
    assert kind == "application/atom+xml"
    feed = feedparser.parse(text)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert {entry.title for entry in feed.entries} == {
        "Zebra <one> & only",
        "Zebra two",
        "Zebra sample",
    }
    assert all(entry.updated_parsed and entry.link and entry.id for entry in feed.entries)
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)
    (own,) = [link.href for link in feed.feed.links if link.rel == "self"]
    assert own == SITE + written(path, "atom")
    assert "alert(1)</script>" not in "".join(
        part.value for entry in feed.entries for part in entry.content
    )


@pytest.mark.parametrize("path", FEEDS)
async def test_each_feed_is_json_too(browser: Browser, room: ReadingRoom, path: str) -> None:
    fill(room)
    async with browser.get(written(path, "json")) as answer:
        assert answer.content_type == "application/feed+json"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        feed = await answer.json(content_type=None)
    jsonschema.validate(feed, JSON_FEED, format_checker=jsonschema.FormatChecker())
    assert len(feed["items"]) == 3


async def test_a_paper_is_called_the_same_in_every_feed(
    browser: Browser, room: ReadingRoom
) -> None:
    fill(room)
    named = set()
    for path in FEEDS:
        _, text = await take(browser, written(path, "atom"))
        named.add(frozenset(entry.id for entry in feedparser.parse(text).entries))
    (ids,) = named
    assert "https://huggingface.co/papers/2611.00001" in ids
    assert "tag:papers.example.org,2026:sample.0001" in ids


async def test_the_day_brings_the_newest_list_first(browser: Browser, room: ReadingRoom) -> None:
    fill(room)
    _, text = await take(browser, "/feeds/day.atom")
    titles = [entry.title for entry in feedparser.parse(text).entries]
    assert titles[-1].startswith("Zebra <one>")


async def test_a_search_feed_brings_no_near_misses(browser: Browser, room: ReadingRoom) -> None:
    fill(room)
    _, text = await take(browser, "/feeds/search.atom?q=zebra+two")
    assert [entry.title for entry in feedparser.parse(text).entries] == ["Zebra two"]


@pytest.mark.parametrize(
    "path", ["/feeds/search.atom", "/feeds/search.atom?q=zzzz", "/feeds/day.atom"]
)
async def test_an_empty_feed_is_still_a_feed(browser: Browser, path: str) -> None:
    _, text = await take(browser, path)
    feed = feedparser.parse(text)
    assert not feed.bozo
    assert feed.entries == []
    assert feed.feed.updated


@pytest.mark.parametrize("path", ["/feeds/author.atom", "/feeds/nope.atom", "/feeds/day.rss"])
async def test_a_feed_that_is_none_is_not_there(browser: Browser, path: str) -> None:
    async with browser.get(path) as answer:
        assert answer.status == 404
