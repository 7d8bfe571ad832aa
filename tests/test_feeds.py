"""arXiv day by day: what is announced is news once, what is replaced never is."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.calendar.list_state import state_of
from bot.jobs.intake import Intake
from bot.jobs.list_states import why_nothing
from bot.message import Destination
from bot.model import Fetch, ListState, Paper
from bot.sources.arxiv import ArXivSource
from bot.sources.network import Network
from bot.sources.source_protocol import Leg
from bot.store import Store, fetches, leases, papers
from bot.store.coordination.ownership import Owner
from tests import replay
from tests.newsroom import Newsroom, set_alert
from tests.replay import Replay
from tests.replay_arxiv import entry, item, oai, record, rss
from tests.sources.opened import opened_sources
from tests.test_intake import Clock

TODAY = date(2026, 11, 24)
MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)  # three in New York: the feed is there
ANN = Destination("slack", "T1/U1")


@pytest.fixture
def clock() -> Clock:
    return Clock(MORNING)


@pytest.fixture
async def server() -> AsyncIterator[Replay]:
    async with Replay() as opened:
        yield opened


@pytest.fixture
def intake(store: Store, server: Replay, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Intake:
    sources = opened_sources(server.endpoint, "cs.CL", "cs.LG")
    return Intake(store, sources, Owner(store, "this process", clock), clock)


def archive(intake: Intake) -> ArXivSource:
    source = intake.lists["arxiv"].source
    assert isinstance(source, ArXivSource)
    return source


async def fetch(intake: Intake, day: date = TODAY) -> Fetch:
    async with Network().open() as client:
        return await intake.lists["arxiv"].fetch(client, day)


def stored(store: Store) -> dict[str, Paper]:
    with store.read() as tx:
        return {one.paper.id: one.paper for one in papers.read_changes(tx, 0, 100)}


def alerted(store: Store, clock: Clock) -> list[str]:
    """Tell people what is new, and return of which papers any was told so far."""
    Newsroom(store, clock.now).tell()
    with store.read() as tx:
        return [row[0] for row in tx.exec_driver_sql("SELECT period FROM deliveries ORDER BY id")]


DAYS = [
    ("2026-11-24T05:10", date(2026, 11, 23)),  # ten past midnight: not there yet
    ("2026-11-24T05:15", date(2026, 11, 24)),
    ("2026-07-14T04:14", date(2026, 7, 13)),
    ("2026-07-14T04:15", date(2026, 7, 14)),
]


@pytest.mark.parametrize(("instant", "day"), DAYS)
def test_the_newest_feed_is_the_one_of_new_yorks_day(instant: str, day: date) -> None:
    now = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert ArXivSource.calendar.current_day(now) == day


async def test_all_categories_are_asked_for_at_once_and_listed_on_their_day(
    intake: Intake, server: Replay, store: Store
) -> None:
    server.arxiv.feed = rss(item(), item("2611.00002v1", "cross"), item("2501.00003v4", "replace"))
    assert intake.lists["arxiv"].due_days() == [TODAY]
    fetched = await fetch(intake)
    assert fetched.papers == 2
    assert server.log[-1].path == "/rss/cs.CL+cs.LG"
    assert "daily-papers-bot" in server.log[-1].user_agent
    assert set(stored(store)) == {"2611.00001", "2611.00002", "2501.00003"}
    with store.read() as tx:
        listed = {entry.paper.id for entry in papers.listed_between(tx, TODAY, TODAY)}
    assert listed == {"2611.00001", "2611.00002"}
    assert intake.lists["arxiv"].due_days() == []


async def test_what_is_new_alerts_once_and_what_is_replaced_never(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    set_alert(store, "adapters", now=clock.now)
    server.arxiv.feed = rss(
        item(title="Adapters"), item("2501.00003v4", "replace", title="Old adapters")
    )
    await fetch(intake)
    assert alerted(store, clock) == ["2611.00001"]
    clock.turn(days=1)
    server.arxiv.feed = rss(
        item("2611.00001v2", "replace", title="Better adapters", abstract="Now with adapters."),
        day="Wed, 25 Nov 2026 00:00:00 -0500",
    )
    await fetch(intake, TODAY + timedelta(days=1))
    assert alerted(store, clock) == ["2611.00001"]
    paper = stored(store)["2611.00001"]
    assert (paper.title, paper.abstract, paper.version) == (
        "Better adapters", "Now with adapters.", 2,
    )  # fmt: skip


async def test_a_withdrawn_paper_is_marked_keeps_its_abstract_and_alerts_nobody(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    set_alert(store, "adapters", now=clock.now)
    notice = "This paper has been withdrawn by the authors."
    server.arxiv.feed = rss(item(title="Old title", abstract="We align."))
    await fetch(intake)
    clock.turn(days=1)
    server.arxiv.feed = rss(
        item("2611.00001v2", "replace", title="Adapters", abstract=notice),
        item("2611.00009v1", "new", title="Adapters too", abstract=notice),
        day="Wed, 25 Nov 2026 00:00:00 -0500",
    )
    await fetch(intake, TODAY + timedelta(days=1))
    paper = stored(store)["2611.00001"]
    assert paper.is_withdrawn
    assert paper.abstract == "We align."
    assert alerted(store, clock) == []


async def test_yesterdays_feed_is_stale_and_asked_for_again(
    intake: Intake, server: Replay, store: Store, clock: Clock
) -> None:
    server.arxiv.feed = rss(item(), day="Mon, 23 Nov 2026 00:00:00 -0500")
    fetched = await fetch(intake)
    assert state_of(fetched, TODAY) == ListState.STALE
    assert fetched.stale_as == date(2026, 11, 23)
    assert stored(store) == {}
    clock.turn(minutes=30)
    assert intake.lists["arxiv"].due_days() == [TODAY]
    with store.read() as tx:
        assert "arXiv still sends the list of Mon 23 Nov" in why_nothing(tx, TODAY, clock.now)


async def test_an_empty_feed_is_a_day_off_once_it_is_late_enough(
    intake: Intake, store: Store, clock: Clock
) -> None:
    assert state_of(await fetch(intake), TODAY) == ListState.FILLING
    clock.turn(hours=4)
    assert state_of(await fetch(intake), TODAY) == ListState.EMPTY
    assert intake.lists["arxiv"].due_days() == []
    clock.now = datetime(2026, 11, 28, 12, tzinfo=UTC)
    assert intake.lists["arxiv"].due_days() == []  # a Saturday


FAULTS = [
    (replay.too_many("60"), "asks for a pause"),
    (replay.WEB_PAGE, "no whole XML|no feed of papers"),
    (replay.drop, "could not be reached"),
    (replay.body(b"<rss><channel>", "application/xml"), "no whole XML"),
]


@pytest.mark.parametrize(("fault", "said"), FAULTS)
async def test_a_failure_is_said_and_is_no_empty_day(
    intake: Intake, server: Replay, store: Store, clock: Clock, fault: replay.Fault, said: str
) -> None:
    server.fail(fault)
    fetched = await fetch(intake)
    assert state_of(fetched, TODAY) == ListState.FAILED
    with store.read() as tx:
        noted = fetches.get_fetch(tx, "arxiv", TODAY)
        sentence = why_nothing(tx, TODAY, clock.now)
    assert noted == fetched
    assert any(part in sentence for part in said.split("|"))
    assert stored(store) == {}


async def test_without_categories_arxiv_is_left_alone(
    store: Store, server: Replay, clock: Clock
) -> None:
    owner = Owner(store, "this process", clock)
    quiet = Intake(store, opened_sources(server.endpoint), owner, clock)
    assert quiet.lists["arxiv"].due_days() == []


async def test_all_that_is_due_is_fetched_in_one_go(
    intake: Intake, server: Replay, store: Store
) -> None:
    server.arxiv.feed = rss(item())
    heard: list[Fetch] = []
    assert intake.is_due()
    assert await intake.fetch_due(heard.append)
    assert [one.source for one in heard] == ["huggingface"] * 4 + ["arxiv"]
    assert not intake.is_due()


async def test_many_ids_are_asked_for_together(intake: Intake, server: Replay) -> None:
    ids = [f"2611.{n:05d}" for n in range(250)]
    server.arxiv.records = {one: entry(f"http://arxiv.org/abs/{one}v1") for one in ids[:-1]}
    async with Network().open() as client:
        parsed = await archive(intake).records(client, ids)
    assert len(parsed.arrivals) == 249  # one is not there, and is left out
    assert len(server.log) == 3


async def test_an_authors_papers_come_page_by_page(intake: Intake, server: Replay) -> None:
    for n in range(230):
        known = f"2611.{n:05d}"
        server.arxiv.records[known] = entry(f"http://arxiv.org/abs/{known}v1", by="Ann Lee")
    async with Network().open() as client:
        parsed = await archive(intake).by_author(client, "Ann Lee")
    assert len(parsed.arrivals) == 230
    assert [one.query["start"] for one in server.log] == ["0", "200"]


async def test_a_bulk_is_read_page_by_page(intake: Intake, server: Replay) -> None:
    server.arxiv.pages = [
        oai(record("2611.00001"), token="1"),
        oai(record("2611.00002"), token="2"),
        oai(record("2611.00003")),
    ]
    async with Network().open() as client:
        leg = Leg("arXiv cs.CL", date(2026, 11, 1), date(2026, 11, 7), "arXiv cs.CL")
        pages = intake.lists["arxiv"].backfill(client, leg)
        ids = [one.paper.id async for page in pages for one in page.arrivals]
    assert ids == ["2611.00001", "2611.00002", "2611.00003"]
    assert server.log[0].query == {
        "verb": "ListRecords", "metadataPrefix": "arXivRaw", "from": "2026-11-01",
        "until": "2026-11-07", "set": "cs:cs:CL",
    }  # fmt: skip
    assert server.log[2].query == {"verb": "ListRecords", "resumptionToken": "2"}


async def test_one_process_at_a_time_asks_arxiv(
    intake: Intake, server: Replay, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.intake.request_turns._PATIENCE_S", 0.01)
    monkeypatch.setattr(archive(intake), "spacing_s", 3.0)
    with store.write() as tx:
        held = leases.take(tx, "arxiv", "another process", clock.now, timedelta(seconds=60))
        assert held
    asking = asyncio.create_task(fetch(intake))
    await asyncio.sleep(0.05)
    assert server.log == []
    with store.write() as tx:
        leases.release(tx, held, clock.now)
    await asking
    assert len(server.log) == 1
    with store.read() as tx:
        (resting,) = leases.held(tx, clock.now)
    assert resting.until == clock.now + timedelta(seconds=3)
