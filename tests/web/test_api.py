"""The API keeps what its description promises."""

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from aiohttp import web
from hypothesis import HealthCheck, Phase, settings
from openapi_spec_validator import validate

from adapters.web.openapi import describe
from adapters.web.server import make_server
from adapters.web.settings import WebSettings
from bot.store import Store, open_store
from tests.adapter_contract import SlowDesk
from tests.conftest import make_paper
from tests.newsroom import TODAY
from tests.web.conftest import SITE
from tests.web.room import ReadingRoom

Browser = Any


def fill(room: ReadingRoom, count: int = 5) -> None:
    listed = [
        make_paper(f"2611.{n:05}", f"Zebra {n}", upvotes=n, abstract="Stripes.")
        for n in range(1, count + 1)
    ]
    room.list_papers(TODAY, *listed, make_paper("math/0309136", "Old horses"))


async def ask(browser: Browser, path: str, status: int = 200) -> Any:
    async with browser.get(path) as answer:
        assert answer.status == status, await answer.text()
        wanted = "application/json" if status == 200 else "application/problem+json"
        assert answer.content_type == wanted
        return json.loads(await answer.text())


def test_the_description_is_openapi() -> None:
    validate(describe(SITE))


async def test_a_search_is_walked_through_by_its_cursor(
    browser: Browser, room: ReadingRoom
) -> None:
    fill(room)
    found: list[str] = []
    path = "/api/v1/search?q=zebra&sort=upvotes&limit=2"
    answer = await ask(browser, path)
    while answer["next_cursor"]:
        found += [paper["id"] for paper in answer["papers"]]
        answer = await ask(browser, f"{path}&cursor={answer['next_cursor']}")
    found += [paper["id"] for paper in answer["papers"]]
    assert found == [f"2611.{n:05}" for n in (5, 4, 3, 2, 1)]


async def test_a_day_and_a_paper_and_its_like_are_told(browser: Browser, room: ReadingRoom) -> None:
    fill(room)
    today = await ask(browser, "/api/v1/days/today")
    assert await ask(browser, f"/api/v1/days/{TODAY}") == today
    assert today["total"] == 6
    paper = await ask(browser, "/api/v1/papers/2611.00003")
    assert paper["page"] == f"{SITE}/paper/2611.00003"
    assert paper["votes"][0]["upvotes"] == 3
    assert (await ask(browser, "/api/v1/papers/math%2F0309136"))["title"] == "Old horses"
    similar = await ask(browser, "/api/v1/papers/2611.00003/similar?limit=2")
    assert len(similar["papers"]) <= 2
    assert (await ask(browser, "/api/v1/papers/math%2F0309136/similar"))["title"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/search", 400),
        ("/api/v1/search?q=", 400),
        ("/api/v1/search?q=x&sort=fame", 400),
        ("/api/v1/search?q=x&limit=0", 400),
        ("/api/v1/search?q=x&limit=101", 400),
        ("/api/v1/search?q=x&limit=²", 400),
        ("/api/v1/search?q=x&cursor=20", 400),
        ("/api/v1/search?q=x&q=y", 400),
        ("/api/v1/search?q=x&page=2", 400),
        ("/api/v1/days/yesterdays", 400),
        ("/api/v1/days/2026-11-20", 404),
        ("/api/v1/days/2026-02-31", 404),
        ("/api/v1/papers/nope", 404),
        ("/api/v1/papers/nope/similar", 404),
        ("/api/v1/nope", 404),
    ],
)
async def test_a_fault_is_a_problem_with_words(browser: Browser, path: str, status: int) -> None:
    fault = await ask(browser, path, status)
    assert fault["status"] == status
    assert fault["detail"].endswith(".")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve in a thread of its own: whoever fuzzes asks from outside of any loop."""
    folder = tmp_path_factory.mktemp("api")
    store = open_store("", folder)
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    runner, port = asyncio.run_coroutine_threadsafe(_serve(store, folder), loop).result(30)
    yield f"http://127.0.0.1:{port}"
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)
    store.close()


async def _serve(store: Store, folder: Path) -> tuple[web.AppRunner, int]:
    room = ReadingRoom(store, folder)
    fill(room)
    desk = SlowDesk()
    desk.catalogue = room.catalogue
    runner = web.AppRunner(make_server(desk, WebSettings(port=1)), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port: int = runner.addresses[0][1]
    return runner, port


SCHEMA = schemathesis.openapi.from_dict(describe("http://127.0.0.1"))


@SCHEMA.parametrize()
@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_asked_is_answered_as_described(
    case: "schemathesis.Case[Any]", address: str
) -> None:
    case.call_and_validate(base_url=address)
