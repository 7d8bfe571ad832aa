"""Standing orders, and what a digest holds."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.model.destinations import Destination
from bot.model.highlights import Brought, Highlight, Rise


class DigestKind(StrEnum):
    """What sort of digest a subscription brings."""

    DAILY = "daily"
    WEEK = "best of the week"
    MONTH = "best of the month"
    FOR_YOU = "for you"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A local time on some weekdays (0 is Monday) in an IANA zone.

    Where `is_when_ready`, the weekdays are those of the lists that are waited for, each until
    it is complete and it is `at` in the zone; None waits for no hour. `also` are further times
    of the same days, in order and past `at`.
    """

    at: time | None
    weekdays: frozenset[int]
    timezone: str
    is_when_ready: bool = False
    also: tuple[time, ...] = ()

    @property
    def times(self) -> tuple[time, ...]:
        """All times of a day, in order."""
        return () if self.at is None else (self.at, *self.also)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A destination's standing order for a digest; paused while `paused_reason` says why.

    `covered_until` is the newest list that had closed when the last edition was made. Where it
    `has_abstracts`, they follow in the thread of each edition.
    One that `is_apart` brings each paper as a message, or a post, of its own.
    """

    id: int
    workspace: str
    destination: Destination
    owner: Destination
    topic: str
    schedule: Schedule
    top: int
    next_run_at: datetime
    covered_until: date | None = None
    paused_reason: str = ""
    kind: DigestKind = DigestKind.DAILY
    has_abstracts: bool = False
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """One edition for a date: what was picked from the lists of `days`, newest first.

    `considered` counts the papers it was picked from; `is_late` marks an edition that catches
    up after an outage; `problem` says which lists are missing and why, `quiet` why there is
    nothing new today; `added_later` counts the highlights that entered after it was posted.
    `missed` rose only after their lists were covered, `risen` were shown here before, and
    `brought` are what people of the group submitted. `kind` is what sort of digest it is, and
    where it `has_abstracts`, they are said below it.
    """

    local_date: date
    topic: str
    highlights: tuple[Highlight, ...]
    days: tuple[date, ...]
    considered: int
    is_late: bool = False
    problem: str = ""
    quiet: str = ""
    added_later: int = 0
    missed: tuple[Highlight, ...] = ()
    risen: tuple[Rise, ...] = ()
    brought: tuple[Brought, ...] = ()
    kind: DigestKind = DigestKind.DAILY
    has_abstracts: bool = False
