"""A database that is locked, full or away: nothing crashes, nothing doubles, work goes on."""

import logging
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from bot.calendar import EVERY_DAY
from bot.config import database_url
from bot.delivery import LEASE, Courier
from bot.message import Limits
from bot.model import Schedule
from bot.runtime.worker import DELIVERING, PLANNING, Worker
from bot.store import Store, database, open_store, subscriptions
from bot.store.subscriptions import NewSubscription
from tests.adapter_contract import until
from tests.conftest import NOW
from tests.fakes import ROOMY, SlowPlatform
from tests.postgres import Cluster
from tests.test_worker import ANN, CHANNEL, Bench


class Turned(Bench):
    """A bench whose clock can be turned."""

    now: datetime = NOW

    def hire(self, courier: Courier | None) -> Worker:
        worker = super().hire(courier)
        worker._clock = lambda: self.now
        return worker

    async def tick(self, after: timedelta = timedelta()) -> None:
        """Plan and deliver once, as a process does that has just begun."""
        self.now += after
        self.courier = Courier(self.store, {"slack": self.platform}, lambda: self.now)
        self.worker = self.hire(self.courier)
        async with self.running():
            await until(lambda: self.rounds.by_name[PLANNING].ends)
            await self.end_of(DELIVERING)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.02)
    caplog.set_level(logging.ERROR)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    store = open_store("", tmp_path)
    yield store
    store.close()


async def test_a_locked_database_is_waited_for(
    small: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bench = Turned(small)
    bench.queue()
    other = open_store("", tmp_path)
    with other.write():
        await bench.tick()
        assert bench.platform.titles == []
        assert "database is locked" in caplog.text
    other.close()
    await bench.tick()
    assert bench.platform.titles == ["digest"]


async def test_a_full_disk_loses_and_doubles_nothing(
    small: Store, caplog: pytest.LogCaptureFixture
) -> None:
    bench = Turned(small, platform=SlowPlatform())
    assert isinstance(bench.platform, SlowPlatform)
    bench.platform.may_take.set()
    for number in range(40):
        bench.queue(f"digest {number} {'long ' * 400}")
    limit = Disk(small._engine)
    limit.fill()
    for _ in range(3):
        await bench.tick(LEASE)
    assert "disk is full" in caplog.text
    limit.make_room()
    for _ in range(4):
        await bench.tick(LEASE)
    assert len(bench.platform.titles) == len(set(bench.platform.titles)) == 40
    assert set(bench.states()) == {"sent"}


class Disk:
    """Lets SQLite grow its file no further, which it takes for a full disk."""

    def __init__(self, opened: Engine) -> None:
        self._engine = opened
        self._pages = 2**30

        @event.listens_for(opened, "begin")
        def _limit(connection: object) -> None:
            pragma = f"PRAGMA max_page_count={self._pages}"
            connection.exec_driver_sql(pragma)  # type: ignore[attr-defined]

    def fill(self) -> None:
        with self._engine.connect() as connection:
            self._pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            free = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
        assert free < 5

    def make_room(self) -> None:
        self._pages = 2**30


@pytest.fixture
def server(postgres: Cluster, tmp_path: Path) -> Iterator[tuple[Cluster, Store]]:
    """A server that can be stopped, and a store on it."""
    store = open_store(database_url(postgres.url(postgres.new_database())), tmp_path)
    yield postgres, store
    store.close()


async def test_a_server_that_is_restarted_in_the_middle_of_a_send_is_written_to_after(
    server: tuple[Cluster, Store],
) -> None:
    cluster, store = server
    bench = Turned(store, platform=SlowPlatform())
    assert isinstance(bench.platform, SlowPlatform)
    bench.queue()
    async with bench.running():
        await bench.platform.was_asked.wait()
        cluster.stop(signal.SIGQUIT)
        cluster.start()
        bench.platform.may_take.set()
    assert bench.states() == ["sent"]


async def test_a_server_that_is_restarted_in_the_middle_of_planning_loses_and_doubles_no_digest(
    server: tuple[Cluster, Store], caplog: pytest.LogCaptureFixture
) -> None:
    cluster, store = server
    bench = Turned(store)
    terms = Schedule(time(9), EVERY_DAY, "UTC")
    for number in range(30):
        place = replace(CHANNEL, address=f"T1/C{number}")
        with store.write() as tx:
            order = NewSubscription("slack:T1", place, ANN, "", terms, 5, NOW)
            subscriptions.put_subscription(tx, order, NOW)
    planned = count(1)

    def limits_of(_platform: str) -> Limits:
        if next(planned) == 10:
            cluster.stop(signal.SIGQUIT)
        return ROOMY

    bench.limits_of = limits_of
    await bench.tick()
    assert "planning failed; the next round tries again" in caplog.text
    cluster.start()
    await bench.tick()
    await bench.tick(timedelta(hours=1))
    assert bench.states() == ["sent"] * 30
    assert len({delivery.destination for delivery in bench.platform.accepted}) == 30


async def test_a_server_that_is_away_when_a_message_was_sent_is_no_reason_to_send_it_again(
    server: tuple[Cluster, Store],
) -> None:
    cluster, store = server
    bench = Turned(store, platform=SlowPlatform())
    assert isinstance(bench.platform, SlowPlatform)
    bench.queue()
    async with bench.running():
        await bench.platform.was_asked.wait()
        cluster.stop(signal.SIGQUIT)
        bench.platform.may_take.set()
    await bench.tick()  # still away: the round fails, and the next one comes
    cluster.start()
    assert bench.states() == ["sending"]
    fresh = Turned(store, platform=bench.platform)
    await fresh.tick(LEASE)
    assert bench.platform.titles == ["digest"]
    assert len(bench.platform.looked_for) == 1
    assert bench.states() == ["sent"]
