"""What is heard twice counts once, whichever process hears it."""

from datetime import timedelta

from bot.store import Store, attempts, seen_events
from bot.store.seen_events import Sound
from tests.conftest import NOW

MINUTE = timedelta(minutes=1)


def are_new(store: Store, *names: str, after: timedelta = timedelta()) -> list[bool]:
    now = NOW + after
    with store.write() as tx:
        return seen_events.are_new(tx, [Sound(name, now + MINUTE) for name in names], now)


def test_each_thing_is_new_once(store: Store) -> None:
    assert are_new(store, "one", "two") == [True, True]
    assert are_new(store, "two", "three") == [False, True]


def test_of_the_same_thing_twice_at_once_the_first_is_new(store: Store) -> None:
    assert are_new(store, "one", "two", "one") == [True, True, False]


def test_a_thing_may_be_heard_again_once_its_time_is_over(store: Store) -> None:
    are_new(store, "click")
    assert are_new(store, "click", after=MINUTE / 2) == [False]
    assert are_new(store, "click", after=MINUTE) == [True]
    assert are_new(store, "click", after=MINUTE * 1.5) == [False]


def test_whatever_people_pressed_can_be_remembered(store: Store) -> None:
    assert are_new(store, "press " + "x" * 5000 + "\x00\ud800 é") == [True]


def test_what_cannot_be_heard_again_is_forgotten(store: Store) -> None:
    are_new(store, "one")
    with store.write() as tx:
        seen_events.forget_heard(tx, NOW + MINUTE)
        assert tx.exec_driver_sql("SELECT count(*) FROM heard").scalar_one() == 0


def test_attempts_are_counted_over_a_day(store: Store) -> None:
    with store.write() as tx:
        for minutes in (0, 5, 10):
            attempts.record_attempt(tx, "identify", NOW + minutes * MINUTE)
        attempts.record_attempt(tx, "other", NOW)
        assert attempts.count_attempts(tx, "identify", NOW + 5 * MINUTE) == 2
        attempts.record_attempt(tx, "identify", NOW + timedelta(days=2))
        assert attempts.count_attempts(tx, "identify", NOW) == 1
