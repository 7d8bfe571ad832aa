"""From a source into the store: what is asked for when, and what a failure leaves behind."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.calendar.list_state import state_of
from bot.compose.day_messages import say_state
from bot.jobs.intake import Intake
from bot.jobs.list_states import what_is_open, why_nothing
from bot.model import Fetch, ListState
from bot.store import Store, fetches, papers
from bot.store.coordination.ownership import Owner
from tests import replay, replay_arxiv
from tests.conftest import NOW
from tests.replay import Replay, make_item
from tests.sources.opened import opened_sources

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
    sources = opened_sources(server.endpoint)
    return Intake(store, sources, Owner(store, "this process", clock), clock)


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
    assert intake.primary.due_days() == [TODAY - timedelta(days=back) for back in range(4)]


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
    assert intake.primary.due_days()[0] == day


async def test_a_list_that_grows_is_asked_for_until_it_was_seen_closed(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    put(server, TODAY, 1)
    await intake.fetch_days([TODAY])
    assert TODAY not in intake.primary.due_days()
    put(server, TODAY, 1, 2, 3)
    clock.turn(minutes=21)
    assert TODAY in intake.primary.due_days()
    await intake.fetch_days([TODAY])
    assert len(stored(store, TODAY)) == 3
    put(server, TODAY, 1, 2, 3, 4)
    clock.now = at("2026-11-25T02:36")  # some minutes past the closing
    assert TODAY in intake.primary.due_days()
    await intake.fetch_days([TODAY])
    assert len(stored(store, TODAY)) == 4
    clock.turn(minutes=30)
    assert TODAY not in intake.primary.due_days()


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
    assert TODAY not in intake.primary.due_days()
    clock.turn(minutes=6)
    assert TODAY in intake.primary.due_days()


async def test_a_source_in_trouble_is_left_alone(intake: Intake, server: Replay) -> None:
    server.fail(replay.WEB_PAGE)
    await intake.fetch_days([TODAY, YESTERDAY])
    assert len(server.log) == 1


async def test_each_day_that_is_done_is_told(intake: Intake, server: Replay) -> None:
    put(server, TODAY, 1, 2)
    put(server, FRIDAY, 3)
    heard: list[Fetch] = []
    await intake.fetch_days([TODAY, FRIDAY], heard.append)
    assert [(fetch.day, fetch.papers) for fetch in heard] == [(TODAY, 2), (FRIDAY, 1)]


async def test_a_crash_between_storing_and_writing_it_down_only_repeats_work(
    intake: Intake, server: Replay, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(server, TODAY, 1)

    def crash(*_args: object, **_named: object) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr("bot.jobs.intake.ledger.fetches.put_fetch", crash)
        with pytest.raises(MemoryError):
            await intake.fetch_days([TODAY])
    assert TODAY in intake.primary.due_days()
    assert await intake.fetch_days([TODAY]) == ""
    assert stored(store, TODAY) == ["2611.00001"]


async def test_a_paper_is_looked_up_once_it_is_asked_for(intake: Intake, server: Replay) -> None:
    server.papers["2611.00007"] = make_item("2611.00007")["paper"]
    assert not intake.is_stored("2611.00007")
    await intake.fetch_paper("2611.00007")
    assert intake.is_stored("2611.00007")
    await intake.fetch_paper("2611.00008")
    assert not intake.is_stored("2611.00008")


def known(store: Store, day: date = TODAY, source: str = "huggingface") -> Fetch:
    with store.read() as tx:
        fetch = fetches.get_fetch(tx, source, day)
    assert fetch
    return fetch


def state(store: Store, day: date = TODAY) -> ListState:
    return state_of(known(store, day), day)


async def test_a_closed_list_is_asked_for_twice_more_for_late_votes(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    asked = []
    put(server, TODAY, 1, upvotes=1)
    for hour in range(24 * 8):
        clock.now = at("2026-11-24T15:00") + timedelta(hours=hour)
        put(server, TODAY, 1, upvotes=hour)
        if TODAY in intake.primary.due_days():
            await intake.fetch_days([TODAY])
            asked.append(hour)
    after_closing = [hour for hour in asked if hour > 11]
    assert after_closing == [12, 36, 84]  # 03:00 UTC on the next day, a day and three days later
    assert state(store) == ListState.CLOSED


async def test_days_that_were_missed_in_an_outage_are_caught_up(
    intake: Intake, server: Replay, clock: Clock
) -> None:
    await intake.fetch_days([TODAY])
    clock.turn(days=9)
    due = intake.primary.due_days()
    assert due[0] == TODAY + timedelta(days=9)
    assert TODAY in due
    assert len(due) == 10


async def test_a_list_that_is_empty_after_it_closed_was_a_day_off(
    intake: Intake, store: Store, clock: Clock
) -> None:
    await intake.fetch_days([TODAY])
    assert state(store) == ListState.FILLING
    clock.now = at("2026-11-25T02:36")
    await intake.fetch_days([TODAY])
    assert state(store) == ListState.EMPTY
    with store.read() as tx:
        assert "a day off there" in why_nothing(tx, TODAY, clock.now)


async def test_yesterdays_list_in_todays_place_is_stale_and_not_stored(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    put(server, YESTERDAY, 1, 2, 3)
    put(server, TODAY, 3, 1)  # the same batch without a word about its day
    await intake.fetch_days([YESTERDAY, TODAY])
    assert stored(store, TODAY) == []
    assert state(store) == ListState.STALE
    with store.read() as tx:
        said = why_nothing(tx, TODAY, clock.now)
    assert "still sends the list of Mon 23 Nov 2026" in said
    assert "I ask again in 20 minutes" in said
    put(server, TODAY, 4, 1)
    clock.turn(minutes=21)
    assert TODAY in intake.primary.due_days()
    await intake.fetch_days([TODAY])
    assert state(store) == ListState.FILLING
    assert len(stored(store, TODAY)) == 2


async def test_a_stale_list_is_told_on_the_first_day_too(
    intake: Intake, server: Replay, store: Store
) -> None:
    put(server, YESTERDAY, 1, 2, 3)
    put(server, TODAY, 1, 2, 3)
    await intake.fetch_days([TODAY])  # nothing is stored that it could be compared with
    assert known(store).stale_as == YESTERDAY
    assert stored(store, TODAY) == []


async def test_a_list_that_names_another_day_is_stale_whatever_is_stored(
    intake: Intake, server: Replay, store: Store
) -> None:
    put(server, TODAY, 1, 2, submittedOnDailyAt=f"{YESTERDAY}T03:00:00.000Z")
    await intake.fetch_days([TODAY])
    assert known(store).stale_as == YESTERDAY
    assert stored(store, TODAY) == []


async def test_a_paper_that_returns_days_later_is_no_stale_list(
    intake: Intake, server: Replay, store: Store
) -> None:
    put(server, FRIDAY, 1, 2)
    put(server, TODAY, 1, submittedOnDailyAt=f"{TODAY}T03:00:00.000Z")
    await intake.fetch_days([FRIDAY, TODAY])
    assert stored(store, TODAY) == ["2611.00001"]


async def test_failures_are_tried_again_later_each_time_and_said_with_since_when(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    waits = []
    for _ in range(8):
        server.fail(replay.WEB_PAGE)
        await intake.fetch_days([TODAY])
        fetch = known(store)
        assert fetch.next_at
        waits.append((fetch.next_at - clock.now) / timedelta(minutes=1))
        clock.now = fetch.next_at
    assert 4 <= waits[0] <= 5
    assert 8 <= waits[1] <= 10
    assert max(waits) <= 120
    assert fetch.failures == 8
    assert fetch.failing_since == NOW
    said = say_state(ListState.FAILED, "huggingface", TODAY, fetch, NOW + timedelta(hours=3))
    assert "is missing: Hugging Face sent a web page" in said
    assert "It has failed for 3 hours." in said
    await intake.fetch_days([TODAY])
    assert (known(store).failures, known(store).failing_since) == (0, None)


async def test_a_source_that_names_a_wait_is_not_asked_before(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    server.fail(replay.too_many("3600"))
    await intake.fetch_days([TODAY])
    assert known(store).next_at == NOW + timedelta(hours=1)


async def test_a_list_that_was_fetched_and_fails_now_is_called_old_and_not_missing(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    put(server, TODAY, 1)
    await intake.fetch_days([TODAY])
    clock.turn(hours=3)
    server.fail(replay.WEB_PAGE)
    await intake.fetch_days([TODAY])
    with store.read() as tx:
        assert "is 3 hours old and may lack papers" in what_is_open(tx, TODAY, clock.now)


async def test_a_failure_after_closing_does_not_make_a_complete_list_a_missing_one(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    put(server, TODAY, 1)
    clock.now = at("2026-11-25T03:00")
    await intake.fetch_days([TODAY])
    clock.turn(days=1)
    server.fail(replay.WEB_PAGE)
    await intake.fetch_days([TODAY])
    assert known(store).problem
    assert state(store) == ListState.CLOSED


async def test_an_unchanged_list_counts_as_fetched(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    put(server, TODAY, 1, 2)
    await intake.fetch_days([TODAY])
    clock.turn(minutes=30)
    await intake.fetch_days([TODAY])
    assert server.log[-1].if_none_match
    assert (known(store).papers, known(store).fetched_at) == (2, clock.now)


async def test_weekends_are_asked_for_rarely_and_called_what_they_are(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    clock.now = at("2026-11-28T15:00")
    saturday = date(2026, 11, 28)
    await intake.fetch_days([saturday])
    clock.turn(hours=1)
    assert saturday not in intake.primary.due_days()
    with store.read() as tx:
        assert "rests at weekends" in why_nothing(tx, saturday, clock.now)
    put(server, saturday, 1)
    clock.turn(hours=4)
    assert saturday in intake.primary.due_days()
    await intake.fetch_days([saturday])
    assert stored(store, saturday) == ["2611.00001"]


async def test_two_processes_do_not_both_fetch(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    sources = opened_sources(server.endpoint)
    other = Intake(store, sources, Owner(store, "another", clock), clock)
    server.fail(replay.hang)
    fetching = asyncio.create_task(intake.fetch_due())
    await asyncio.to_thread(server.was_asked.wait, 5)
    assert not await other.fetch_due()
    assert len(server.log) == 1
    fetching.cancel()
    await asyncio.gather(fetching, return_exceptions=True)
    assert await other.fetch_due()


async def test_a_paper_that_hugging_face_lacks_is_asked_of_arxiv(
    intake: Intake, server: Replay, store: Store
) -> None:
    server.arxiv.records["2611.00007"] = replay_arxiv.entry(
        "http://arxiv.org/abs/2611.00007v2", "Only on arXiv"
    )
    await intake.fetch_paper("2611.00007")
    with store.read() as tx:
        paper = papers.get_papers(tx, ["2611.00007"])["2611.00007"]
    assert (paper.title, paper.version) == ("Only on arXiv", 2)


async def test_where_hugging_face_is_away_arxiv_answers(intake: Intake, server: Replay) -> None:
    server.arxiv.records["2611.00007"] = replay_arxiv.entry("http://arxiv.org/abs/2611.00007v1")
    server.fail(replay.status(403))
    await intake.fetch_paper("2611.00007")
    assert intake.is_stored("2611.00007")
