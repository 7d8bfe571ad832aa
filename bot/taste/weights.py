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
    liked: float = 1.2
    disliked: float = 2.0
    """For a paper much like one that the channel asked for more, or less of."""
    alike_from: float = 0.06
    alike_fully: float = 0.25
    """Cosines at which a likeness begins to count, and counts in full: of the papers of a day one
    pair in ten is more alike than the former, and one in a thousand than 0.18."""
    kinship: float = 0.5
    """What a paper loses that is much like one that was chosen already."""
    of_a_kind: float = 0.15
    most_of_a_kind: int = 2
    """From so alike on papers are of one kind, of which so many are chosen while there are
    others."""
    near_duplicate: float = 0.6
    """From so alike on they tell the same."""


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


@dataclass(frozen=True, slots=True)
class InterestWeights:
    """How much each sign tells of what somebody likes, and what a list for them goes by."""

    voted: float = 1.0
    saved: float = 1.0
    interested: float = 1.5
    alerted: float = 0.4
    not_interested: float = 1.5
    background: float = 0.02
    """Papers that nothing is known of count a little as not liked: most are not."""
    ridge: float = 0.3
    popularity: float = 0.15
    """What many votes of the world add, a fit of 1 being a paper just like what is liked."""


INTEREST = InterestWeights()
