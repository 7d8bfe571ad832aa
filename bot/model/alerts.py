"""Alerts, whose they are, and what they found."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, NamedTuple

from bot.model.destinations import Destination
from bot.model.digests import Schedule
from bot.model.highlights import Highlight


@dataclass(frozen=True, slots=True)
class Terms:
    """What an alert looks for, and how its person is told; no schedule means at once.

    `most` bounds its papers a message, or a day where it is told at once.
    """

    query: str
    schedule: Schedule | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """A person's standing query; `number` is what the person calls it by.

    It is told as its terms say, and says nothing until `silent_until`.
    """

    id: int
    workspace: str
    person: Destination
    number: int
    query: str
    created_at: datetime
    paused_reason: str = ""
    schedule: Schedule | None = None
    most: int | None = None
    silent_until: datetime | None = None

    @property
    def terms(self) -> Terms:
        """What it looks for, and how it is told."""
        return Terms(self.query, self.schedule, self.most)


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody wants to be told of papers.

    `quiet` are the hours of rest by their clock, from and until; `most_a_day` bounds the
    messages that come at once; `unreachable` says why direct messages fail, "" where they do not.
    """

    destination: Destination
    workspace: str
    timezone: str
    quiet: tuple[time, time] | None = None
    most_a_day: int | None = None
    silent_until: datetime | None = None
    unreachable: str = ""
    is_told: bool = True


class Reason(NamedTuple):
    """An alert that a paper matched: its number, and its query as it was then."""

    number: int
    query: str


MatchState = Literal["waiting", "told", "over", "silent", "before", "gone"]
"""Waiting for its time; told; kept back over a bound; not wanted just then; there before the
alert; nobody to tell."""


@dataclass(frozen=True, slots=True)
class AlertMatch:
    """A paper that somebody's alerts matched, and what became of it; `why` says it in words.

    `is_gathered` where it is told together with others; `period` names the delivery.
    """

    person: Destination
    paper_id: str
    workspace: str
    reasons: tuple[Reason, ...]
    found_at: datetime
    due_at: datetime | None = None
    is_gathered: bool = False
    state: MatchState = "waiting"
    why: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """A part of a query, and how many of the papers hold it."""

    said: str
    count: int


@dataclass(frozen=True, slots=True)
class Backtest:
    """What a query would have brought in some days, out of `considered` papers.

    `until` is the last of these days where it is not today: there were no papers since.
    `causes` are the words that bring most; `exclusions` what would be left with a word left
    out; `narrower` what a better query in the place of a broad one would have brought.
    """

    days: int
    considered: int
    matched: int
    samples: tuple[Highlight, ...] = ()
    causes: tuple[Cause, ...] = ()
    exclusions: tuple[Cause, ...] = ()
    narrower: tuple[Cause, ...] = ()
    until: date | None = None

    @property
    def share(self) -> float:
        """The share of all papers."""
        return self.matched / self.considered if self.considered else 0.0

    @property
    def is_broad(self) -> bool:
        """Tell whether it brings so much that nobody reads it."""
        return self.considered >= 50 and self.share >= 0.08

    def a_week(self, count: int) -> float:
        """Return how many a week a number of papers is."""
        return count * 7 / self.days
