"""Processes that share a database share its clock."""

import logging
from datetime import timedelta

import pytest

from bot.app import clock
from bot.store import Store
from bot.store.coordination.clock import SharedClock

HOUR = timedelta(hours=1)


def test_a_machine_whose_clock_is_wrong_goes_by_the_databases(
    postgresql_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    shared = SharedClock(lambda: clock() - HOUR)
    assert abs(shared.set_by(postgresql_store) - HOUR) < timedelta(seconds=30)
    assert abs(shared() - clock()) < timedelta(seconds=30)
    assert "differs by 3600" in caplog.text
    assert caplog.records[0].levelno == logging.WARNING
    shared.set_by(postgresql_store)
    assert len(caplog.records) == 1


def test_a_clock_that_is_right_is_left_alone(postgresql_store: Store) -> None:
    shared = SharedClock(clock)
    shared.set_by(postgresql_store)
    assert abs(shared() - clock()) < timedelta(seconds=30)


def test_a_machine_whose_clock_is_set_goes_on_by_the_databases(postgresql_store: Store) -> None:
    steps = [timedelta()]
    shared = SharedClock(lambda: clock() + steps[-1])
    shared.set_by(postgresql_store)
    for step in (HOUR, -HOUR):
        steps.append(step)
        assert abs(shared() - clock()) < timedelta(seconds=30)


def test_with_sqlite_there_is_one_clock(store: Store) -> None:
    assert SharedClock(lambda: clock() - HOUR).set_by(store) == timedelta()
