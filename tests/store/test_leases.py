"""A lease has one holder, and whoever lost it can tell."""

from datetime import timedelta

from bot.store import Store, leases
from bot.store.leases import Lease
from tests.conftest import NOW

MINUTE = timedelta(seconds=60)


def take(store: Store, holder: str, after: timedelta = timedelta()) -> Lease | None:
    with store.write() as tx:
        return leases.take(tx, "fetching", holder, NOW + after, MINUTE)


def test_a_lease_has_one_holder_until_it_ends(store: Store) -> None:
    first = take(store, "one")
    assert first == Lease("fetching", "one", 1, NOW + MINUTE)
    assert take(store, "two", MINUTE / 2) is None
    second = take(store, "two", MINUTE)
    assert second == Lease("fetching", "two", 2, NOW + 2 * MINUTE)


def test_a_holder_holds_on_with_the_same_fence(store: Store) -> None:
    take(store, "one")
    assert take(store, "one", MINUTE / 2) == Lease("fetching", "one", 1, NOW + MINUTE * 1.5)
    assert take(store, "two", MINUTE) is None


def test_what_is_released_is_free_at_once(store: Store) -> None:
    lease = take(store, "one")
    assert lease
    with store.write() as tx:
        leases.release(tx, lease, NOW)
        assert leases.held(tx, NOW) == []
    second = take(store, "two")
    assert second
    assert second.fence == 2
    with store.read() as tx:
        assert leases.held(tx, NOW) == [second]


def test_a_holder_that_lost_its_lease_cannot_release_the_next_ones(store: Store) -> None:
    lost = take(store, "one")
    assert lost
    take(store, "two", MINUTE)
    with store.write() as tx:
        leases.release(tx, lost, NOW + MINUTE)
    assert take(store, "three", MINUTE) is None
