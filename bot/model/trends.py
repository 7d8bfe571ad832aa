"""What is on the rise, and what somebody may like."""

from dataclasses import dataclass

from bot.model.community import Example
from bot.model.papers import Paper


@dataclass(frozen=True, slots=True)
class Trend:
    """A paper on the rise; `gained` counts its votes since yesterday, `votes_here` the group's."""

    paper: Paper
    heat: float
    gained: int
    votes_here: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A paper that somebody may like, because of which example, with that one's title."""

    paper: Paper
    because: Example
    title: str
