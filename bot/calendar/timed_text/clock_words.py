"""Times of day as people type them: 9am, at 9, 17:30, noon, half past eight."""

import re
from collections.abc import Sequence
from datetime import time

from bot.calendar.timed_text.found import Clock, Found, Odd
from bot.calendar.timed_text.timed import DoubtKind
from bot.calendar.timed_text.words import Word

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.h])(?P<minute>\d{2}))?(?P<h>h|hrs?)?"
    r"(?P<half>[ap]\.?m\.?)?"
)
_DIGITS = re.compile(r"\d{3,4}")
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_HALVES = {"am": False, "a.m": False, "pm": True, "p.m": True}
_PARTS = {"morning": False, "afternoon": True, "evening": True, "night": True}
NUMBERS = {
    name: number
    for number, name in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_LAST_BARE_HOUR = 6
"""Up to it, a bare number may as well be meant for the afternoon."""


def read_clock(words: Sequence[Word], place: int, *, is_led: bool) -> Found | None:
    """Read a time at a place; `is_led` where a word such as “at” promises one."""
    if (past := _past(words, place)) is not None:
        return past
    word = words[place].plain
    named = _NAMED.get(word.removesuffix("ish"))
    if named is not None:
        return Found(Clock(named), place, place + 1, is_led)
    written = str(NUMBERS[word]) if word in NUMBERS else word
    if not written[:1].isdigit() or not written.isascii():
        return None
    stop, is_afternoon = _half(words, place + 1)
    if not is_led and stop == place + 1 and word in NUMBERS:
        return None
    return _read(written.removesuffix("ish"), place, stop, is_afternoon, is_led=is_led)


def _read(
    written: str, place: int, stop: int, is_afternoon: bool | None, *, is_led: bool
) -> Found | None:
    if is_led and _DIGITS.fullmatch(written):
        written = f"{written[:-2]}:{written[-2:]}"
    match = _TIME.fullmatch(written)
    if not match:
        return None
    half = match["half"]
    if half:
        is_afternoon = half.startswith("p")
    says_time = bool(half or match["h"] or match["mark"] in (":", "h")) or is_afternoon is not None
    if not (is_led or says_time):
        return None
    clock = _clock(int(match["hour"]), int(match["minute"] or 0), is_afternoon)
    is_bare = is_afternoon is None and match["mark"] is None and not match["h"]
    if clock is None:
        near = _nearest(int(match["hour"]), int(match["minute"] or 0))
        return Found(Odd(DoubtKind.NO_TIME, near, is_bare), place, stop, not is_bare)
    return Found(Clock(clock, is_bare), place, stop, not is_bare)


def _clock(hour: int, minute: int, is_afternoon: bool | None) -> time | None:
    if is_afternoon is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if is_afternoon else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _nearest(hour: int, minute: int) -> tuple[str, ...]:
    """Return the times that were perhaps meant by one that no clock shows."""
    if hour <= 24 and minute < 60:
        return (f"at {hour % 24}:{minute:02d}",)
    return (f"at {hour}:00",) if hour < 24 else ("at 9:00", "at 17:00")


def _half(words: Sequence[Word], place: int) -> tuple[int, bool | None]:
    """Return where the time ends, and whether words behind it say which half of the day."""
    if place < len(words) and words[place].plain in ("o'clock", "oclock", "sharp", "hours", "hrs"):
        place += 1
    said = [word.plain for word in words[place : place + 3]]
    if said[:1] and said[0] in _HALVES:
        return place + 1, _HALVES[said[0]]
    if said[:2] == ["in", "the"] and said[2:] and said[2] in _PARTS:
        return place + 3, _PARTS[said[2]]
    if said[:2] == ["at", "night"]:
        return place + 2, True
    if said[:1] == ["tonight"]:
        return place + 1, True
    return place, None


def _past(words: Sequence[Word], place: int) -> Found | None:
    """Read “half past nine”, “quarter to 9 pm”."""
    said = [word.plain for word in words[place : place + 3]]
    if len(said) < 3 or said[0] not in ("half", "quarter") or said[1] not in ("past", "to"):
        return None
    hour = NUMBERS.get(said[2], int(said[2]) if said[2].isdigit() and len(said[2]) < 3 else 0)
    if not 1 <= hour <= 12:
        return None
    minutes = 30 if said[0] == "half" else 15
    total = hour * 60 + (minutes if said[1] == "past" else -minutes)
    stop, is_afternoon = _half(words, place + 3)
    clock = time(total // 60 % 24, total % 60)
    if is_afternoon and clock.hour < 12:
        clock = clock.replace(hour=clock.hour + 12)
    return Found(Clock(clock, is_afternoon is None), place, stop)


def may_be_afternoon(clock: Clock) -> bool:
    """Tell whether a bare time is as likely one of the afternoon: “at 5”."""
    return clock.is_bare and 1 <= clock.at.hour <= _LAST_BARE_HOUR
