"""A value that cannot be read → the nearest that can, so that a slip does not cost the answer."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime

from bot.query.fields import PARTS, Field, Kind

_SIGNED = re.compile(r"([<>=≥≤])[<>=≥≤\s]*(\d[\d.]*)")
_BACKWARDS = re.compile(r"(\d+)(\s*(?:\.\.|-|–)\s*)(\d+)")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_OTHER_WRITINGS = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y")
_OTHER_MONTHS = ("%b-%Y", "%B-%Y", "%b %Y", "%B %Y", "%m/%Y", "%m.%Y", "%m-%Y")


def guess(field: Field, value: str) -> str:
    """Return what a value was probably meant to be, "" where nothing is near."""
    match field.kind:
        case Kind.COUNT:
            return _count(value)
        case Kind.SINCE | Kind.UNTIL | Kind.DAYS:
            return _day(value)
        case Kind.HAS:
            return _part(value)
        case _:
            return ""


def _count(value: str) -> str:
    if match := _BACKWARDS.fullmatch(value):
        return f"{match[3]}{match[2]}{match[1]}"
    if match := _SIGNED.fullmatch(value):
        return f"{match[1]}{match[2].partition('.')[0]}"
    whole = re.fullmatch(r"(\d+)\.\d+", value)
    return whole[1] if whole else ""


def _day(value: str) -> str:
    """Read a day that a month does not have as its last, and days as others write them."""
    if match := _DAY.fullmatch(value):
        year, month, day = map(int, match.groups())
        if 1 <= month <= 12 and year >= 1 and day > 28:
            return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"
    for writing in _OTHER_WRITINGS:
        if day_read := _read(value, writing):
            return f"{day_read}"
    for writing in _OTHER_MONTHS:
        if month_read := _read(value, writing):
            return f"{month_read}"[:7]
    first, dots, last = value.partition("..")
    return f"{last}..{first}" if first and dots and last else ""


def _read(value: str, writing: str) -> date | None:
    try:
        return datetime.strptime(value, writing).replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _part(value: str) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a mistake needs it

    near = process.extractOne(value.lower(), PARTS, scorer=fuzz.ratio, score_cutoff=74)
    return str(near[0]) if near else ""
