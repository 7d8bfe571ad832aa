"""How schedules are said: "every weekday at 09:00 Europe/Berlin", as it could be typed, too."""

from collections.abc import Sequence

from bot.calendar import EVERY_DAY, WEEKDAYS
from bot.calendar.timed_text import say_zone
from bot.model import Schedule

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SETS = {
    EVERY_DAY: "every day",
    WEEKDAYS: "every weekday",
    EVERY_DAY - WEEKDAYS: "every weekend",
}


def say_schedule(schedule: Schedule) -> str:
    """Say when: "every weekday at 09:00 UTC", "as soon as the day's list is complete"."""
    times = in_a_row([f"{at:%H:%M}" for at in schedule.times])
    hour = f"at {times} {say_zone(schedule.timezone)}" if times else ""
    days = say_days(schedule.weekdays)
    if not schedule.is_when_ready:
        return f"{days} {hour}"
    when = "as soon as the list is complete"
    if not schedule.weekdays >= WEEKDAYS:
        when += f", {days}"
    return f"{when}, {hour}" if hour else when


def say_days(weekdays: frozenset[int]) -> str:
    """Say weekdays: "every Monday and Thursday"."""
    return _SETS.get(weekdays) or f"every {in_a_row([_DAYS[day] for day in sorted(weekdays)])}"


def in_a_row(words: Sequence[str]) -> str:
    """Join words as people do: "a, b and c"."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last
