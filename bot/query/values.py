"""What stands behind a field's colon, read as what the field takes: numbers, days, names."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from bot.model.identity import paper_id
from bot.query.fields import PARTS, Field, Kind
from bot.query.leaves import Counted, Dated, Has, Leaf, Like, Tagged
from bot.text.tokens import unaccented

MOST = 10**9
"""The highest number that can be asked for, and no count comes near it."""

MOST_DAYS = 36_525

_RANGE = re.compile(r"(\d*)\s*(?:\.\.|-|–|\bTO\b)\s*(\d*)")
_BOUND = re.compile(r"(>=|<=|=>|=<|>|<|=|≥|≤)?\s*(\d+)(\+)?")
_THOUSANDS = re.compile(r"(?<=\d)[,_](?=\d{3})")
_AGO = re.compile(
    r"(?:(\d+)[\s-]*(d|w|m|y|days?|weeks?|months?|years?)"
    r"|(?:an?|one|last|past)[\s_-]+(day|week|month|year))(?:[\s_-]+ago)?",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"(>=|=>|≥|>|<=|=<|≤|<)\s*(.+)")
_DAYS_OF = {"d": 1, "w": 7, "m": 30, "y": 365}
_DAY = re.compile(r"(\d{4})(?:[-/.]?(\d{1,2})(?:[-/.]?(\d{1,2}))?)?(?:T?\d{4})?")
_TAG = re.compile(r"[^\W_][\w./-]*")
_OTHER_PARTS = {
    "github": "code",
    "repo": "code",
    "org": "organization",
    "organisation": "organization",
    "author": "authors",
    "tldr": "summary",
    "ai_summary": "summary",
    "keyword": "keywords",
    "page": "project",
    "website": "project",
}
_OTHER_SOURCES = {"hf": "huggingface", "hugging-face": "huggingface", "hugging_face": "huggingface"}

HOW = {
    Kind.COUNT: "write a number, such as {name}:>50 or {name}:10..50",
    Kind.SINCE: "write a day or a span, such as since:2025-01-31 or since:7d",
    Kind.UNTIL: "write a day or a span, such as until:2025-01-31 or until:7d",
    Kind.DAYS: "write a month or two days, such as date:2025-01 or date:2025-01-01..2025-02-15",
    Kind.HAS: f"it takes {', '.join(PARTS[:-1])} or {PARTS[-1]}",
    Kind.LIKE: "write a paper's id, such as like:2405.12345",
    Kind.TAG: "write one name, such as cat:cs.CL or source:arxiv",
}


def read_value(field: Field, written: str) -> tuple[Leaf, ...]:
    """Return what a value asks for, () where it cannot be read; `HOW` says what can."""
    value = written.strip()
    match field.kind:
        case Kind.COUNT:
            return _count(field.name, value)
        case Kind.SINCE:
            return _days(value) if ".." in value else _dated("since", value.lstrip(">= "))
        case Kind.UNTIL:
            return _days(value) if ".." in value else _dated("until", value.lstrip("<= "))
        case Kind.DAYS:
            return _compared(value) or _days(value)
        case Kind.HAS:
            part = _OTHER_PARTS.get(value.lower(), value.lower())
            return (Has(part, value),) if part in PARTS else ()
        case Kind.LIKE:
            known = paper_id(value)
            return (Like(known, value),) if known else ()
        case _:
            return _tagged(field.name, value)


def _count(name: str, value: str) -> tuple[Counted, ...]:
    plain = re.sub(r"(?<=\d)k\b", "000", _THOUSANDS.sub("", value), flags=re.IGNORECASE)
    if match := _RANGE.fullmatch(plain):
        low, high = (_bounded(int(end[:10])) if end else None for end in match.groups())
        is_read = any(match.groups()) and (low is None or high is None or low <= high)
        return (Counted(name, low, high, value),) if is_read else ()
    if not (match := _BOUND.fullmatch(plain)):
        return ()
    sign, number = match[1] or ">=", min(int(match[2][:10]), MOST)
    low = {">": number + 1, ">=": number, "=>": number, "≥": number, "=": number}.get(sign)
    high = {"<": number - 1, "<=": number, "=<": number, "≤": number, "=": number}.get(sign)
    return (Counted(name, _bounded(low), high, value),)


def _bounded(number: int | None) -> int | None:
    return None if number is None else min(number, MOST)


def _dated(bound: Literal["since", "until"], value: str) -> tuple[Dated, ...]:
    if (ago := _ago(value)) is not None:
        return (Dated(bound, ago, value),)
    if span := _span(value):
        return (Dated(bound, span[0] if bound == "since" else span[1], value),)
    return ()


def _ago(value: str) -> int | None:
    """Read a span as the days it reaches back from today."""
    if value.lower() in ("today", "yesterday"):
        return int(value.lower() == "yesterday")
    match = _AGO.fullmatch(value)
    if not match:
        return None
    number, unit = int((match[1] or "1")[:6]), match[2] or match[3]
    return min(number * _DAYS_OF[unit[0].lower()], MOST_DAYS)


def _span(value: str) -> tuple[date, date] | None:
    """Read a day, a month or a year as its first and last day; hours are let go of."""
    match = _DAY.fullmatch(value)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day:
            return first, first
        last_month = month or 12
        return first, date(first.year, last_month, monthrange(first.year, last_month)[1])
    except ValueError:
        return None


def _compared(value: str) -> tuple[Dated, ...]:
    """Read >2024 and <=2025-03: what lies beyond a day, a month or a year, or from it on."""
    match = _COMPARED.fullmatch(value)
    span = _span(match[2]) if match else None
    if not match or not span:
        return ()
    try:
        if match[1] == ">":
            return (Dated("since", span[1] + timedelta(days=1), value),)
        if match[1] == "<":
            return (Dated("until", span[0] - timedelta(days=1), value),)
    except OverflowError:
        return ()
    return _dated("since" if match[1] in (">=", "=>", "≥") else "until", match[2])


def _days(value: str) -> tuple[Dated, ...]:
    first, mark, last = value, "", ""
    for sign in ("..", " TO "):
        if sign in value:
            first, mark, last = value.partition(sign)
            break
    if not mark:
        last = first
    since = _dated("since", first.strip()) if first.strip() not in ("", "*") else ()
    until = _dated("until", last.strip()) if last.strip() not in ("", "*") else ()
    is_read = (since or first.strip() in ("", "*")) and (until or last.strip() in ("", "*"))
    return (*since, *until) if is_read and not _is_backwards(*since, *until) else ()


def _is_backwards(*bounds: Dated) -> bool:
    days = [bound.day for bound in bounds if isinstance(bound.day, date)]
    return len(days) == 2 and days[0] > days[1]


def _tagged(name: str, value: str) -> tuple[Leaf, ...]:
    if name == "id":
        known = paper_id(value)
        return (Tagged("id", known, written=value),) if known else ()
    folded = unaccented(value).rstrip(".")
    # A category includes those below it, so `cs.*` is what `cs` is.
    folded = folded.removesuffix(".*")
    is_beginning = folded.endswith("*")
    folded = folded.rstrip("*")
    if name == "source":
        folded = _OTHER_SOURCES.get(folded, folded)
    return (Tagged(name, folded, is_beginning, value),) if _TAG.fullmatch(folded) else ()
