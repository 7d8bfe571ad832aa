"""A week or a month as people type it: 2024-W22, week 22, last week, May 2024, 05/2024."""

import re
from datetime import date, timedelta

from bot.calendar.dated_text.day_text import month_number, read_day
from bot.calendar.dated_text.trial_date import Dates, existing

_WEEK = re.compile(
    r"(?:(?P<year>\d{4})[-/ ]?)?(?:(?:calendar )?week |kw ?|w)?(?P<week>\d{1,2})"
    r"(?:[-/ ,]+(?P<later>\d{4}))?"
)
_DIGITS = re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})|(?P<m>\d{1,2})[-/. ](?P<y>\d{4})")
_LONGEST = 40
_LAST = {"last", "previous", "past"}
_THIS = {"this", "current"}


def read_week(text: str, today: date) -> Dates:
    """Read a week, as its Monday; one without its year is the last that has come."""
    said = _said(text, "week")
    this = today - timedelta(days=today.weekday())
    if said in _THIS | _LAST:
        return Dates((this - timedelta(days=7 * (said in _LAST)),))
    match = _WEEK.fullmatch(said) if len(said) < _LONGEST else None
    if match and not (match["year"] and match["later"]):
        year = match["year"] or match["later"]
        years = [int(year)] if year else range(today.year, today.year - 9, -1)
        for one in years:
            monday = _monday(one, int(match["week"]))
            if monday and (year or monday <= today):
                return Dates((monday,))
        return Dates(rest=said)
    day = read_day(text, today).only
    return Dates((day - timedelta(days=day.weekday()),)) if day else Dates(rest=said)


def read_month(text: str, today: date) -> Dates:
    """Read a month, as its first day; one without its year is the last that has come."""
    said = _said(text, "month")
    this = today.replace(day=1)
    if said in _THIS:
        return Dates((this,))
    if said in _LAST:
        return Dates(((this - timedelta(days=1)).replace(day=1),))
    if match := _DIGITS.fullmatch(said):
        year, month = match["year"] or match["y"], match["month"] or match["m"]
        return Dates(tuple(existing([(int(year), int(month), 1)])))
    return _named(said, today)


def _named(said: str, today: date) -> Dates:
    words = said.replace(",", " ").replace(" of ", " ").split()
    months = [number for word in words[:2] if (number := month_number(word.rstrip(".")))]
    if len(words) == 1 and words[0].isdigit() and 1 <= int(words[0][:3]) <= 12:
        months = [int(words[0])]
    years = [int(word) for word in words if len(word) == 4 and word.isdigit()]
    if len(months) != 1 or len(months) + len(years) != len(words):
        return Dates(rest=said)
    if years:
        return Dates(tuple(existing([(years[0], months[0], 1)])))
    year = today.year - (months[0] > today.month)
    return Dates(tuple(existing([(year, months[0], 1)])))


def _said(text: str, unit: str) -> str:
    said = " ".join(text.lower().split()).removeprefix("the ").removeprefix("of ")
    return said.removesuffix(f" {unit}") if said != unit else "this"


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
