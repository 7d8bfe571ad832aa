"""The pages in a real browser, at three widths, light and dark, without JavaScript of ours."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from adapters.web.server import make_server
from adapters.web.settings import WebSettings
from bot.store import open_store, page_keys
from tests.conftest import make_paper
from tests.newsroom import ANN, TODAY
from tests.web.room import ReadingRoom
from tests.web.test_own_pages import TalkingDesk

CHROMIUM = Path("/usr/bin/chromium")
AUDIT = Path(__file__).with_name("accessibility.js").read_text(encoding="utf-8")
WIDTHS = (375, 768, 1280)
LONG = "Antidisestablishmentarianism" * 6

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="Chromium is not installed (Debian: apt-get install chromium)"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Serve a room of papers; yields the address and the key of somebody's own page."""
    folder = tmp_path_factory.mktemp("browser")
    store = open_store("", folder)
    room = ReadingRoom(store, folder)
    room.newsroom.person()
    room.newsroom.alert("zebra")
    known: Any = {
        "authors": tuple(f"Author {n}" for n in range(30)),
        "published": date(2026, 11, 20),
        "categories": ("cs.CL", "stat.ML"),
        "organization": "Zoo Lab",
        "abstract": "Stripes keep flies away from zebras. " * 20,
        "ai_summary": "Zebra stripes keep flies away.",
        "ai_keywords": ("stripes", "flies"),
        "code_url": "https://github.com/zoo/zebra",
        "code_stars": 1200,
    }
    many = [make_paper(f"2611.1{n:04}", f"Zebra {n}", upvotes=n, **known) for n in range(30)]
    first = make_paper("2611.00001", f"Zebra {LONG}", upvotes=3, comments=2, **known)
    room.list_papers(TODAY, first, *many)
    room.newsroom.now += timedelta(hours=5)
    room.list_papers(TODAY, make_paper("2611.00001", f"Zebra {LONG}", upvotes=90))
    with store.write() as tx:
        key = page_keys.key_of(tx, ANN, "slack:T1", room.newsroom.now)
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    runner, port = asyncio.run_coroutine_threadsafe(_serve(room), loop).result(30)
    yield f"http://127.0.0.1:{port}", key
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)
    store.close()


async def _serve(room: ReadingRoom) -> tuple[web.AppRunner, int]:
    runner = web.AppRunner(make_server(TalkingDesk(room), WebSettings(port=1)), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, runner.addresses[0][1]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


PAGES = [
    "/",
    "/search?q=zebra",
    "/search?q=zebar",
    "/search",
    "/paper/2611.00001",
    "/trending",
    "/author/Author%201",
    "/about",
    "/subscribe",
    "/confirm",
    "/nope",
    "/me/KEY",
    "/me/KEY?show=alert+list",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_read_by_everybody_at_every_width(
    site: tuple[str, str], chromium: Any, scheme: str
) -> None:
    address, key = site
    faults = []
    for width in WIDTHS:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        for path in PAGES:
            page.goto(address + path.replace("KEY", key), wait_until="domcontentloaded")
            faults += [f"{path} at {width}: {fault}" for fault in page.evaluate(AUDIT)]
            widest = page.evaluate("document.documentElement.scrollWidth")
            faults += [f"{path} at {width}: scrolls sideways ({widest})"] if widest > width else []
            faults += [one for one in said if "Content Security Policy" in one]
        context.close()
    assert faults == []


def test_a_paper_is_found_and_read_by_keyboard_alone(site: tuple[str, str], chromium: Any) -> None:
    address, _ = site
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the papers"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("zebra 7")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=zebra+7")
    page.locator("main ol.papers h2 a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/paper/**")
    assert "Zebra 7" in page.locator("h1").inner_text()
    context.close()
