"""Time zones as people type them: EST, UTC+2, Berlin, America/New York."""

import re
from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

from bot.calendar.timed_text.found import Found, Odd, Zone
from bot.calendar.timed_text.timed import DoubtKind
from bot.calendar.timed_text.words import Word
from bot.calendar.timed_text.zone_names import (
    ABBREVIATIONS,
    BY_OFFSET,
    PLACES,
    SEVERAL,
    WELL_KNOWN,
    WORDS_TOO,
)

_OFFSET = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?([0-5]\d))?")
_LONGEST_NAME = 3
_WEST_MOST, _EAST_MOST = -12, 14
_AREA = re.compile(r"[a-z]+/[a-z_/+-]+\d*")


def read_zone(words: Sequence[Word], place: int, *, is_behind_time: bool) -> Found | None:
    """Read a zone at a place; right behind a time, less clear names are zones, too."""
    found = _offset(words, place) if is_behind_time else _offset_named(words, place)
    found = found or _named(words, place, is_behind_time=is_behind_time)
    if found is None:
        return None
    stop = found.stop
    while stop < len(words) and words[stop].plain in ("time", "timezone", "standard", "daylight"):
        stop += 1
    is_sure = found.is_sure or stop > found.stop
    return Found(found.value, place, stop, is_sure)


def _offset_named(words: Sequence[Word], place: int) -> Found | None:
    return _offset(words, place) if words[place].plain[:3] in ("utc", "gmt") else None


def _offset(words: Sequence[Word], place: int) -> Found | None:
    """Read “UTC+2”, “GMT -3” and “+02:00”."""
    for length in (2, 1):
        said = "".join(word.plain for word in words[place : place + length])
        match = _OFFSET.fullmatch(said)
        if match and len(words) >= place + length:
            return Found(_at_offset(*match.groups()), place, place + length)
    return None


def _at_offset(sign: str, hours: str, minutes: str | None) -> Zone | Odd:
    offset = int(f"{sign}{hours}")
    if int(minutes or 0):
        instead = BY_OFFSET.get(f"{sign}{int(hours)}:{minutes}", ())
        return Odd(DoubtKind.ZONE_IS_SEVERAL if instead else DoubtKind.NO_ZONE, instead)
    if not _WEST_MOST <= offset <= _EAST_MOST:
        return Odd(DoubtKind.NO_ZONE)
    # IANA counts these as POSIX does: Etc/GMT-2 is two hours ahead.
    return Zone(f"Etc/GMT{-offset:+d}" if offset else "UTC")


def _named(words: Sequence[Word], place: int, *, is_behind_time: bool) -> Found | None:
    for length in range(min(_LONGEST_NAME, len(words) - place), 0, -1):
        part = words[place : place + length]
        name = " ".join(word.plain for word in part)
        if found := _read(name, part, place, is_behind_time=is_behind_time):
            return found
    return None


def _read(name: str, part: Sequence[Word], place: int, *, is_behind_time: bool) -> Found | None:
    stop = place + len(part)
    if zone := _zones().get(name.replace(" ", "_")):
        return Found(Zone(zone), place, stop)
    is_capital = part[0].typed.isupper()
    if name in SEVERAL and (is_behind_time or is_capital or len(name) > 3):
        is_sure = is_behind_time
        odd = Odd(DoubtKind.ZONE_IS_SEVERAL, SEVERAL[name], may_be_topic=not is_sure)
        return Found(odd, place, stop, is_sure)
    if name in ABBREVIATIONS and (is_behind_time or (is_capital and name not in WORDS_TOO)):
        return Found(Zone(ABBREVIATIONS[name]), place, stop, is_behind_time)
    if zone := _cities().get(name):
        return Found(Zone(zone, name in WELL_KNOWN), place, stop, is_sure=False)
    if _AREA.fullmatch(name) and name.partition("/")[0] in _areas():
        return Found(Odd(DoubtKind.NO_ZONE, _nearest(name)), place, stop)
    return None


def known_zone(name: str) -> str | None:
    """Return the IANA zone that a name means, None where that isn't clear."""
    plain = " ".join(name.lower().split())
    return _zones().get(plain.replace(" ", "_")) or ABBREVIATIONS.get(plain) or _cities().get(plain)


def say_zone(name: str) -> str:
    """Say a zone as people do: "UTC+2" for Etc/GMT-2."""
    hours = name.removeprefix("Etc/GMT")
    return f"UTC{-int(hours):+d}" if hours != name and hours[1:].isdigit() else name


def _nearest(name: str) -> tuple[str, ...]:
    from rapidfuzz import process  # noqa: PLC0415 - only a slip needs it

    near = process.extract(name, _zones().keys(), limit=3, score_cutoff=70)
    return tuple(_zones()[one] for one, _, _ in near)


@cache
def _zones() -> dict[str, str]:
    return {
        name.lower(): name
        for name in available_timezones()
        if ("/" in name and not name.startswith(("SystemV/", "US/"))) or name == "UTC"
    }


@cache
def _areas() -> frozenset[str]:
    return frozenset(name.partition("/")[0] for name in _zones())


@cache
def _cities() -> dict[str, str]:
    """Return zones by their cities, as these are written with blanks."""
    cities: dict[str, str] = {}
    for name, zone in sorted(_zones().items()):
        city = name.rpartition("/")[2].replace("_", " ")
        if city.isalpha() or " " in city or "-" in city:
            cities.setdefault(city, zone)
    return cities | PLACES
