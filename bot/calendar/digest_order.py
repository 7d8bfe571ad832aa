"""Reading a standing order as people type it: "robotics at 9am weekdays top 5 Europe/Berlin"."""

import re
from dataclasses import dataclass
from datetime import time
from functools import cache
from zoneinfo import available_timezones

from bot.calendar.recurrence import DAY_NAMES, EVERY_DAY, WEEKDAYS
from bot.errors import UserError

_CLOCK = re.compile(r"(\d{1,4})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_DAY = re.compile(rf"({'|'.join(DAY_NAMES)})(day|sday|nesday|rsday|urday)?s?", re.IGNORECASE)
_NAMED_DAYS = {
    "weekdays": WEEKDAYS,
    "weekday": WEEKDAYS,
    "daily": EVERY_DAY,
    "everyday": EVERY_DAY,
    "weekends": frozenset({5, 6}),
}
HALVES = ("am", "pm", "a.m.", "p.m.")
_NAMED_TIMES = {"noon": "12:00", "midnight": "0:00"}


@dataclass(frozen=True, slots=True)
class Order:
    """A standing order as typed: what remained of the words is the topic."""

    topic: str
    at: time | None = None
    weekdays: frozenset[int] | None = None
    timezone: str = ""
    top: int | None = None
    is_when_ready: bool = False


def parse_order(text: str) -> Order:
    """Read `[topic] [at 9am] [when ready] [weekdays|mon,wed] [top 5] [timezone]`, in any order.

    Raises UserError for a time that no clock shows, a zone that does not exist, a number of
    papers outside 1 to 25. Words between quotes always belong to the topic.
    """
    words = re.findall(r'"[^"]*"?|\S+', text)
    topic: list[str] = []
    found: dict[str, object] = {}
    place = 0
    while place < len(words):
        taken = _read(words, place, found)
        if not taken:
            topic.append(words[place])
        place += taken or 1
    return Order(topic=" ".join(topic), **found)  # type: ignore[arg-type]


def _read(words: list[str], place: int, found: dict[str, object]) -> int:
    """Read one part of an order at `place` into `found`; return how many words it took."""
    word = words[place].rstrip(",").lower()
    following = words[place + 1] if place + 1 < len(words) else ""
    if word == "at" and (following[:1].isdigit() or following.lower() in _NAMED_TIMES):
        half = words[place + 2].lower() if place + 2 < len(words) else ""
        with_half = half in HALVES
        found["at"] = parse_time(following + (half if with_half else ""))
        return 3 if with_half else 2
    if word == "when" and following.rstrip(",").lower() == "ready":
        found["is_when_ready"] = True
        return 2
    if word == "top" and re.fullmatch(r"-?\d+", following):
        found["top"] = _parse_top(following)
        return 2
    if (weekdays := parse_days(word)) is not None:
        known = found.get("weekdays")
        found["weekdays"] = weekdays | known if isinstance(known, frozenset) else weekdays
        return 1
    if (zone := parse_zone(words[place])) is not None:
        found["timezone"] = zone
        return 1
    return 0


def parse_time(text: str) -> time:
    """Read `9am`, `9:30`, `0930`, `21.15`, `9:30 pm`; raises UserError for other things."""
    text = text.strip().rstrip(",")
    if match := _CLOCK.fullmatch(_NAMED_TIMES.get(text.lower(), text)):
        digits, minutes, half = match.groups()
        if minutes is None and len(digits) > 2:
            digits, minutes = digits[:-2], digits[-2:]
        hour, minute = int(digits), int(minutes or 0)
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
            return _time(text, hour, minute)
        if not half:
            return _time(text, hour, minute)
    raise UserError(f"“at {text}” is no time of day. Write it like “at 9am” or “at 17:30”.")


def _time(text: str, hour: int, minute: int) -> time:
    if hour < 24 and minute < 60:
        return time(hour, minute)
    raise UserError(f"“at {text}” is no time of day. Write it like “at 9am” or “at 17:30”.")


def _parse_top(number: str) -> int:
    if 1 <= int(number) <= 25:
        return int(number)
    raise UserError(f"“top {number}” is out of range: a digest holds 1 to 25 papers.")


def parse_days(word: str) -> frozenset[int] | None:
    """Read `weekdays`, `friday` or `mon,wed`; None for other words."""
    if word in _NAMED_DAYS:
        return _NAMED_DAYS[word]
    parts = [part for part in word.split(",") if part]
    if parts and all(_DAY.fullmatch(part) for part in parts):
        return frozenset(DAY_NAMES.index(part[:3].title()) for part in parts)
    return None


def parse_zone(word: str) -> str | None:
    """Return the IANA name of a zone, or None where the word does not look like one."""
    if zone := _zones().get(word.lower()):
        return zone
    if re.fullmatch(r"[A-Z][A-Za-z]+/[A-Za-z_/+-]+\d*", word) and _is_area(word):
        raise UserError(_unknown_zone(word))
    return None


def known_zone(name: str) -> str:
    """Return the IANA spelling of a zone; raises UserError where there is none."""
    if zone := _zones().get(name.lower()):
        return zone
    raise UserError(_unknown_zone(name))


def _unknown_zone(name: str) -> str:
    from rapidfuzz import process  # noqa: PLC0415 - only a mistake needs it

    near = process.extractOne(name.lower(), _zones().keys(), score_cutoff=70)
    hint = f"Did you mean {_zones()[near[0]]}?" if near else "Write it like Europe/Berlin or UTC."
    return f"“{name}” is no time zone I know. {hint}"


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() if "/" in name or name == "UTC"}


def _is_area(word: str) -> bool:
    areas = {name.partition("/")[0] for name in _zones().values()}
    return word.partition("/")[0] in areas
