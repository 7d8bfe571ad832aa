"""Asking Hugging Face while it fails in every way that a server can."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.errors import SourceError
from bot.sources import fetching
from bot.sources.parsed import Parsed
from tests import replay
from tests.replay import Fault, Replay, make_item

DAY = date(2026, 11, 24)


@pytest.fixture
async def server() -> AsyncIterator[Replay]:
    async with Replay({f"{DAY}": [make_item()]}, {"2611.00001": make_item()["paper"]}) as opened:
        yield opened


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Never wait for real; the waits that were wanted are kept."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("bot.sources.fetching.asyncio.sleep", sleep)
    monkeypatch.setattr(fetching, "READ_S", 0.2)
    monkeypatch.setattr(fetching, "WHOLE_S", 0.6)
    monkeypatch.setattr(fetching, "MOST_BYTES", 1_000_000)
    return waits


async def fetch(server: Replay) -> Parsed:
    async with fetching.open_client() as client:
        return await fetching.fetch_day(client, DAY, server.endpoint)


async def test_a_list_is_fetched_by_a_client_that_names_itself(server: Replay) -> None:
    assert [one.paper.id for one in (await fetch(server)).arrivals] == ["2611.00001"]
    (asked,) = server.log
    assert asked.query["date"] == "2026-11-24"
    assert "daily-papers-bot" in asked.user_agent


async def test_all_pages_of_a_long_list_are_fetched(server: Replay) -> None:
    server.days[f"{DAY}"] = [make_item(f"2611.{n:05d}") for n in range(230)]
    arrivals = (await fetch(server)).arrivals
    assert [one.listing and one.listing.rank for one in arrivals] == list(range(1, 231))
    assert len(server.log) == 3


PASSING = [replay.status(500), replay.status(503), replay.too_many(), replay.too_many("2")]


@pytest.mark.parametrize("fault", PASSING)
async def test_what_passes_is_asked_for_again(server: Replay, fault: Fault) -> None:
    server.fail(fault, fault)
    assert len((await fetch(server)).arrivals) == 1
    assert len(server.log) == 3


async def test_the_wait_that_was_asked_for_is_kept(server: Replay, impatient: list[float]) -> None:
    server.fail(replay.too_many("7"))
    await fetch(server)
    assert impatient == [7]


LASTING: list[tuple[Fault, str]] = [
    (replay.too_many("120"), r"asks for a pause .* in 120 seconds"),
    (replay.status(400), "refused to answer .status 400"),
    (replay.WEB_PAGE, "sent a web page"),
    (replay.HALF_AN_ANSWER, "sent half an answer"),
    (replay.hang, "could not be reached"),
    (replay.drip, "could not be reached"),
    (replay.drop, "could not be reached"),
    (replay.break_off, "could not be reached"),
    (replay.much(3_000_000), "sent more than 1 MB"),
]


@pytest.mark.parametrize(("fault", "said"), LASTING)
async def test_what_does_not_pass_is_said_in_a_sentence(
    server: Replay, fault: Fault, said: str
) -> None:
    server.fail(fault, fault, fault)
    with pytest.raises(SourceError, match=said):
        await fetch(server)


async def test_a_server_in_trouble_is_left_alone_after_a_few_tries(server: Replay) -> None:
    server.fail(*[replay.status(500)] * 10)
    with pytest.raises(SourceError, match="in trouble"):
        await fetch(server)
    assert len(server.log) == 3


async def test_nobody_there_is_said(server: Replay) -> None:
    async with fetching.open_client() as client:
        with pytest.raises(SourceError, match="connection refused"):
            await fetching.fetch_day(client, DAY, "http://127.0.0.1:1")


async def test_an_empty_list_is_no_failure(server: Replay) -> None:
    server.fail(replay.EMPTY_LIST)
    assert (await fetch(server)).arrivals == ()


async def test_a_redirect_is_followed(server: Replay) -> None:
    server.fail(replay.redirect("/moved"))
    assert len((await fetch(server)).arrivals) == 1


async def test_one_paper_is_fetched_or_is_not_there(server: Replay) -> None:
    async with fetching.open_client() as client:
        found = await fetching.fetch_paper(client, "2611.00001", server.endpoint)
        assert found
        assert found.paper.id == "2611.00001"
        assert await fetching.fetch_paper(client, "2611.99999", server.endpoint) is None
