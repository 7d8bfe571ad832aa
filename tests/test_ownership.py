"""Of many processes one works, the others wait, and a lost lease ends the work."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.errors import StoreError
from bot.store import Store, leases
from bot.store.coordination.ownership import Owner
from tests.conftest import NOW

SHORT = timedelta(seconds=0.06)
LONG = timedelta(days=1)


@dataclass
class Fleet:
    """Processes that share a store, and a clock to turn."""

    store: Store
    now: datetime = NOW
    started: asyncio.Event = field(default_factory=asyncio.Event)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)
    ended: list[str] = field(default_factory=list)

    def owner(self, name: str, lease: timedelta = LONG) -> Owner:
        return Owner(self.store, name, lambda: self.now, lease)

    async def work(self) -> None:
        try:
            self.started.set()
            await self.may_end.wait()
            self.ended.append("done")
        except asyncio.CancelledError:
            self.ended.append("cancelled")
            raise


@pytest.fixture
def fleet(each_store: Store) -> Fleet:
    return Fleet(each_store)


async def test_only_one_works_and_the_next_may_once_it_is_done(fleet: Fleet) -> None:
    first = asyncio.create_task(fleet.owner("one").while_held("fetching", fleet.work))
    await fleet.started.wait()
    assert not await fleet.owner("two").while_held("fetching", fleet.work)
    assert fleet.ended == []
    fleet.may_end.set()
    assert await first
    assert await fleet.owner("two").while_held("fetching", fleet.work)
    assert fleet.ended == ["done", "done"]


async def test_work_that_fails_lets_go_of_the_lease(fleet: Fleet) -> None:
    async def fail() -> None:
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        await fleet.owner("one").while_held("fetching", fail)
    fleet.may_end.set()
    assert await fleet.owner("two").while_held("fetching", fleet.work)


async def test_a_stop_lets_go_of_the_lease(fleet: Fleet) -> None:
    first = asyncio.create_task(fleet.owner("one").while_held("fetching", fleet.work))
    await fleet.started.wait()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert fleet.ended == ["cancelled"]
    with fleet.store.read() as tx:
        assert leases.held(tx, NOW) == []


async def test_a_lease_is_renewed_while_the_work_lasts(fleet: Fleet) -> None:
    work = fleet.owner("one", SHORT).while_held("fetching", fleet.work)
    first = asyncio.create_task(work)
    await fleet.started.wait()
    for _ in range(3):
        with fleet.store.read() as tx:
            (held,) = leases.held(tx, fleet.now)
        fleet.now = held.until - SHORT / 10
        await _until_renewed(fleet, held.until)
    fleet.may_end.set()
    assert await first


async def _until_renewed(fleet: Fleet, until: datetime) -> None:
    async with asyncio.timeout(10):
        while True:
            with fleet.store.read() as tx:
                if [lease for lease in leases.held(tx, fleet.now) if lease.until > until]:
                    return
            await asyncio.sleep(0.005)


async def test_a_process_that_was_paused_past_its_lease_stops_working(fleet: Fleet) -> None:
    paused = asyncio.create_task(fleet.owner("one", SHORT).while_held("fetching", fleet.work))
    await fleet.started.wait()
    with fleet.store.write() as tx:
        assert leases.take(tx, "fetching", "two", fleet.now + LONG, LONG)
    assert not await paused
    assert fleet.ended == ["cancelled"]


async def test_a_database_that_is_away_ends_the_work_with_the_lease(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = asyncio.create_task(fleet.owner("one", SHORT).while_held("fetching", fleet.work))
    await fleet.started.wait()

    def away(*_: object) -> None:
        fleet.now += SHORT
        raise StoreError("The database does not answer.")

    monkeypatch.setattr(leases, "take", away)
    assert not await held
    assert fleet.ended == ["cancelled"]
