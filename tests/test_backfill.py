"""A walk through the past: politely, on after a stop, and never the same day twice."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.compose.day_messages import say_count
from bot.jobs.intake import Intake, Step
from bot.store import Store, papers
from bot.store.coordination.ownership import Owner
from tests import replay
from tests.replay import Replay, make_item
from tests.replay_arxiv import oai, record
from tests.sources.opened import opened_sources
from tests.test_intake import Clock

SINCE = date(2026, 11, 12)  # nine weekdays with today's


@pytest.fixture
async def server() -> AsyncIterator[Replay]:
    async with Replay() as opened:
        for day in ("2026-11-12", "2026-11-13", "2026-11-20"):
            opened.days[day] = [make_item(f"2611.{day[-2:]}{n:03d}") for n in range(3)]
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


def make_intake(store: Store, server: Replay, clock: Clock, *categories: str) -> Intake:
    sources = opened_sources(server.endpoint, *categories)
    return Intake(store, sources, Owner(store, "this process", clock), clock)


def count_waits(intake: Intake) -> list[float]:
    """Let a walk wait for nothing, and keep how long it would have."""
    kept: list[float] = []

    async def sleep(seconds: float) -> None:
        kept.append(seconds)

    intake.backfill._sleep = sleep
    return kept


class Heard:
    """Listens to a walk."""

    def __init__(self) -> None:
        self.start: tuple[int, float] = (0, 0.0)
        self.steps: list[Step] = []

    def on_start(self, steps: int, seconds: float) -> None:
        self.start = (steps, seconds)

    async def walk(self, intake: Intake, since: date = SINCE) -> str | None:
        return await intake.walk(since, self.on_start, self.steps.append)


async def test_all_weekdays_are_fetched_the_newest_first(
    store: Store, server: Replay, clock: Clock
) -> None:
    heard = Heard()
    assert await heard.walk(make_intake(store, server, clock)) == ""
    assert heard.start[0] == 9
    asked = [one.query["date"] for one in server.log]
    assert asked == sorted(asked, reverse=True)
    assert [step.papers for step in heard.steps] == [0, 0, 3, 0, 0, 0, 0, 3, 3]
    assert [step.left for step in heard.steps] == list(range(8, -1, -1))
    with store.read() as tx:
        assert papers.count_papers(tx) == 9


async def test_a_second_walk_asks_only_for_what_is_not_complete(
    store: Store, server: Replay, clock: Clock
) -> None:
    await Heard().walk(make_intake(store, server, clock))
    server.log.clear()
    again = Heard()
    assert await again.walk(make_intake(store, server, clock)) == ""
    assert again.start[0] == 1  # today's list is still filling
    assert [one.query["date"] for one in server.log] == ["2026-11-24"]


async def test_a_walk_stops_after_failures_in_a_row_and_goes_on_later(
    store: Store, server: Replay, clock: Clock
) -> None:
    server.fail(None, None, *[replay.WEB_PAGE] * 3)
    heard, intake = Heard(), make_intake(store, server, clock)
    waits = count_waits(intake)
    assert "sent a web page" in (await heard.walk(intake) or "")
    assert len(heard.steps) == 2
    assert len(waits) == 2
    assert waits == sorted(waits)
    on = Heard()
    assert await on.walk(make_intake(store, server, clock)) == ""
    assert len(on.steps) == 8  # all but yesterday's, which was complete


async def test_a_stale_list_is_no_empty_step(store: Store, server: Replay, clock: Clock) -> None:
    told = {"submittedOnDailyAt": "2026-11-20T03:00:00.000Z"}
    server.days["2026-11-23"] = [make_item("2611.20000", **told)]
    heard = Heard()
    await heard.walk(make_intake(store, server, clock))
    (stale,) = [step for step in heard.steps if step.stale_as]
    assert (stale.name, stale.stale_as) == ("Mon 2026-11-23", date(2026, 11, 20))
    assert say_count(stale.papers, stale.stale_as) == "still the list of Fri 20 Nov 2026"


async def test_one_failure_is_passed_over_after_a_wait(
    store: Store, server: Replay, clock: Clock
) -> None:
    server.fail(None, replay.too_many("45"))
    heard, intake = Heard(), make_intake(store, server, clock)
    waits = count_waits(intake)
    assert await heard.walk(intake) == ""
    assert len(heard.steps) == 8
    assert waits[0] >= 45


async def test_arxivs_bulk_is_walked_by_weeks_and_alerts_nobody(
    store: Store, server: Replay, clock: Clock
) -> None:
    server.arxiv.pages = [oai(record("2611.00001"), token="1"), oai(record("2611.00002"))]
    intake = make_intake(store, server, clock, "cs.CL")
    heard = Heard()
    assert await heard.walk(intake) == ""
    bulk = [step for step in heard.steps if step.name.startswith("arXiv cs.CL")]
    assert len(bulk) == 3
    asked = [one.query["from"] for one in server.log if one.path == "/oai" and "from" in one.query]
    assert len(asked) == len(set(asked)) == 3
    server.log.clear()
    again = Heard()
    await again.walk(intake)
    assert sum(step.name.startswith("arXiv") for step in again.steps) == 1  # this week's


async def test_two_walks_at_once_are_one(store: Store, server: Replay, clock: Clock) -> None:
    one, other = make_intake(store, server, clock), make_intake(store, server, clock)
    other._owner = Owner(store, "another process", clock)

    def on_step(step: Step) -> None:
        steps.append(step)

    steps: list[Step] = []
    server.fail(replay.hang)
    walking = asyncio.create_task(one.walk(SINCE, lambda *_: None, on_step))
    await asyncio.to_thread(server.was_asked.wait, 5)
    assert await other.walk(SINCE, lambda *_: None, on_step) is None
    walking.cancel()
    await asyncio.gather(walking, return_exceptions=True)
