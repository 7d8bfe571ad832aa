"""How alike papers are by their telling words: pure, and quick enough for a day's lists.

Search knows meaning; planning a digest must neither wait for an index nor differ by machine.
"""

from collections import Counter
from collections.abc import Iterable
from math import log, sqrt

from bot.model import Paper
from bot.text.tokens import tokens

_TITLE_COUNTS, _KEYWORD_COUNTS = 3, 3
_LONGEST = 1200
"""Characters of an abstract that are read."""

_SHORTEST = 3
"""Letters of a word that tells something."""

_COMMON = frozenset(
    "the and for with that this from are our which can has have based using via new method model "
    "paper propose show result approach data learning not both these their than more such between "
    "while also into two each its however".split()
)


class Kinship:
    """Cosines between papers, each word weighed by how few of some papers hold it."""

    def __init__(self, among: Iterable[Paper]) -> None:
        """Weigh words by a pool of papers, such as those of the lists that are picked from."""
        self._counts = {paper.id: telling_words(paper) for paper in among}
        self._held: Counter[str] = Counter()
        for words in self._counts.values():
            self._held.update(words.keys())
        self._vectors: dict[str, dict[str, float]] = {}

    def of(self, one: Paper, other: Paper) -> float:
        """Return how alike two papers are, 0 to 1; either may be from elsewhere."""
        mine, theirs = self._vector(one), self._vector(other)
        if len(theirs) < len(mine):
            mine, theirs = theirs, mine
        return sum(weight * theirs[word] for word, weight in mine.items() if word in theirs)

    def _vector(self, paper: Paper) -> dict[str, float]:
        if paper.id not in self._vectors:
            words = self._counts.get(paper.id) or telling_words(paper)
            weights = {word: count * self._rarity(word) for word, count in words.items()}
            length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            self._vectors[paper.id] = {word: one / length for word, one in weights.items()}
        return self._vectors[paper.id]

    def _rarity(self, word: str) -> float:
        count, held = len(self._counts), self._held[word]
        return log(1 + (count - held + 0.5) / (held + 0.5))


def telling_words(paper: Paper) -> dict[str, float]:
    """Return the words that tell what a paper is about; what is said often counts little more."""
    counts: Counter[str] = Counter()
    for text, weight in (
        (paper.title, _TITLE_COUNTS),
        (" ".join(paper.ai_keywords), _KEYWORD_COUNTS),
        (paper.abstract[:_LONGEST], 1),
    ):
        for word in tokens(text):
            if (len(word) >= _SHORTEST and word not in _COMMON) or word.isdigit():
                counts[word] += weight
    return {word: 1 + log(count) for word, count in counts.items()}
