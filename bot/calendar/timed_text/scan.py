"""Finding what may be a time, a day, a zone or a number in a text, from left to right."""

from collections.abc import Sequence

from bot.calendar.timed_text.clock_words import read_clock
from bot.calendar.timed_text.count_words import read_count
from bot.calendar.timed_text.day_words import read_days
from bot.calendar.timed_text.found import Clock, Found
from bot.calendar.timed_text.odd_words import read_odd
from bot.calendar.timed_text.words import JOINTS, Word
from bot.calendar.timed_text.zone_words import read_zone

_CLOCK_LEADS = {"at", "@", "around", "by", "about"}
_DAY_LEADS = {"on", "every", "each"}
_ZONE_LEADS = {"in", "my", "zone", "timezone", "tz"}
LEADS = _CLOCK_LEADS | _DAY_LEADS | _ZONE_LEADS
_MOST_LEADS = 3


def scan(words: Sequence[Word]) -> list[Found]:
    """Return all that may be meant as times, days, zones or numbers, in order, none overlapping."""
    found: list[Found] = []
    place = 0
    while place < len(words):
        one = _read(words, place, found)
        if one is None:
            place += 1
        else:
            found.append(one)
            place = one.stop
    return found


def _read(words: Sequence[Word], place: int, before: list[Found]) -> Found | None:
    if words[place].is_opaque:
        return None
    return (
        read_odd(words, place)
        or read_count(words, place)
        or _led(words, place, before)
        or _bare(words, place, before)
    )


def _led(words: Sequence[Word], place: int, before: list[Found]) -> Found | None:
    """Read what stands behind “at”, “every”, “in” and their like, together with these."""
    start = place
    leads: set[str] = set()
    end = min(len(words) - 1, place + _MOST_LEADS)
    while start < end and words[start].plain in LEADS:
        leads.add(words[start].plain)
        start += 1
    if start == place or words[start].is_opaque:
        return None
    is_behind = _is_behind_time(words, place, before)
    value = None
    if leads & _CLOCK_LEADS:
        value = read_clock(words, start, is_led=True)
    if value is None and leads & _DAY_LEADS:
        value = read_days(words, start, is_led=True) or read_clock(words, start, is_led=False)
    if value is None and leads & _ZONE_LEADS:
        value = read_zone(words, start, is_behind_time=is_behind)
    return Found(value.value, place, value.stop, value.is_sure) if value else None


def _bare(words: Sequence[Word], place: int, before: list[Found]) -> Found | None:
    is_further = _is_joined_to_time(words, place, before)
    return (
        read_days(words, place, is_led=False)
        or read_clock(words, place, is_led=is_further)
        or read_zone(words, place, is_behind_time=_is_behind_time(words, place, before))
    )


def _is_behind_time(words: Sequence[Word], place: int, before: list[Found]) -> bool:
    """Tell whether a time, or a time and days, stand right before a place."""
    if not before or not isinstance(before[-1].value, Clock):
        return False
    return all(word.plain in {",", "in"} for word in words[before[-1].stop : place])


def _is_joined_to_time(words: Sequence[Word], place: int, before: list[Found]) -> bool:
    if not before or not isinstance(before[-1].value, Clock):
        return False
    between = [word.plain for word in words[before[-1].stop : place]]
    return bool(between) and all(word in JOINTS for word in between)
