"""Which match comes first: words, then meaning, then what readers think, then what is new.

All weights are shares of the best match by words, which counts 1. They were chosen on one half
of the queries of four judged sets, where the results hardly change between half and twice of
each, and confirmed on the other half (`benchmarks.relevance`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log1p

SIMILARITY = 0.4
"""What the nearness of meaning counts, a cosine from -1 to 1."""

UPVOTES, FRESHNESS = 0.03, 0.03
"""The most that votes and newness add: enough to part equals, too little to beat a better match."""

MANY_UPVOTES = 300
HALF_LIFE_DAYS = 365


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of a match besides its words; 0 where it is not. A day is an ordinal."""

    upvotes: int = 0
    published: int = 0


def in_proportion(scores: Sequence[float]) -> list[float]:
    """Return scores as shares of the best of them."""
    best = max(scores, default=0.0)
    return [score / best if best > 0 else 0.0 for score in scores]


def fuse(
    words: Sequence[float], meanings: Sequence[float], priors: Sequence[Prior], today: date
) -> list[float]:
    """Return the score of each match: a weighted sum of scores in proportion.

    A sum beat the fusion of ranks (RRF), which forgets how much better the better one is.
    """
    day = today.toordinal()
    return [
        word + SIMILARITY * meaning + _prior(prior, day)
        for word, meaning, prior in zip(words, meanings, priors, strict=False)
    ]


def _prior(prior: Prior, today: int) -> float:
    score = UPVOTES * min(log1p(max(prior.upvotes, 0)) / log1p(MANY_UPVOTES), 1.0)
    if prior.published:
        age_days = max(today - prior.published, 0)
        score += FRESHNESS * 0.5 ** (age_days / HALF_LIFE_DAYS)
    return float(score)
