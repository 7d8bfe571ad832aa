"""When a standing order is due: at its local time, or when a day's list is complete."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import local_date, local_instant, next_run
from bot.calendar.list_hours import NEW_YORK, closes_at, has_list
from bot.model import Schedule

MOST_MISSED = 400
"""More than a year of days: whatever was missed before that is forgotten."""

LIST_DAYS = frozenset(range(5))
"""Weekdays that have a list."""


@dataclass(frozen=True, slots=True)
class Run:
    """One time that an order is due; `list_day` is the list that it waited for, None for none.

    `name` tells it from all others of the order: each local date has one run, and each list.
    Where a date has several, `later` is the local time of all but its first.
    """

    at: datetime
    local_date: date
    list_day: date | None = None
    later: str = ""

    @property
    def name(self) -> str:
        """What the edition of this run is called in keys."""
        if self.list_day:
            return f"list {self.list_day}"
        return f"{self.local_date} {self.later}".strip()


def first_run(schedule: Schedule, after: datetime) -> Run:
    """Return the first run past an instant (aware)."""
    if not schedule.is_when_ready:
        return _run_at(schedule, next_run(schedule, after))
    day = after.astimezone(NEW_YORK).date() - timedelta(days=3)
    while True:
        if has_list(day) and day.weekday() in schedule.weekdays:
            at = _ready_at(schedule, day)
            if at > after:
                return Run(at, day, day)
        day += timedelta(days=1)


def runs_until(schedule: Schedule, first_at: datetime, until: datetime) -> list[Run]:
    """Return the runs from the one at `first_at` to `until`, the oldest first.

    The first is there even where the schedule has been changed since it was set.
    """
    return list(_runs(schedule, first_at, until))[-MOST_MISSED:]


def _runs(schedule: Schedule, first_at: datetime, until: datetime) -> Iterator[Run]:
    run = first_run(schedule, first_at - timedelta(seconds=1))
    if run.at > first_at:
        yield replace(_run_at(schedule, first_at), list_day=run.list_day)
    while run.at <= until:
        yield run
        run = first_run(schedule, run.at)


def _run_at(schedule: Schedule, at: datetime) -> Run:
    """Return the run at an instant, told from an earlier one of the same local date."""
    day, zone = local_date(at, schedule.timezone), ZoneInfo(schedule.timezone)
    later = next((one for one in schedule.also if local_instant(day, one, zone) == at), None)
    return Run(at, day, later=f"{later:%H:%M}" if later else "")


def _ready_at(schedule: Schedule, day: date) -> datetime:
    """Return when the list of a day is complete, or the hour after that which was asked for."""
    closed = closes_at(day)
    if schedule.at is None:
        return closed
    zone = ZoneInfo(schedule.timezone)
    local = closed.astimezone(zone).date()
    at = local_instant(local, schedule.at, zone)
    return at if at >= closed else local_instant(local + timedelta(days=1), schedule.at, zone)
