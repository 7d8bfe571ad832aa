"""Searches paged, sorted, narrowed down in place, and shared: the core and the adapter together."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.store import Store
from tests.adapter_contract import until
from tests.discord_platform.reading import buttons_of, pings_of, words_of
from tests.discord_platform.real_desk import RealDesk
from tests.discord_platform.server import Server
from tests.discord_platform.world import a_world

Json = dict[str, Any]
AT_ONCE, CHANGED = 4, 7
Played = Server[RealDesk]


@pytest.fixture
async def server(
    monkeypatch: pytest.MonkeyPatch, store: Store, tmp_path: Path
) -> AsyncIterator[Played]:
    async with a_world(monkeypatch) as (world, adapter):
        await adapter._ensure_login()
        opened = Server(world, adapter, RealDesk(store, tmp_path))
        adapter._attend(opened.desk, adapter.client)
        yield opened


async def shown(server: Played) -> Json:
    """Wait for what was said last, and clear the table for the next."""
    await until(lambda: server.world.answers or server.world.followed)
    said: Json = (server.world.followed or [*server.world.answers.values()])[-1]
    return said


async def choose(server: Played, said: Json, label: str) -> Json:
    """Press a button, or choose in a menu, of one's own answer; return what stands there then."""
    server.world.callbacks.clear()
    server.world.answers.clear()
    server.press(buttons_of(said)[label], is_own=True, message=said)
    return await shown(server)


async def test_a_search_is_paged_sorted_and_narrowed_down_in_place(server: Played) -> None:
    server.type("search", {"query": "diffusion"})
    said = await shown(server)
    assert words_of(said).startswith("12 papers for “diffusion”")
    for label, title in (
        ("Newest first", "12 papers for “diffusion”, newest first"),
        ("Only with code", "4 papers for “diffusion has:code”, newest first"),
        ("With or without code", "12 papers for “diffusion”, newest first"),
        ("In cs.CL", "6 papers for “diffusion cat:cs.CL”, newest first"),
        ("More results", "6 papers for “diffusion cat:cs.CL”, newest first"),
        ("In any category", "12 papers for “diffusion”, newest first"),
        ("From 2026", "12 papers for “diffusion date:2026”, newest first"),
    ):
        said = await choose(server, said, label)
        assert words_of(said).splitlines()[0] == title
        assert [one["type"] for one in server.world.callbacks] == [CHANGED]
        assert pings_of(said) == []


async def test_a_search_is_shared_with_who_shared_it(server: Played) -> None:
    server.type("search", {"query": "diffusion"})
    said = await shown(server)
    shared = await choose(server, said, "Share here")
    assert "ada shared this." in words_of(shared)
    (callback,) = server.world.callbacks
    assert callback["type"] == AT_ONCE
    assert not callback["data"]["flags"] & 64
    assert not [part for part in buttons_of(shared) if part in ("Newest first", "Share here")]
