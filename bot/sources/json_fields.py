"""Narrowing what JSON holds to what a field can be; a wrong kind counts as not known."""

import json
from datetime import date

from bot.errors import SourceError
from bot.sources.bounded_values import day_of, integer
from bot.sources.clean_text import one_line

Json = dict[str, object]


def load(body: bytes | str, url: str, who: str) -> object:
    """Read JSON; raises SourceError that says what came in its place."""
    try:
        return loads(body)
    except (ValueError, RecursionError) as error:
        start = body[:200].decode("utf-8", "replace") if isinstance(body, bytes) else body[:200]
        what = _in_its_place(start.lstrip())
        raise SourceError(url, f"{who} sent {what} where a list of papers was expected.") from error


def loads(body: bytes | str) -> object:
    """Read JSON; a byte that is no UTF-8, or a number of thousands of digits, spoils itself alone.

    Raises ValueError or RecursionError.
    """
    text = body.decode("utf-8-sig", "replace") if isinstance(body, bytes) else body
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return json.loads(text, parse_int=integer)


def _in_its_place(start: str) -> str:
    if not start:
        return "an empty page"
    if start.startswith("<"):
        return "a web page"
    return "half an answer" if start[0] in "[{" else "something else"


def text(row: Json, *names: str) -> str:
    """Return the first of some fields that is a text with words, "" where none is."""
    for name in names:
        if isinstance(value := row.get(name), str) and value.strip():
            return value
    return ""


def number(row: Json, *names: str) -> int | None:
    """Return the first of some fields that is a whole number from 0 to LARGEST."""
    values = (integer(row.get(name)) for name in names if not isinstance(row.get(name), str))
    return next((value for value in values if value is not None), None)


def truth(row: Json, name: str) -> bool | None:
    """Return a field that is true or false, None where it is neither."""
    value = row.get(name)
    return value if isinstance(value, bool) else None


def texts(row: Json, *names: str) -> tuple[str, ...]:
    """Return the texts of the first of some fields that is a list of them, or one with commas."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str):
            value = value.split(",")
        if isinstance(value, list):
            return tuple(word for one in value if isinstance(one, str) and (word := one_line(one)))
    return ()


def record(row: Json, name: str) -> Json:
    """Return a field that is an object, an empty one where it is none."""
    value = row.get(name)
    return value if isinstance(value, dict) else {}


def records(row: Json, name: str) -> list[Json]:
    """Return the objects of a field that is a list."""
    value = row.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def day(row: Json, *names: str) -> date | None:
    """Return the day of the first of some fields that holds a date or an instant."""
    days = (day_of(row.get(name)) for name in names if isinstance(row.get(name), str))
    return next((one for one in days if one is not None), None)
