"""A stretch of hours as people type it: 22:00-7:00, from 10pm until 7am Berlin time."""

import re
from datetime import time

from bot.calendar.timed_text.time_reader import read_time
from bot.calendar.timed_text.zone_words import known_zone

_JOINT = re.compile(r"\s{0,9}[-–—]\s*|\s{1,9}(?:to|till|until|and)\s+", re.IGNORECASE)
_LEAD = re.compile(r"(?:from|between)\s+", re.IGNORECASE)
_END_OF_ZONE = re.compile(r"\s{1,9}time$", re.IGNORECASE)
_MOST_WORDS = 12


def read_hours(text: str) -> tuple[time, time, str] | None:
    """Read hours from and until and their zone, "" where none is said; None for other words."""
    start, joint, rest = _split(_LEAD.sub("", text.strip(), count=1))
    first = read_time(start)
    words = rest.split()
    if first is None or not joint or not words or len(words) > _MOST_WORDS:
        return None
    for stop in range(len(words), 0, -1):
        last, name = read_time(" ".join(words[:stop])), " ".join(words[stop:])
        zone = known_zone(_END_OF_ZONE.sub("", name).removeprefix("in ")) if name else ""
        if last is not None and zone is not None:
            return first, last, zone
    return None


def _split(text: str) -> tuple[str, str, str]:
    match = _JOINT.search(text)
    return (text[: match.start()], match[0], text[match.end() :]) if match else (text, "", "")
