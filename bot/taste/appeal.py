"""What speaks for a paper in a place, summed up: the world's votes, the group's, and its taste."""

from dataclasses import dataclass
from math import log1p

from bot.model import Paper, Pick, PickKind
from bot.taste.weights import WEIGHTS, Weights


@dataclass(frozen=True, slots=True)
class Appeal:
    """What is known of a paper where it may be shown.

    `gained` counts the votes since yesterday; `liking` and `disliking` say how like a paper it is
    that the place asked for more, or less of, 0 to 1, and `liked` is the title of the former.
    """

    gained: int = 0
    votes_here: int = 0
    saves_here: int = 0
    liking: float = 0.0
    disliking: float = 0.0
    liked: str = ""


NO_APPEAL = Appeal()


def score(paper: Paper, appeal: Appeal = NO_APPEAL, weights: Weights = WEIGHTS) -> float:
    """Return how much speaks for a paper; a higher sum is picked before a lower one."""
    return (
        weights.upvotes * log1p(max(paper.upvotes or 0, 0))
        + weights.gain * log1p(max(appeal.gained, 0))
        + weights.vote_here * log1p(appeal.votes_here)
        + weights.save_here * log1p(appeal.saves_here)
        + weights.liked * alike(appeal.liking, weights)
        - weights.disliked * alike(appeal.disliking, weights)
    )


def reason(paper: Paper, appeal: Appeal = NO_APPEAL, weights: Weights = WEIGHTS) -> Pick:
    """Return what most of all tells a paper from others: what is nearest to the group first."""
    parts = {
        PickKind.VOTED_HERE: weights.vote_here * log1p(appeal.votes_here),
        PickKind.SAVED_HERE: weights.save_here * log1p(appeal.saves_here),
        PickKind.LIKED: weights.liked * alike(appeal.liking, weights),
    }
    kind = max(parts, key=lambda one: parts[one])
    upvotes = max(paper.upvotes or 0, 0)
    if parts[kind] <= 0:
        # Of a new paper all votes are a gain, which tells nothing that the votes do not.
        is_rising = appeal.gained >= _LEAST_GAIN and appeal.gained < upvotes
        kind = PickKind.RISING if is_rising else PickKind.UPVOTES
    counts = {
        PickKind.VOTED_HERE: appeal.votes_here,
        PickKind.SAVED_HERE: appeal.saves_here,
        PickKind.RISING: appeal.gained,
        PickKind.UPVOTES: upvotes,
    }
    return Pick(kind, counts.get(kind, 0), appeal.liked if kind is PickKind.LIKED else "")


_LEAST_GAIN = 10


def alike(likeness: float, weights: Weights) -> float:
    """Return how much of a likeness counts, 0 to 1."""
    share = (likeness - weights.alike_from) / (weights.alike_fully - weights.alike_from)
    return min(max(share, 0.0), 1.0)
