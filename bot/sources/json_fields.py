"""Narrowing what JSON holds to what a field can be; a wrong kind counts as not known."""

import json
from datetime import date, datetime

from bot.errors import SourceError
from bot.sources.clean_text import one_line

Json = dict[str, object]

LARGEST = 2**31 - 1
"""The largest number that every database stores."""


def load(body: bytes | str, url: str, who: str) -> object:
    """Read JSON; raises SourceError that says what came in its place."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        start = (
            body[:200].decode("utf-8", "replace") if isinstance(body, bytes) else body[:200]
        ).lstrip()
        if not start:
            what = "an empty page"
        elif start.startswith("<"):
            what = "a web page"
        elif start[0] in "[{":
            what = "half an answer"
        else:
            what = "something else"
        raise SourceError(url, f"{who} sent {what} where a list of papers was expected.") from error


def text(row: Json, *names: str) -> str:
    """Return the first of some fields that is a text with words, "" where none is."""
    for name in names:
        if isinstance(value := row.get(name), str) and value.strip():
            return value
    return ""


def number(row: Json, *names: str) -> int | None:
    """Return the first of some fields that is a whole number from 0 to LARGEST."""
    for name in names:
        value = row.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST:
            return value
    return None


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
    for name in names:
        written = row.get(name)
        if isinstance(written, str):
            try:
                return datetime.fromisoformat(written.strip()).date()
            except ValueError:
                continue
    return None
