"""From a source into the store: what is asked for when, and what a failure leaves behind."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.intake import Intake
from bot.store import Store, fetches, papers
from tests import replay
from tests.conftest import NOW
from tests.fakes import ROOMY
from tests.replay import Replay, make_item

TODAY = date(2026, 11, 24)
YESTERDAY, FRIDAY = TODAY - timedelta(days=1), TODAY - timedelta(days=4)


class Clock:
    """A clock that the test turns."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server() -> AsyncIterator[Replay]:
    async with Replay() as opened:
        yield opened


@pytest.fixture
def intake(store: Store, server: Replay, clock: Clock) -> Intake:
    return Intake(store, server.endpoint, lambda _: ROOMY, clock)


def put(server: Replay, day: date, *numbers: int, **known: Any) -> None:
    """Let the server list papers on a day."""
    server.days[f"{day}"] = [make_item(f"2611.{n:05d}", f"Paper {n}", **known) for n in numbers]


def stored(store: Store, day: date) -> list[str]:
    """Return the ids that the store lists for a day."""
    with store.read() as tx:
        return [entry.paper.id for entry in papers.listed_between(tx, day, day)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_at_first_all_days_within_reach_are_due(intake: Intake) -> None:
    assert intake.due_days() == [TODAY, YESTERDAY]  # the two days before were a weekend


BOUNDARY = [
    # Ten past midnight in London: New York's day has not rolled, in summer nor in winter.
    ("2026-07-14T00:10", date(2026, 7, 13)),
    ("2026-07-14T01:30", date(2026, 7, 14)),
    ("2026-01-13T01:30", date(2026, 1, 12)),
    ("2026-01-13T02:30", date(2026, 1, 13)),
]


@pytest.mark.parametrize(("instant", "day"), BOUNDARY)
def test_the_day_that_is_asked_for_is_new_yorks(
    intake: Intake, clock: Clock, instant: str, day: date
) -> None:
    clock.now = at(instant)
    assert intake.due_days()[0] == day


async def test_a_list_that_grows_is_asked_for_until_it_was_seen_closed(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    put(server, TODAY, 1)
    await intake.fetch_days([TODAY])
    assert intake.due_days() == [YESTERDAY]
    put(server, TODAY, 1, 2, 3)
    clock.turn(minutes=21)
    assert TODAY in intake.due_days()
    await intake.fetch_days([TODAY])
    assert len(stored(store, TODAY)) == 3
    put(server, TODAY, 1, 2, 3, 4)
    clock.now = at("2026-11-25T02:31")  # a minute past the closing
    assert TODAY in intake.due_days()
    await intake.fetch_days([TODAY])
    assert len(stored(store, TODAY)) == 4
    clock.turn(minutes=30)
    assert TODAY not in intake.due_days()


async def test_votes_move_with_every_fetch(intake: Intake, server: Replay, store: Store) -> None:
    put(server, TODAY, 1, upvotes=12)
    await intake.fetch_days([TODAY])
    put(server, TODAY, 1, upvotes=180)
    await intake.fetch_days([TODAY])
    with store.read() as tx:
        assert papers.get_papers(tx, ["2611.00001"])["2611.00001"].upvotes == 180


async def test_a_shorter_list_takes_nothing_away(
    intake: Intake, server: Replay, store: Store
) -> None:
    put(server, TODAY, 1, 2, 3)
    await intake.fetch_days([TODAY])
    put(server, TODAY, 2)
    await intake.fetch_days([TODAY])
    assert len(stored(store, TODAY)) == 3


async def test_a_failure_is_written_down_and_loses_nothing(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    put(server, TODAY, 1)
    await intake.fetch_days([TODAY])
    clock.turn(minutes=25)
    server.fail(replay.WEB_PAGE)
    assert "sent a web page" in await intake.fetch_days([TODAY])
    with store.read() as tx:
        fetch = fetches.get_fetch(tx, "huggingface", TODAY)
    assert fetch
    assert (fetch.papers, fetch.fetched_at, fetch.tried_at) == (1, NOW, clock.now)
    assert stored(store, TODAY) == ["2611.00001"]
    assert TODAY not in intake.due_days()
    clock.turn(minutes=6)
    assert TODAY in intake.due_days()


async def test_a_source_in_trouble_is_left_alone(intake: Intake, server: Replay) -> None:
    server.fail(replay.WEB_PAGE)
    await intake.fetch_days([TODAY, YESTERDAY])
    assert len(server.log) == 1


async def test_each_day_that_is_done_is_told(intake: Intake, server: Replay) -> None:
    put(server, TODAY, 1, 2)
    put(server, FRIDAY, 3)
    heard: list[tuple[date, int]] = []
    await intake.fetch_days([TODAY, FRIDAY], lambda day, count: heard.append((day, count)))
    assert heard == [(TODAY, 2), (FRIDAY, 1)]


async def test_a_crash_between_storing_and_writing_it_down_only_repeats_work(
    intake: Intake, server: Replay, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(server, TODAY, 1)

    def crash(*_args: object, **_named: object) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr("bot.intake.fetches.record_fetch", crash)
        with pytest.raises(MemoryError):
            await intake.fetch_days([TODAY])
    assert TODAY in intake.due_days()
    assert await intake.fetch_days([TODAY]) == ""
    assert stored(store, TODAY) == ["2611.00001"]


async def test_a_paper_is_looked_up_once_it_is_asked_for(intake: Intake, server: Replay) -> None:
    server.papers["2611.00007"] = make_item("2611.00007")["paper"]
    assert not intake.is_stored("2611.00007")
    await intake.fetch_paper("2611.00007")
    assert intake.is_stored("2611.00007")
    await intake.fetch_paper("2611.00008")
    assert not intake.is_stored("2611.00008")
