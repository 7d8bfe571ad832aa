"""When a schedule is next due, whatever clocks do, and how a schedule is said."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model import Schedule

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))


def next_run(schedule: Schedule, after: datetime) -> datetime:
    """Return the first instant (UTC) past `after` (aware) that the schedule names.

    A local time that a clock change skips runs at the first instant that exists after the
    gap; one that occurs twice runs the first time only. So each local date runs once.
    """
    if schedule.at is None:
        raise ValueError(
            "this schedule waits for a list: bot.calendar.due_times knows when it is due"
        )
    zone = ZoneInfo(schedule.timezone)
    day = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        if day.weekday() in schedule.weekdays:
            instant = local_instant(day, schedule.at, zone)
            if instant > after:
                return instant
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


def describe(schedule: Schedule) -> str:
    """Say a schedule: "every weekday at 09:00 Europe/Berlin"."""
    hour = f"at {schedule.at:%H:%M} {schedule.timezone}" if schedule.at else ""
    if not schedule.is_when_ready:
        return f"{_describe_days(schedule.weekdays)} {hour}"
    whose = "of each day" if schedule.weekdays >= WEEKDAYS else f"of {_names(schedule.weekdays)}"
    return f"when the list {whose} is complete" + (f", {hour}" if hour else "")


def _describe_days(weekdays: frozenset[int]) -> str:
    if weekdays == EVERY_DAY:
        return "every day"
    if weekdays == WEEKDAYS:
        return "every weekday"
    return f"every {_names(weekdays)}"


def _names(weekdays: frozenset[int]) -> str:
    return ", ".join(DAY_NAMES[day] for day in sorted(weekdays))
