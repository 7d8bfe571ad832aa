"""The worker does what is due, goes on when something fails, and stops without a word."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import time as time_now

import pytest

from bot.calendar import EVERY_DAY
from bot.delivery import Courier
from bot.jobs import LimitsOf
from bot.jobs.intake import Intake
from bot.message import Delivery, Destination, Message, Sent
from bot.model import Schedule
from bot.query import NO_LIKENESS
from bot.runtime.rounds import Rounds
from bot.runtime.worker import DELIVERING, FETCHING, INDEXING, PLANNING, Worker
from bot.search import Search
from bot.store import Store, open_store, outbox, subscriptions, wakeups
from bot.store.outbox import Key
from bot.store.subscriptions import NewSubscription
from tests.adapter_contract import until
from tests.conftest import NOW
from tests.fakes import ROOMY, FakePlatform, SlowPlatform

CHANNEL, ANN = Destination("slack", "T1/C1"), Destination("slack", "T1/U1")
TODAY = date(2026, 11, 24)


class FakeIntake:
    """A source that hangs or fails as it is told, and counts how often it was asked."""

    def __init__(self) -> None:
        self.days: list[date] = []
        self.fails = False
        self.brings: Callable[[], None] | None = None
        self.asked = 0

    def is_due(self) -> bool:
        if self.fails:
            raise MemoryError("the source broke")
        return bool(self.days)

    async def fetch_due(self) -> bool:
        self.asked += 1
        if self.brings is None:
            await asyncio.Event().wait()
        else:
            self.days = []
            self.brings()
        return True


class NoVectors:
    """What papers mean, where nothing was learned yet."""

    def of(self, _ids: object) -> dict[str, object]:
        return {}


class FakeSearch:
    """An index that is always up to date."""

    def __init__(self) -> None:
        self.caught_up = 0
        self.likeness = NO_LIKENESS
        self.vectors = NoVectors()

    def keep_up(self) -> None:
        self.caught_up += 1


@dataclass
class Bench:
    """A worker over a real store, with everything around it under our hands."""

    store: Store
    platform: FakePlatform = field(default_factory=FakePlatform)
    intake: FakeIntake = field(default_factory=FakeIntake)
    search: FakeSearch = field(default_factory=FakeSearch)
    rounds: Rounds = field(default_factory=Rounds)
    limits_of: LimitsOf = field(default=lambda _: ROOMY)

    def __post_init__(self) -> None:
        self.courier = Courier(self.store, {"slack": self.platform}, lambda: NOW)
        self.worker = self.hire(self.courier)

    def hire(self, courier: Courier | None) -> Worker:
        """Return a worker with rounds of its own."""
        self.rounds = Rounds()
        return Worker(
            self.store,
            self.search,  # type: ignore[arg-type]
            self.intake,  # type: ignore[arg-type]
            courier,
            ["slack"],
            self.limits_of,
            lambda: NOW,
            self.rounds,
        )

    def queue(self, title: str = "digest") -> None:
        with self.store.write() as tx:
            outbox.queue(
                tx, Key(CHANNEL, "digest", title), [Message(title)], ANN, NOW, workspace="slack:T1"
            )

    def states(self) -> list[str]:
        with self.store.read() as tx:
            statement = "SELECT state FROM deliveries ORDER BY id"
            return [row[0] for row in tx.exec_driver_sql(statement)]

    async def end_of(self, name: str) -> None:
        """Let a round begin, and wait for the end of it."""
        ends = self.rounds.by_name[name].ends
        self.rounds.wake(name)
        await until(lambda: self.rounds.by_name[name].ends > ends)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        """Run the worker; the end of the block tells it to stop and waits until it has."""
        self.rounds.start()
        running = asyncio.create_task(self.worker.run())
        try:
            yield running
        finally:
            # A second one would break off the stop itself.
            if not running.cancelling():
                running.cancel()
            await asyncio.wait([running], timeout=10)
            assert running.cancelled()
            await asyncio.wait_for(self.rounds.end(), 10)


@pytest.fixture
def bench(store: Store) -> Bench:
    return Bench(store)


@pytest.fixture(autouse=True)
def silence(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """Return what was logged as a warning or worse."""
    caplog.set_level(logging.WARNING)
    return lambda: [record.getMessage() for record in caplog.records]


async def test_what_is_due_is_planned_and_delivered(bench: Bench) -> None:
    terms = Schedule(time(9), EVERY_DAY, "UTC")
    order = NewSubscription("slack:T1", CHANNEL, ANN, "", terms, 5, NOW)
    with bench.store.write() as tx:
        subscriptions.put_subscription(tx, order, NOW)
    async with bench.running():
        await until(lambda: bench.platform.accepted)
    assert bench.platform.titles == ["Papers for Tue 24 Nov 2026"]
    assert bench.states() == ["sent"]


async def test_a_stop_lets_the_round_that_is_under_way_end_without_a_word(
    store: Store, silence: Callable[[], list[str]]
) -> None:
    platform = SlowPlatform()
    bench = Bench(store, platform)
    bench.queue()
    async with bench.running() as running:
        await platform.was_asked.wait()
        bench.queue("too late")
        running.cancel()
        await asyncio.sleep(0)
        platform.may_take.set()
    assert bench.states() == ["sent", "pending"]
    assert silence() == []


async def test_a_stop_while_deliveries_are_claimed_begins_none_of_them(
    bench: Bench, silence: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    is_claiming, may_claim = threading.Event(), threading.Event()
    claim = outbox.claim

    def slow_claim(*arguments: object) -> object:
        is_claiming.set()
        assert may_claim.wait(10)
        return claim(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "claim", slow_claim)
    bench.queue()
    async with bench.running() as running:
        await until(is_claiming.is_set)
        running.cancel()
        await asyncio.sleep(0)
        may_claim.set()
    assert bench.platform.accepted == []
    assert bench.states() == ["pending"]
    assert silence() == []


async def test_a_delivery_that_does_not_end_is_left_to_its_lease(
    store: Store, silence: Callable[[], list[str]]
) -> None:
    platform = SlowPlatform()
    bench = Bench(store, platform)
    bench.queue()
    async with bench.running():
        await platform.was_asked.wait()
        await bench.courier.stop(patience_s=0)
    assert bench.states() == ["sending"]
    assert silence() == []


async def test_a_stop_does_not_wait_for_a_source_that_hangs(
    bench: Bench, silence: Callable[[], list[str]]
) -> None:
    bench.intake.days = [TODAY]
    async with bench.running():
        await until(lambda: bench.intake.asked)
    assert silence() == []


async def test_what_a_fetch_queues_goes_out_without_waiting_for_the_next_tick(
    bench: Bench,
) -> None:
    bench.intake.days = [TODAY]
    bench.intake.brings = bench.queue
    async with bench.running():
        await until(lambda: bench.platform.accepted)
    assert bench.intake.asked == 1


async def test_a_source_that_hangs_holds_back_no_delivery_and_is_asked_once(bench: Bench) -> None:
    bench.intake.days = [TODAY]
    bench.queue()
    async with bench.running():
        await until(lambda: bench.platform.accepted)
        bench.rounds.wake(FETCHING)
        bench.queue("next round")
        await bench.end_of(DELIVERING)
    assert bench.platform.titles == ["digest", "next round"]
    assert bench.intake.asked == 1


async def test_what_fails_is_logged_and_the_rest_goes_on(
    bench: Bench, silence: Callable[[], list[str]]
) -> None:
    bench.intake.fails = True
    bench.queue()
    async with bench.running():
        await until(lambda: bench.platform.accepted and silence())
    assert bench.platform.titles == ["digest"]
    assert silence() == ["fetching failed; the next round tries again"]


async def test_a_round_that_fails_is_logged_and_the_next_one_works(
    bench: Bench, silence: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room")

    terms = Schedule(time(9), EVERY_DAY, "UTC")
    order = NewSubscription("slack:T1", CHANNEL, ANN, "", terms, 5, NOW)
    with bench.store.write() as tx:
        subscriptions.put_subscription(tx, order, NOW)
    with monkeypatch.context() as broken:
        broken.setattr("bot.runtime.worker.plan_digests", fail)
        async with bench.running():
            await until(silence)
            assert silence() == ["planning failed; the next round tries again"]
            assert bench.rounds.by_name[PLANNING].failures == 1
            broken.undo()
            await bench.end_of(PLANNING)
            await until(lambda: bench.platform.accepted)


async def test_a_hanging_delivery_keeps_nothing_from_being_planned_and_sent(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.rounds.TICK_S", 0.01)
    monkeypatch.setattr("bot.delivery.courier.LOOK_AGAIN_S", 0.01)

    class Hanging(FakePlatform):
        async def send(self, delivery: Delivery) -> Sent:
            if delivery.message.title == "hangs":
                await asyncio.Event().wait()
            return await super().send(delivery)

    bench = Bench(store, Hanging())
    bench.queue("hangs")
    async with bench.running():
        await until(lambda: "sending" in bench.states())
        terms = Schedule(time(9), EVERY_DAY, "UTC")
        order = NewSubscription("slack:T1", CHANNEL, ANN, "", terms, 5, NOW)
        with store.write() as tx:
            subscriptions.put_subscription(tx, order, NOW)
        await until(lambda: bench.platform.accepted)
        await bench.courier.stop(patience_s=0)


async def test_a_worker_without_a_courier_plans_and_sends_nothing(bench: Bench) -> None:
    bench.worker = bench.hire(None)
    terms = Schedule(time(9), EVERY_DAY, "UTC")
    order = NewSubscription("slack:T1", CHANNEL, ANN, "", terms, 5, NOW)
    with bench.store.write() as tx:
        subscriptions.put_subscription(tx, order, NOW)
    async with bench.running():
        await until(bench.states)
    assert bench.states() == ["pending"]


async def test_what_another_process_queues_goes_out_before_the_next_tick(
    postgresql_address: str, tmp_path: Path
) -> None:
    here, there = (open_store(postgresql_address, tmp_path) for _ in range(2))
    bench = Bench(here)
    heard = asyncio.Event()
    async with bench.running():
        listening = asyncio.create_task(wakeups.hear(here, heard.set))
        await heard.wait()
        with there.write() as tx:
            key = Key(CHANNEL, "digest", "from elsewhere")
            outbox.queue(tx, key, [Message("ring")], ANN, NOW, workspace="slack:T1")
            wakeups.wake_others(tx)
        await until(lambda: bench.platform.accepted)
        listening.cancel()
    here.close()
    there.close()


async def test_a_bell_is_heard_again_after_its_connection_broke(
    postgresql_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wakeups, "_FIRST_WAIT_S", 0.01)
    store = open_store(postgresql_address, tmp_path)
    rings = asyncio.Queue[None]()
    listening = asyncio.create_task(wakeups.hear(store, lambda: rings.put_nowait(None)))
    await rings.get()
    with store.write() as tx:
        others = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
        tx.exec_driver_sql(others + " AND datname = current_database()")
    async with asyncio.timeout(10):
        await rings.get()
    listening.cancel()
    store.close()


async def test_on_sqlite_nothing_rings(store: Store) -> None:
    await wakeups.hear(store, lambda: None)


async def test_the_index_catches_up_even_where_nothing_is_to_be_fetched(bench: Bench) -> None:
    async with bench.running():
        await until(lambda: bench.search.caught_up)
        await bench.end_of(INDEXING)
    assert bench.search.caught_up == 2


def test_the_fakes_offer_what_they_stand_for() -> None:
    for fake, real in ((FakeIntake, Intake), (FakeSearch, Search)):
        for name in ("is_due", "fetch_due", "keep_up"):
            assert hasattr(fake, name) == hasattr(real, name)


async def test_a_clock_that_is_put_back_holds_up_no_round(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.rounds.TICK_S", 0.01)
    async with bench.running():
        await until(lambda: bench.rounds.by_name[PLANNING].ends)
        for job in bench.rounds._jobs.values():
            job.modify(next_run_time=datetime.now(UTC) + timedelta(minutes=10))
        monkeypatch.setattr("bot.runtime.rounds.time", lambda: time_now() - 600)
        ends = bench.rounds.by_name[PLANNING].ends
        await until(lambda: bench.rounds.by_name[PLANNING].ends > ends)


async def test_who_wakes_a_round_that_is_under_way_is_not_forgotten(store: Store) -> None:
    rounds, may_end = Rounds(), asyncio.Event()
    begun: list[int] = []

    async def work() -> None:
        begun.append(len(begun))
        await may_end.wait()

    rounds.add("work", work, 3600)
    rounds.start()
    await until(lambda: begun)
    rounds.wake("work")
    may_end.set()
    await until(lambda: len(begun) == 2)
    await rounds.end()


async def test_one_scheduler_runs_every_round_once_at_a_time_and_keeps_nothing_on_disk() -> None:
    rounds, at_once, most = Rounds(), 0, 0

    async def work() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.03)
        at_once -= 1

    one = rounds.add("work", work, 0.01)
    rounds.start()
    await until(lambda: one.ends >= 2)
    await rounds.end()
    assert most == 1
    assert at_once == 0
    job = rounds._jobs["work"]
    assert (job.max_instances, job.coalesce, job.misfire_grace_time) == (1, True, None)
    assert [type(jobs).__name__ for jobs in rounds._scheduler._jobstores.values()] == [
        "MemoryJobStore"
    ]
