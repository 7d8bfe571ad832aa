"""Papers that were picked, and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.model.community import Example, Submission
from bot.model.papers import Paper


class PickKind(StrEnum):
    """What a paper was picked for, most of all."""

    UPVOTES = "upvotes"
    RISING = "rising"
    VOTED_HERE = "voted here"
    SAVED_HERE = "saved here"
    LIKED = "liked"
    VARIETY = "variety"
    LATE = "late"
    FOR_YOU = "for you"


@dataclass(frozen=True, slots=True)
class Pick:
    """Why a paper was picked: for how many votes or saves, or for being like which paper.

    One that was picked for a person names the example `because` of which it was.
    """

    kind: PickKind
    count: int = 0
    title: str = ""
    because: Example | None = None


@dataclass(frozen=True, slots=True)
class Highlight:
    """A paper of a list, with the newest day that lists it; `pick` says why it was picked."""

    paper: Paper
    day: date
    pick: Pick | None = None


@dataclass(frozen=True, slots=True)
class Rise:
    """A paper that was shown before, and its upvotes then and now."""

    paper: Paper
    then: int
    now: int


@dataclass(frozen=True, slots=True)
class Brought:
    """A paper that somebody put on the group's list."""

    paper: Paper
    submission: Submission
