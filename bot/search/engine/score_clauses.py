"""What makes one match better than another: BM25 over stems, pairs that stand together, names."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log

from tantivy import Occur, Schema
from tantivy import Query as EngineQuery

from bot.search.engine.index_schema import PAIRS, STEMS
from bot.search.engine.match_clauses import any_of
from bot.search.ranking_terms import Wording
from bot.search.stems import pairs_of, stems_of

PAIR_WEIGHT, PAIR_SHARE = 0.3, 2.0
"""What a pair counts beside a stem, both weighed by their rarity: this at least, and more in a
query of few stems, whose one or two pairs are what it is about (`benchmarks.relevance`)."""

PEOPLE = "people"

Frequency = Callable[[str, str], int]
"""(field, word) → how many papers hold the word there."""


class Scoring:
    """Builds what scores over a schema; what does not match any of it still may match."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def clauses(self, wording: Wording, frequency: Frequency) -> list[EngineQuery]:
        """Return the terms that a wording is scored by."""
        stems, pairs = _weights(wording.stems), _weights(wording.pairs)
        scored = [self._term(STEMS, stem, weight) for stem, weight in stems.items()]
        share = pair_weight(len(stems))
        scored += [self._term(PAIRS, pair, share * weight) for pair, weight in pairs.items()]
        scored += self._other_readings(wording, frequency)
        for token in set(wording.tokens):
            if named := self._share_of_names(token, frequency):
                scored.append(self._term(PEOPLE, token, named))
        return scored

    def _other_readings(self, wording: Wording, frequency: Frequency) -> Iterator[EngineQuery]:
        """Yield what scores papers that write a compound otherwise, as they are written."""
        own = set(wording.stems)
        for row in wording.readings:
            stems = stems_of(row)
            if len(stems) == 1 and stems[0] not in own and frequency(STEMS, stems[0]):
                yield self._term(STEMS, stems[0])
            for pair in pairs_of(stems) if len(row) == 2 else ():
                if frequency(PAIRS, pair):
                    yield self._term(PAIRS, pair)

    def telling(self, weights: Iterable[tuple[str, float]]) -> EngineQuery:
        """Return what holds any of some stems, each with its own weight."""
        return any_of([self._term(STEMS, stem, weight) for stem, weight in weights])

    def _share_of_names(self, token: str, frequency: Frequency) -> float:
        """Return how much of a word's use is as a name: Hinton's all, Long's next to nothing."""
        named = frequency(PEOPLE, token)
        return named / (named + frequency("abstract", token)) if named else 0.0

    def _term(self, field: str, word: str, weight: float = 1.0) -> EngineQuery:
        option = "freq" if field == STEMS else "basic"
        term = EngineQuery.term_query(self._schema, field, word, index_option=option)
        return term if weight == 1.0 else EngineQuery.boost_query(term, weight)


def pair_weight(stems: int) -> float:
    """Return what a pair counts in a query of so many stems: as much as a stem at most."""
    return min(1.0, max(PAIR_WEIGHT, PAIR_SHARE / max(stems, 1)))


def _weights(words: Sequence[str]) -> dict[str, float]:
    """Return each word's weight in the query: what is said twice is meant more, not twice."""
    return {word: 1 + log(often) for word, often in Counter(words).items()}


def scored_by(
    matching: EngineQuery, clauses: Sequence[EngineQuery], *, is_narrow: bool
) -> EngineQuery:
    """Return what matches as before, but scores by the clauses alone.

    Where few papers match, the clauses are nested one in another: the engine then looks each of
    them up for those papers only. Side by side it reads all of them in stretches of thousands of
    papers, which is three times as quick where most papers match.
    """
    scored = EngineQuery.const_score_query(matching, 0.0)
    if not is_narrow and clauses:
        return EngineQuery.boolean_query([(Occur.Must, scored), (Occur.Should, any_of(clauses))])
    for clause in clauses:
        scored = EngineQuery.boolean_query([(Occur.Must, scored), (Occur.Should, clause)])
    return scored
