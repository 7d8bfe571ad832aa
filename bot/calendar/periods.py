"""Periods of lists that can be named: a day, a week, a month, and the ones beside them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{1,2})", re.IGNORECASE)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, and how the period is written."""

    name: str
    first: date
    last: date

    @property
    def before(self) -> "Period | None":
        """The period of the same kind that ends the day before; None before all calendars."""
        return None if self.first <= date.min + _DAY * 40 else _around(self, self.first - _DAY)

    @property
    def after(self) -> "Period | None":
        """The period of the same kind that begins the day after."""
        return None if self.last >= date.max - _DAY * 40 else _around(self, self.last + _DAY)


def read_period(written: str, today: date) -> Period | None:
    """Read a period: today, yesterday, week, month, 2024-05-27, 2024-W22 or 2024-05.

    "week" and "month" end today. None for anything else.
    """
    match written.lower():
        case "today":
            return day_period(today)
        case "yesterday":
            return day_period(today - _DAY)
        case "week":
            return Period("week", today - 6 * _DAY, today)
        case "month":
            return Period("month", today - 29 * _DAY, today)
    try:
        if match := _WEEK.fullmatch(written):
            return week_period(date.fromisocalendar(int(match[1]), int(match[2]), 1))
        if match := _MONTH.fullmatch(written):
            return month_period(date(int(match[1]), int(match[2]), 1))
        return day_period(date.fromisoformat(written)) if _DATE.fullmatch(written) else None
    except (ValueError, OverflowError):
        return None


def day_period(day: date) -> Period:
    """Return a day as a period."""
    return Period(f"{day}", day, day)


def week_period(day: date) -> Period:
    """Return the ISO week of a day."""
    year, week, weekday = day.isocalendar()
    first = day - _DAY * (weekday - 1)
    return Period(f"{year:04}-W{week:02}", first, first + 6 * _DAY)


def month_period(day: date) -> Period:
    """Return the month of a day."""
    first = day.replace(day=1)
    following = (first + _DAY * 31).replace(day=1)
    return Period(f"{first.year:04}-{first.month:02}", first, following - _DAY)


def _around(period: Period, day: date) -> Period | None:
    if period.first == period.last:
        return day_period(day)
    if "W" in period.name or period.name == "week":
        return week_period(day)
    return month_period(day)
