"""Pages over a room of papers, asked as a browser asks."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.web.server import make_server
from adapters.web.settings import WebSettings
from bot.store import Store
from tests.adapter_contract import SlowDesk
from tests.web.room import ReadingRoom

SITE = "https://papers.example.org"
KEY = "0123456789abcdef"


@pytest.fixture
def room(store: Store, tmp_path: Path) -> ReadingRoom:
    return ReadingRoom(store, tmp_path)


@pytest.fixture
async def browser(room: ReadingRoom) -> AsyncIterator[TestClient]:  # type: ignore[type-arg]
    """Ask over HTTP, from this machine."""
    desk = SlowDesk()
    desk.catalogue = room.catalogue
    settings = WebSettings(port=1, public_url=SITE, api_keys={"ann": KEY})
    async with TestClient(TestServer(make_server(desk, settings))) as client:
        yield client
