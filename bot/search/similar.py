"""Papers like one: those that share its most telling words, the nearest in meaning first."""

from math import log as logarithm

from bot.search.candidates import Scored
from bot.search.engine import STEMS
from bot.search.index import Snapshot
from bot.search.index_entry import Gist
from bot.search.ranking import in_proportion

TELLING_WORDS = 25
"""How many stems of a paper stand for it when candidates are looked for."""

CANDIDATES = 300

WORDS = 0.5
"""What shared words count beside a cosine; 0.3 to 1 are alike (`benchmarks.relevance`)."""


def similar_to(snapshot: Snapshot, paper: Gist, limit: int) -> list[Scored]:
    """Return the papers most like one, which need not be stored itself."""
    own = snapshot.with_ids([paper.paper.id]).get(paper.paper.id)
    found = snapshot.telling(_telling(snapshot, paper), CANDIDATES)
    others = [candidate for candidate in found if candidate.row != own]
    words = in_proportion([candidate.score for candidate in others])
    meanings = snapshot.nearness_to(paper, [candidate.row for candidate in others])
    scores = [WORDS * word + meaning for word, meaning in zip(words, meanings, strict=True)]
    best = sorted(zip(others, scores, strict=True), key=lambda pair: -pair[1])
    return best[:limit]


def _telling(snapshot: Snapshot, paper: Gist) -> list[tuple[str, float]]:
    """Return the stems with the highest tf·idf."""
    count = len(snapshot) + 1
    weights = {
        stem: often * logarithm(count / (1 + snapshot.frequency(STEMS, stem)))
        for stem, often in paper.counts.items()
    }
    best = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:TELLING_WORDS]
    return [(stem, weight) for stem, weight in best if weight > 0]
