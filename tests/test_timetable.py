"""An order is due at its local time, or when a day's list is complete."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from bot.calendar import EVERY_DAY, WEEKDAYS
from bot.calendar.due_times import Run, first_run, runs_until
from bot.model import Schedule

FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def when_ready(
    at: time | None = None,
    zone: str = "Europe/Berlin",
    weekdays: frozenset[int] = WEEKDAYS,
) -> Schedule:
    return Schedule(at, weekdays, zone, is_when_ready=True)


@pytest.mark.parametrize(
    ("schedule", "after", "at", "list_day"),
    [
        # Friday's list closes at 21:30 in New York, which is 02:30 UTC in winter.
        (when_ready(), "2026-11-27T12:00", "2026-11-28T02:30", FRIDAY),
        (when_ready(), "2026-11-28T02:29", "2026-11-28T02:30", FRIDAY),
        (when_ready(), "2026-11-28T02:30", "2026-12-01T02:30", MONDAY),
        (when_ready(zone="America/New_York"), "2026-11-27T12:00", "2026-11-28T02:30", FRIDAY),
        (when_ready(time(9)), "2026-11-27T12:00", "2026-11-28T08:00", FRIDAY),
        (when_ready(time(9)), "2026-11-28T08:00", "2026-12-01T08:00", MONDAY),
        (when_ready(time(3)), "2026-11-28T02:00", "2026-11-29T02:00", FRIDAY),
        (when_ready(time(9), "America/New_York"), "2026-11-27T12:00", "2026-11-27T14:00",
         date(2026, 11, 26)),
        (when_ready(time(9), "America/New_York"), "2026-11-27T14:00", "2026-11-28T14:00", FRIDAY),
        (when_ready(weekdays=frozenset({0})), "2026-11-27T12:00", "2026-12-01T02:30", MONDAY),
        (when_ready(weekdays=EVERY_DAY), "2026-11-28T02:30", "2026-12-01T02:30", MONDAY),
        # In summer it is one hour earlier.
        (when_ready(), "2026-07-01T12:00", "2026-07-02T01:30", date(2026, 7, 1)),
    ],
)  # fmt: skip
def test_who_waits_for_a_list_is_due_when_it_closes_or_at_the_hour_after(
    schedule: Schedule, after: str, at: str, list_day: date
) -> None:
    assert first_run(schedule, utc(after)) == Run(utc(at), list_day, list_day)


def test_an_order_with_an_hour_is_due_once_each_local_date() -> None:
    run = first_run(Schedule(time(9), EVERY_DAY, "Asia/Tokyo"), utc("2026-11-27T12:00"))
    assert run == Run(utc("2026-11-28T00:00"), date(2026, 11, 28))
    assert run.name == "2026-11-28"


def test_the_run_for_a_list_is_never_taken_for_that_of_a_date() -> None:
    assert first_run(when_ready(), utc("2026-11-27T12:00")).name == "list 2026-11-27"


def test_all_runs_that_were_missed_are_known_the_oldest_first() -> None:
    daily = Schedule(time(9), EVERY_DAY, "UTC")
    runs = runs_until(daily, utc("2026-11-24T09:00"), utc("2026-11-27T08:59"))
    assert [run.name for run in runs] == ["2026-11-24", "2026-11-25", "2026-11-26"]


def test_a_run_whose_zone_changed_its_rules_meanwhile_is_still_there() -> None:
    daily = Schedule(time(9), EVERY_DAY, "UTC")
    runs = runs_until(daily, utc("2026-11-24T08:00"), utc("2026-11-24T08:30"))
    assert [run.name for run in runs] == ["2026-11-24"]


def test_every_list_has_one_run_whatever_clocks_do() -> None:
    for zone in ("Africa/Cairo", "Europe/London", "America/New_York", "Asia/Kolkata"):
        for at in (None, time(0), time(2, 30)):
            schedule = when_ready(at, zone)
            runs = runs_until(schedule, utc("2026-02-27T02:30"), utc("2026-12-01T00:00"))
            days = [run.list_day for run in runs[1:]]
            assert len(days) == len(set(days))
            gaps = {b.at - a.at for a, b in pairwise(runs)}
            assert max(gaps) <= timedelta(days=3, hours=1)
