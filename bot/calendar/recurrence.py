"""When a schedule is next due, whatever clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model import Schedule

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))


def next_run(schedule: Schedule, after: datetime) -> datetime:
    """Return the first instant (UTC) past `after` (aware) that the schedule names.

    A local time that a clock change skips runs at the first instant that exists after the
    gap; one that occurs twice runs the first time only. So each local time of a date runs once.
    """
    if schedule.at is None:
        raise ValueError(
            "this schedule waits for a list: bot.calendar.due_times knows when it is due"
        )
    zone = ZoneInfo(schedule.timezone)
    day = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        if day.weekday() in schedule.weekdays:
            instants = [local_instant(day, at, zone) for at in schedule.times]
            if later := [instant for instant in instants if instant > after]:
                return min(later)
        day += timedelta(days=1)


def local_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a local time: in a gap its end, in a fold the first."""
    before = datetime.combine(day, at, tzinfo=zone).replace(fold=0)
    instant = before.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == before.replace(tzinfo=None):
        return instant
    # Inside a gap fold=0 reads the clock as before the change, fold=1 as after it: the change
    # lies between the two readings, and no other change does.
    early = before.replace(fold=1).astimezone(UTC)
    late = instant
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == early.astimezone(zone).utcoffset():
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


def local_date(instant: datetime, timezone: str) -> date:
    """Return the date that people in `timezone` read at an instant."""
    return instant.astimezone(ZoneInfo(timezone)).date()
