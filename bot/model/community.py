"""What a group makes of papers: votes, saves and what follows from them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.destinations import Destination


class Gesture(StrEnum):
    """What somebody does to a paper with one hand: a button, a word or an emoji."""

    VOTE = "vote"
    SAVE = "save"


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether somebody's vote or save stands, and since when it stands or does not."""

    is_on: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Save:
    """A paper that somebody keeps, with what they wrote to it; `paper_id` is its work's."""

    paper_id: str
    at: datetime
    note: str = ""
    tags: tuple[str, ...] = ()
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What a group holds of a paper, and what the one who looks holds of it."""

    votes: int = 0
    saves: int = 0
    has_voted: bool = False
    has_saved: bool = False
    credit: "Credit | None" = None


@dataclass(frozen=True, slots=True)
class ReactedMessage:
    """A message below which people react, and the paper that it shows."""

    destination: Destination
    message: str
    paper_id: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Who brought a paper to a group, and when; `name` is "" where nobody told it."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Submission:
    """A paper that somebody put on their group's list, from the place where they did."""

    workspace: str
    paper_id: str
    person: Destination
    destination: Destination
    at: datetime
    name: str = ""
    note: str = ""
    state: str = "listed"

    @property
    def credit(self) -> Credit:
        """Who brought it."""
        return Credit(self.name, self.at)


@dataclass(frozen=True, slots=True)
class TitledLink:
    """A link on a group's list that leads to no paper we know; the group itself titled it.

    `link` is what it is filed under, `url` where it leads.
    """

    workspace: str
    link: str
    url: str
    title: str
    person: Destination
    destination: Destination
    at: datetime
    name: str = ""
    note: str = ""
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A link to a paper that somebody posted in a place."""

    paper_id: str
    credit: Credit


@dataclass(frozen=True, slots=True)
class PlaceChoices:
    """What a channel has chosen; `posts_at_once` is None where nobody said anything."""

    posts_at_once: bool | None = None
    remembers_shares: bool = True


class Sign(StrEnum):
    """How somebody showed what they like, or do not."""

    VOTED = "voted"
    SAVED = "saved"
    INTERESTED = "interested"
    ALERTED = "alerted"
    NOT_INTERESTED = "not interested"


@dataclass(frozen=True, slots=True)
class Example:
    """A paper that tells what somebody likes; `said` is the query of an alert that brought it."""

    paper_id: str
    sign: Sign
    said: str = ""
