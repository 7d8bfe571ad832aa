"""All weights of taste in one table: what counts how much when papers are chosen."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign of interest counts when highlights are chosen.

    The world's votes count by their logarithm: from 10 to 20 is as much as from 100 to 200. All
    others are in the same coin, a factor of e in votes being 1.
    """

    upvotes: float = 1.0
    gain: float = 0.3
    """For each factor of e in votes that were gained since yesterday."""
    vote_here: float = 0.8
    save_here: float = 0.5
    """For each factor of e in votes, or saves, of the group that the digest is for."""
    submitted_here: float = 0.7
    liked: float = 1.2
    """For a paper just like one that the channel asked for more of; less where it is less alike."""
    disliked: float = 2.0
    likeness_counts_from: float = 0.15
    """Papers less alike than this have nothing to do with each other."""
    kinship: float = 1.5
    """What a paper loses that is just like one that was chosen already."""
    most_of_a_kind: int = 2
    """So many papers of one kind at most, while there are others."""
    of_a_kind: float = 0.35
    near_duplicate: float = 0.85
    """From so alike on two papers are of one kind, or tell the same."""


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class TrendSpan:
    """How far back a trend looks, and after how long a vote counts half."""

    name: str
    window: timedelta
    half_life: timedelta


TREND_SPANS = {
    "day": TrendSpan("day", timedelta(days=1), timedelta(hours=12)),
    "week": TrendSpan("week", timedelta(days=7), timedelta(days=2, hours=12)),
    "month": TrendSpan("month", timedelta(days=30), timedelta(days=10)),
}

VOTE_TREND, SAVE_TREND = 5.0, 3.0
"""A vote and a save of the group count as so many of the world's."""

LATE_RISE, LATE_RISE_SHARE = 20, 1.0
"""A late riser has gained so many votes since its lists were covered, and at least so much of
what the weakest highlight of the edition has."""

RISE_FACTOR, LEAST_RISE = 2.0, 30
"""What was shown before is told of again once its votes have grown so much, and by so many."""
