"""What one person likes: a small linear model over the vectors of papers, as arxiv-sanity had.

Examples are papers that they voted for, saved, or said something of; the model is a ridge
regression, solved at once: there are some hundred numbers a vector, and nothing is kept of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING

from bot.model import Example, Sign
from bot.taste.weights import INTEREST, InterestWeights

if TYPE_CHECKING:  # numpy takes as long to import as a small answer takes in all
    from numpy import float32
    from numpy.typing import NDArray

    Vectors = NDArray[float32]
else:
    Vectors = object

MANY_UPVOTES = 300

BACKGROUND = 400
"""Papers that stand for all that nothing is known of."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a paper fits, and the example that speaks most for it."""

    paper_id: str
    score: float
    because: Example


def best_for(
    examples: Sequence[Example],
    candidates: Mapping[str, int],
    vectors: Mapping[str, Vectors],
    limit: int,
    weights: InterestWeights = INTEREST,
) -> list[Fit]:
    """Return the candidates that fit somebody best, the best first.

    `candidates` are upvotes by id. What has no vector is left out, and nothing fits where no
    example is liked.
    """
    import numpy as np  # noqa: PLC0415 - see above

    known = [one for one in examples if one.paper_id in vectors]
    liked = [one for one in known if one.sign is not Sign.NOT_INTERESTED]
    wanted = [one for one in candidates if one in vectors]
    if not liked or not wanted:
        return []
    shelf = np.stack([vectors[one] for one in wanted])
    step = max(len(wanted) // BACKGROUND, 1)
    # A share of the candidates counts as much as all of them would.
    background = shelf[::step] * np.float32(step**0.5)
    model = _model(known, vectors, background, weights)
    prior = np.array([log1p(candidates[one]) / log1p(MANY_UPVOTES) for one in wanted])
    scores = shelf @ model + weights.popularity * np.minimum(prior, 1.0)
    best = np.argsort(-scores, kind="stable")[:limit]
    near = shelf[best] @ np.stack([vectors[one.paper_id] for one in liked]).T
    near *= np.array([_weight(one, weights) for one in liked])
    return [
        Fit(wanted[place], float(scores[place]), liked[int(nearest)])
        for place, nearest in zip(best, near.argmax(axis=1), strict=True)
    ]


def _model(
    known: Sequence[Example],
    vectors: Mapping[str, Vectors],
    background: Vectors,
    weights: InterestWeights,
) -> Vectors:
    """Solve the ridge regression: liked is 1, not liked is -1, and what is not known 0."""
    import numpy as np  # noqa: PLC0415 - see above

    rows = np.stack([vectors[one.paper_id] for one in known])
    counts = np.array([_weight(one, weights) for one in known], np.float32)
    wanted = np.array([-1.0 if one.sign is Sign.NOT_INTERESTED else 1.0 for one in known])
    size = rows.shape[1]
    scatter = (rows.T * counts) @ rows + weights.background * (background.T @ background)
    scatter += weights.ridge * np.eye(size, dtype=np.float32)
    solved: Vectors = np.linalg.solve(scatter, rows.T @ (counts * wanted)).astype(np.float32)
    return solved


def _weight(one: Example, weights: InterestWeights) -> float:
    return {
        Sign.VOTED: weights.voted,
        Sign.SAVED: weights.saved,
        Sign.INTERESTED: weights.interested,
        Sign.ALERTED: weights.alerted,
        Sign.NOT_INTERESTED: weights.not_interested,
    }[one.sign]
