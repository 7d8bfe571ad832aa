"""When a work was published, from the years, months and ranges that bibliographies write."""

import re
from collections.abc import Mapping
from datetime import date

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def published_in(fields: Mapping[str, str]) -> date | None:
    """Return the first day of the year or month that is named, unless the day is named too."""
    for name in ("date", "year", "issue_date"):
        if match := _ISO.search(fields.get(name, "")):
            return a_day(int(match[1]), int(match[2]), int(match[3] or 1))
    written = fields.get("year", "") or fields.get("date", "") or fields.get("issue_date", "")
    year = _YEAR.search(written)
    if not year:
        return None
    said = fields.get("month", "").strip().lower() or written.lower()
    in_words = "" if said.isdecimal() else _YEAR.sub("", said)
    day = _DAY.search(fields.get("day", "")) or _DAY.search(in_words)
    return a_day(int(year[0]), _month(said), int(day[0]) if day else 1)


def a_day(year: int, month: int, day: int) -> date | None:
    """Return a day; where there is no such month or day, the first one."""
    month = month if 1 <= month <= 12 else 1
    try:
        return date(year, month, day or 1)
    except ValueError:
        return date(year, month, 1) if 1 <= year <= 9999 else None


def _month(said: str) -> int:
    number = re.fullmatch(r"\D?0?(\d{1,2})\D?", said)
    if number:
        return int(number[1])
    places = [(said.find(name), place) for place, name in enumerate(_MONTHS, 1) if name in said]
    return min(places, default=(0, 1))[1]
