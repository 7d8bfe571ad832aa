"""When somebody is told: at once, at their hour, and not while they rest."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.calendar.recurrence import EVERY_DAY, local_instant, next_run
from bot.model import Alert, Person, Schedule

FRESH = timedelta(days=3)
"""A paper whose day lies further back is no news, whenever it is imported."""

MOST_A_DAY = 10
"""Messages that come at once to somebody on one day of theirs, unless they say otherwise."""


class Wait(StrEnum):
    """Why what matched waits before it's told; the value is how it is stored."""

    QUIET = "quiet hours"
    OVER_THE_DAY = "over the bound of a day"


MORNING = time(9)
"""When what was kept back over a day's bound is told of."""


def due_at(alert: Alert, now: datetime) -> datetime:
    """Return when a paper found now is told for an alert."""
    return next_run(alert.schedule, now) if alert.schedule else now


def rest_ends_at(person: Person, now: datetime) -> datetime | None:
    """Return when somebody's hours of rest end (UTC), None where they do not rest now."""
    if person.quiet is None:
        return None
    zone = ZoneInfo(person.timezone)
    start, stop = person.quiet
    local = now.astimezone(zone)
    clock = local.time()
    is_resting = start <= clock < stop if start < stop else clock >= start or clock < stop
    if not is_resting:
        return None
    day = local.date() + timedelta(days=1) if clock >= stop else local.date()
    return local_instant(day, stop, zone)


def next_morning(person: Person, now: datetime) -> datetime:
    """Return somebody's next morning (UTC)."""
    return next_run(Schedule(MORNING, EVERY_DAY, person.timezone), now)
