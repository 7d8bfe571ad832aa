"""What is on the rise, and by how much."""

from dataclasses import dataclass

from bot.model.papers import Paper


@dataclass(frozen=True, slots=True)
class Trend:
    """A paper on the rise; `gained` counts its votes since yesterday, `votes_here` the group's."""

    paper: Paper
    heat: float
    gained: int
    votes_here: int = 0
