"""When Hugging Face's daily lists fill and close."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
ROLLS_AT = time(21, 30)
"""The list of day D takes papers until about 21:30 in New York on D, measured over 233 weekdays."""


def current_day(now: datetime) -> date:
    """Return the day whose list is filling at an instant (aware)."""
    local = now.astimezone(NEW_YORK)
    has_rolled = local.time() >= ROLLS_AT
    return local.date() + timedelta(days=has_rolled)


def is_closed(day: date, now: datetime) -> bool:
    """Tell whether the list of a day takes no more papers."""
    return day < current_day(now)


def has_list(day: date) -> bool:
    """Tell whether a list is to be expected: there is none on Saturdays and Sundays."""
    return day.weekday() < 5
