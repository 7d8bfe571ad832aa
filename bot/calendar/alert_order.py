"""Reading an alert as people type it: "lora -survey daily at 9am max 5 Europe/Berlin"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from bot.calendar.digest_order import HALVES, parse_days, parse_time, parse_zone
from bot.calendar.recurrence import DAY_NAMES, EVERY_DAY, WEEKDAYS
from bot.errors import UserError
from bot.model import Terms

MOST = 50
NINE = time(9)
MONDAY = frozenset({0})

_NAMED = {
    "daily": EVERY_DAY,
    "everyday": EVERY_DAY,
    "weekdays": WEEKDAYS,
    "weekly": MONDAY,
}


@dataclass(frozen=True, slots=True)
class Pace:
    """How an alert is to be told, as far as it was said; no days and no hour are at once.

    `is_said` tells whether anything was said of days and hours; `fault` is what cannot be.
    """

    weekdays: frozenset[int] | None = None
    at: time | None = None
    timezone: str = ""
    most: int | None = None
    is_said: bool = False
    fault: str = ""


def parse_alert(text: str) -> tuple[str, Pace]:
    """Split `QUERY [at once|daily|weekly|on fri] [at 9am] [max 5] [zone]` into query and pace.

    Only what stands at the end is taken for the pace, so that a query may hold any word. Raises
    UserError for a time that no clock shows, a zone that does not exist, or a bound out of range.
    """
    words = re.findall(r'"[^"]*"?|\S+', text)
    for start in range(len(words) + 1):
        pace = _read_all(words[start:])
        if pace is None:
            continue
        if pace.fault:
            raise UserError(pace.fault)
        if words[start:]:
            # The query is cut from the text as it stands: its blanks may be in quotes.
            return _before(text, words[start:]), pace
    return text.strip(), Pace()


def _before(text: str, words: Sequence[str]) -> str:
    text = text.rstrip()
    for word in reversed(words):
        text = text[: -len(word)].rstrip()
    return text.strip()


def _read_all(words: Sequence[str]) -> Pace | None:
    """Read words that all belong to a pace, None where one does not."""
    pace, place = Pace(), 0
    while place < len(words):
        read = _read(words[place:], pace)
        if read is None:
            return None
        pace, taken = read
        place += taken
    if pace.timezone and not pace.at:
        return None
    return pace


def _read(words: Sequence[str], pace: Pace) -> tuple[Pace, int] | None:
    """Read the next part of a pace, and say of how many words it was."""
    word, *rest = (one.rstrip(",").lower() for one in words)
    following = rest[0] if rest else ""
    if word == "at" and following == "once":
        return replace(pace, weekdays=None, at=None, is_said=True), 2
    if word == "at" and following[:1].isdigit():
        half = rest[1] if rest[1:2] and rest[1] in HALVES else ""
        return _at(pace, following + half), 3 if half else 2
    if word in _NAMED:
        return replace(pace, weekdays=_NAMED[word], is_said=True), 1
    if word in ("on", "every") and (weekdays := parse_days(following)) is not None:
        return replace(pace, weekdays=weekdays, is_said=True), 2
    if word in ("max", "most") and re.fullmatch(r"-?\d+", following):
        return _bound(pace, following), 2
    if pace.at and (zone := parse_zone(words[0])) is not None:
        return replace(pace, timezone=zone), 1
    return None


def _at(pace: Pace, written: str) -> Pace:
    try:
        return replace(pace, at=parse_time(written), is_said=True)
    except UserError as error:
        return replace(pace, at=NINE, is_said=True, fault=str(error))


def _bound(pace: Pace, number: str) -> Pace:
    if 1 <= int(number) <= MOST:
        return replace(pace, most=int(number))
    fault = f"“max {number}” is out of range: an alert brings 1 to {MOST} papers."
    return replace(pace, fault=fault)


def write_alert(terms: Terms) -> str:
    """Write an alert so that `parse_alert` reads the same."""
    words, schedule = "at once", terms.schedule
    if schedule and schedule.at:
        days = ",".join(DAY_NAMES[day].lower() for day in sorted(schedule.weekdays))
        words = f"on {days} at {schedule.at:%H:%M} {schedule.timezone}"
    return f"{terms.query} {words}" + (f" max {terms.most}" if terms.most else "")
