"""The pages, as a browser without JavaScript gets them."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.web.rate_limits import Rate
from adapters.web.server import KEPT, make_server
from adapters.web.settings import WebSettings
from tests.adapter_contract import SlowDesk
from tests.conftest import make_paper
from tests.newsroom import TODAY
from tests.web.conftest import KEY, SITE
from tests.web.room import ReadingRoom

Browser = Any
NASTY = '"><script>alert(1)</script><img src=x onerror=alert(1)> & \u202e'


class Tags(HTMLParser):
    """Which tags a page has, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def links(self) -> list[str]:
        return [attrs.get("href") or "" for tag, attrs in self.found if tag == "a"]


async def page(browser: Browser, path: str, status: int = 200) -> str:
    async with browser.get(path) as answer:
        assert answer.status == status, path
        return str(await answer.text())


def fill(room: ReadingRoom, count: int = 3, **known: Any) -> None:
    listed = [
        make_paper(f"2611.{n:05}", f"Zebra number {n}", upvotes=n, authors=("Ann Lee",), **known)
        for n in range(1, count + 1)
    ]
    room.list_papers(TODAY, *listed)


async def test_the_first_page_is_todays_list(browser: Browser, room: ReadingRoom) -> None:
    fill(room)
    shown = await page(browser, "/")
    assert "Papers for Tue 24 Nov 2026" in shown
    assert shown.index("Zebra number 3") < shown.index("Zebra number 1")
    assert "/day/2026-11-23" in Tags(shown).links()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/day/2026-11-24", "Papers for Tue 24 Nov 2026"),
        ("/week", "Papers of the last 7 days"),
        ("/month", "Papers of the last 30 days"),
        ("/week/2026-W48", "Papers of the week from Mon 23 Nov 2026"),
        ("/month/2026-11", "Papers of November 2026"),
        ("/trending", "Trending papers"),
        ("/author/Ann%20Lee", "Papers by Ann Lee"),
        ("/org/Zoo%20Lab", "Papers from Zoo Lab"),
        ("/category/cs.CL", "Papers in cs.CL"),
        ("/similar/2611.00001", "Papers like “Zebra one”"),
    ],
)
async def test_each_list_has_a_page(
    browser: Browser, room: ReadingRoom, path: str, words: str
) -> None:
    known: Any = {"organization": "Zoo Lab", "categories": ("cs.CL",), "authors": ("Ann Lee",)}
    others = [make_paper(f"2611.1000{n}", f"Other things {n}") for n in range(5)]
    room.list_papers(
        TODAY,
        make_paper("2611.00001", "Zebra one", abstract="How zebra stripes form.", **known),
        make_paper("2611.00002", "Zebra two", abstract="Why zebra stripes form.", **known),
        *others,
    )
    shown = await page(browser, path)
    assert words in shown
    assert "Zebra two" in shown


@pytest.mark.parametrize(
    "path",
    [
        "/nope",
        "/day/2026-13-01",
        "/day/lora",
        "/day/2030-01-01",
        "/paper/2611.99999",
        "/paper/x.bib",
        "/similar/nope",
        "/author/Nobody%20At%20All",
        "/static/../settings.py",
        "/week/2026-W60",
    ],
)
async def test_what_is_not_there_says_so_on_a_page(browser: Browser, path: str) -> None:
    shown = await page(browser, path, 404)
    assert "<h1>" in shown


async def test_a_search_marks_words_and_keeps_what_was_typed(
    browser: Browser, room: ReadingRoom
) -> None:
    fill(room)
    shown = await page(browser, "/search?q=zebra")
    assert "<mark>Zebra</mark> number" in shown
    assert 'value="zebra"' in shown
    assert "?q=zebra&amp;sort=date" in shown


async def test_a_search_can_be_sorted_and_paged(browser: Browser, room: ReadingRoom) -> None:
    fill(room, 25)
    first = await page(browser, "/search?q=zebra&sort=upvotes")
    assert first.index("number 25") < first.index("number 24")
    (following,) = [link for link in Tags(first).links() if "page=2" in link]
    second = await page(browser, f"/search{following}")
    assert "Page 2 of 2" in second
    assert 'start="21"' in second
    assert re.search(r"number 5\b", second)
    assert not re.search(r"number 6\b", second)


async def test_a_misspelt_search_shows_what_was_meant_and_the_way_back(
    browser: Browser, room: ReadingRoom
) -> None:
    room.list_papers(
        TODAY, *(make_paper(f"2611.{n:05}", "Diffusion models again") for n in range(1, 9))
    )
    shown = await page(browser, "/search?q=diffusoin")
    assert "Showing results for <b>diffusion</b>" in shown
    assert "diffusoin" in " ".join(Tags(shown).links())


async def test_a_search_for_nothing_tells_how_to_ask(browser: Browser) -> None:
    assert "How to ask" in await page(browser, "/search")
    assert "How to ask" in await page(browser, "/search?q=%20")


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99999", "²", "1e3"])
async def test_a_page_that_cannot_be_is_some_page(
    browser: Browser, room: ReadingRoom, number: str
) -> None:
    fill(room)
    await page(browser, f"/search?q=zebra&page={number}")
    await page(browser, f"/?page={number}")


async def test_a_paper_is_shown_whole(browser: Browser, room: ReadingRoom) -> None:
    first = make_paper(
        "2611.00001",
        "Zebra stripes",
        abstract="Stripes & flies.",
        authors=("Ann Lee", "Bob Ray"),
        published=date(2026, 11, 20),
        upvotes=3,
        ai_summary="Stripes keep flies away.",
        code_url="https://github.com/zoo/zebra",
    )
    room.list_papers(TODAY, first)
    room.newsroom.now += timedelta(hours=3)
    room.list_papers(TODAY, make_paper("2611.00001", "Zebra stripes", upvotes=30))
    shown = await page(browser, "/paper/2611.00001v2")
    assert "Stripes &amp; flies." in shown
    assert "Upvotes over time: 3 on" in shown
    assert "Stripes keep flies away." in shown
    assert "@misc{lee2026" in shown
    links = Tags(shown).links()
    assert {"/author/Ann%20Lee", "https://arxiv.org/pdf/2611.00001"} <= set(links)
    assert "https://github.com/zoo/zebra" in links
    assert f'<link rel="canonical" href="{SITE}/paper/2611.00001">' in shown
    assert '<meta property="og:title" content="Zebra stripes">' in shown
    async with browser.get("/paper/2611.00001.bib") as answer:
        assert answer.content_type == "application/x-bibtex"


async def test_an_old_id_has_a_page_too(browser: Browser, room: ReadingRoom) -> None:
    room.list_papers(TODAY, make_paper("math/0309136", "Old zebra"))
    assert "Old zebra" in await page(browser, "/paper/math/0309136")
    assert "/paper/math/0309136" in Tags(await page(browser, "/")).links()


async def test_nothing_that_papers_or_people_write_becomes_markup(
    browser: Browser, room: ReadingRoom
) -> None:
    room.list_papers(
        TODAY,
        make_paper(
            "2611.00001",
            f"zebra {NASTY}",
            abstract=NASTY,
            authors=(NASTY,),
            organization=NASTY,
            ai_keywords=(NASTY,),
            code_url="javascript:alert(1)",
            project_url="data:text/html,x",
            media=('https://x/a.png?" onload=alert(1) .png',),
        ),
    )
    for path in ("/", "/paper/2611.00001", "/search?q=zebra", f"/search?q={NASTY}", "/trending"):
        tags = Tags(await page(browser, path)).found
        assert not [tag for tag, _ in tags if tag == "script"], path
        assert not [name for _, attrs in tags for name in attrs if name.startswith("on")], path
        links = [attrs.get("href") or "" for _, attrs in tags]
        assert not [one for one in links if one.startswith(("javascript:", "data:"))], path


async def test_no_page_needs_or_allows_a_script(browser: Browser, room: ReadingRoom) -> None:
    fill(room)
    async with browser.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        shown = await answer.text()
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "<script" not in shown
    assert " style=" not in shown
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/", "/search?q=zebra", "/feeds/day.atom", "/api/v1/trending", "/static/style.css"]
)
async def test_what_a_reader_has_is_not_sent_again(
    browser: Browser, room: ReadingRoom, path: str
) -> None:
    fill(room)
    async with browser.get(path) as answer:
        etag = answer.headers["ETag"]
    for shown in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        async with browser.get(path, headers={"If-None-Match": shown}) as answer:
            assert answer.status == 304
            assert await answer.read() == b""
            assert answer.headers["ETag"] == etag
    async with browser.get(path, headers={"If-None-Match": '"other"'}) as answer:
        assert answer.status == 200


async def test_a_page_that_changed_is_sent_again(browser: Browser, room: ReadingRoom) -> None:
    fill(room, 1)
    async with browser.get("/") as answer:
        etag = answer.headers["ETag"]
    fill(room, 2)
    browser.app[KEPT].forget_version()
    async with browser.get("/", headers={"If-None-Match": etag}) as answer:
        assert answer.status == 200
        assert "Zebra number 2" in await answer.text()


async def test_a_head_request_is_answered_without_a_body(browser: Browser) -> None:
    async with browser.head("/") as answer:
        assert answer.status == 200
        assert await answer.read() == b""


async def test_pages_cannot_be_written_to(browser: Browser) -> None:
    async with browser.post("/search", data={"q": "x"}) as answer:
        assert answer.status == 405
        assert "<h1>" in await answer.text()


async def test_robots_are_shown_the_way(browser: Browser, room: ReadingRoom) -> None:
    fill(room)
    robots = await page(browser, "/robots.txt")
    assert f"Sitemap: {SITE}/sitemap.xml" in robots
    assert "Disallow: /search" in robots
    assert f"<loc>{SITE}/day/2026-11-24</loc>" in await page(browser, "/sitemap.xml")


async def test_the_about_page_says_how_the_lists_stand(browser: Browser) -> None:
    shown = await page(browser, "/about")
    assert "How the lists stand" in shown
    assert "/feeds/day.atom" in Tags(shown).links()


async def test_whoever_asks_too_often_is_told_to_wait(room: ReadingRoom) -> None:
    desk = SlowDesk()
    desk.catalogue = room.catalogue
    settings = WebSettings(port=1, api_keys={"ann": KEY})
    asked = {"X-Forwarded-For": "203.0.113.9"}
    server = make_server(desk, settings, Rate(a_second=0.001, at_once=3))
    async with TestClient(TestServer(server)) as browser:
        statuses = []
        for _ in range(4):
            async with browser.get("/robots.txt", headers=asked) as answer:
                statuses.append(answer.status)
        assert statuses == [200, 200, 200, 429]
        assert int(answer.headers["Retry-After"]) >= 1
        async with browser.get("/api/v1/trending", headers=asked) as answer:
            assert answer.content_type == "application/problem+json"
        for headers in (
            asked | {"Authorization": f"Bearer {KEY}"},
            {"X-Forwarded-For": "203.0.113.10"},
            {},
        ):
            async with browser.get("/robots.txt", headers=headers) as answer:
                assert answer.status == 200
        wrong = asked | {"Authorization": "Bearer 0123456789abcdeg"}
        async with browser.get("/robots.txt", headers=wrong) as answer:
            assert answer.status == 429
