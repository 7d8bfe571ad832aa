"""What a stretch of words may stand for, before it's weighed against its neighbours."""

from dataclasses import dataclass
from datetime import time
from enum import Enum, auto

from bot.calendar.timed_text.timed import DoubtKind


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `is_bare` where neither half of the day was said: “at 5”."""

    at: time
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """Weekdays; `is_set` for a word that names several, `is_except` for those left out."""

    days: frozenset[int]
    is_set: bool = False
    is_weekly: bool = False
    is_except: bool = False


@dataclass(frozen=True, slots=True)
class DayPart:
    """“Morning” and its like, which need an hour; `is_every` where it says how often, too."""

    name: str
    is_every: bool = False


@dataclass(frozen=True, slots=True)
class Zone:
    """An IANA zone; one that isn't `is_known` widely may be any word of a topic."""

    name: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """A number of papers; `is_plain` where “papers” was said."""

    number: int
    is_plain: bool = False


class Mark(Enum):
    """Words that say when without naming a time."""

    WHEN_READY = auto()
    AT_ONCE = auto()
    POLITE = auto()
    """“Here, please”: it says nothing of its own."""


@dataclass(frozen=True, slots=True)
class Odd:
    """Words that can't be taken as they are; `instead` are words for their place."""

    kind: DoubtKind
    instead: tuple[str, ...] = ()
    may_be_topic: bool = False


Value = Clock | Days | DayPart | Zone | Count | Mark | Odd


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the words (by number) that say it.

    One that isn't `is_sure` counts only where its neighbours speak for it.
    """

    value: Value
    start: int
    stop: int
    is_sure: bool = True
