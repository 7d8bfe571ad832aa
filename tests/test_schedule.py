"""Local times stay local times, whatever clocks do."""

from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import EVERY_DAY, WEEKDAYS, local_date, next_run
from bot.calendar.due_times import runs_until
from bot.compose.schedule_words import say_schedule
from bot.model import Schedule


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "after", "expected"),
    [
        ("UTC", time(9), "2026-11-23T08:59", "2026-11-23T09:00"),
        ("UTC", time(9), "2026-11-23T09:00", "2026-11-24T09:00"),
        ("Europe/Berlin", time(9), "2026-11-23T12:00", "2026-11-24T08:00"),
        # New York is still on the day before.
        ("America/New_York", time(21), "2026-11-24T01:00", "2026-11-24T02:00"),
        ("Pacific/Kiritimati", time(0), "2026-11-23T09:59", "2026-11-23T10:00"),
    ],
)
def test_next_run_is_the_first_local_time_past_an_instant(
    zone: str, at: time, after: str, expected: str
) -> None:
    assert next_run(Schedule(at, EVERY_DAY, zone), utc(after)) == utc(expected)


def test_weekdays_skip_the_weekend() -> None:
    friday_noon = utc("2026-11-27T12:00")
    assert next_run(Schedule(time(9), WEEKDAYS, "UTC"), friday_noon) == utc("2026-11-30T09:00")


def test_a_local_time_that_comes_twice_runs_the_first_time_only() -> None:
    half_past_two = Schedule(time(2, 30), EVERY_DAY, "Europe/Berlin")
    first = next_run(half_past_two, utc("2026-10-24T12:00"))
    assert first == utc("2026-10-25T00:30")
    assert next_run(half_past_two, first) == utc("2026-10-26T01:30")


def test_a_local_time_that_never_comes_runs_at_the_end_of_the_gap() -> None:
    half_past_two = Schedule(time(2, 30), EVERY_DAY, "Europe/Berlin")
    assert next_run(half_past_two, utc("2026-03-28T12:00")) == utc("2026-03-29T01:00")


def test_a_midnight_that_never_comes_still_has_its_day() -> None:
    midnight = Schedule(time(0), EVERY_DAY, "Africa/Cairo")
    run = next_run(midnight, utc("2026-04-23T12:00"))
    assert run == utc("2026-04-23T22:00")
    assert local_date(run, "Africa/Cairo") == date(2026, 4, 24)


@given(
    zone=st.sampled_from(
        ["Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Tehran"]
    ),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None)),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001
)
def test_every_local_date_runs_exactly_once(zone: str, at: time, start: datetime) -> None:
    schedule = Schedule(at, EVERY_DAY, zone)
    run = start.replace(tzinfo=UTC)
    dates = []
    for _ in range(40):
        run = next_run(schedule, run)
        dates.append(run.astimezone(ZoneInfo(zone)).date())
    gaps = {(later - earlier).days for earlier, later in pairwise(dates)}
    assert gaps == {1}


def test_a_day_with_two_times_runs_twice_and_each_has_a_name() -> None:
    twice = Schedule(time(8), WEEKDAYS, "Europe/Berlin", also=(time(17),))
    runs = runs_until(twice, utc("2026-11-24T07:00"), utc("2026-11-25T07:00"))
    assert [run.at for run in runs] == [
        utc("2026-11-24T07:00"),
        utc("2026-11-24T16:00"),
        utc("2026-11-25T07:00"),
    ]
    assert [run.name for run in runs] == ["2026-11-24", "2026-11-24 17:00", "2026-11-25"]


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [
        (EVERY_DAY, "every day at 09:00 UTC"),
        (WEEKDAYS, "every weekday at 09:00 UTC"),
        (frozenset({0, 2}), "every Monday and Wednesday at 09:00 UTC"),
    ],
)
def test_a_schedule_is_said_in_words(weekdays: frozenset[int], said: str) -> None:
    assert say_schedule(Schedule(time(9), weekdays, "UTC")) == said
