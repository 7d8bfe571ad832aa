"""Questions as the engine takes them: what matches, together with what it is scored by."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tantivy import Occur, Schema
from tantivy import Query as EngineQuery

from bot.query import NO_LIKENESS, And, Likeness, Node, Not, Or, Phrase, Query, Word
from bot.query.tree import negated, spread
from bot.search.engine.index_schema import ROW, TEXT, WHOLE_TITLE, whole
from bot.search.engine.match_clauses import Matching, any_of, is_narrow
from bot.search.engine.score_clauses import Frequency, Scoring, scored_by
from bot.search.question import Question
from bot.search.ranking_terms import loosened


class QueryBuilder:
    """Builds the engine's queries over a schema."""

    def __init__(self, schema: Schema, likeness: Likeness = NO_LIKENESS) -> None:
        self._schema = schema
        self._matching = Matching(schema, likeness)
        self._scoring = Scoring(schema)

    def exactly(self, question: Question, frequency: Frequency) -> EngineQuery:
        """Return what matches just the papers that `bot.query.matches` says yes to."""
        query = Query(_held(question.query.root, frequency)) if question.query.root else Query(None)
        matching = self._matching.exactly(query, question.today)
        clauses = self._scoring.clauses(question.wording, frequency)
        return scored_by(matching, clauses, is_narrow=is_narrow(question.query))

    def nearly(self, question: Question, frequency: Frequency) -> EngineQuery:
        """Return what holds any of the wanted words, and all that is asked for besides words.

        A character of Chinese or Japanese says nothing by itself, so those words are no part of it.
        """
        parts = self._scoring.clauses(question.wording.in_letters, frequency)
        parts += [
            self._matching.leaf(leaf) for leaf in loosened(question.wording.in_letters.others)
        ]
        if not parts:
            return EngineQuery.empty_query()
        strict = self._matching.besides_words(question.query, question.today)
        anything = any_of(parts)
        return EngineQuery.boolean_query([(Occur.Must, anything), *strict]) if strict else anything

    def titled(self, title: Sequence[str]) -> EngineQuery:
        """Return what has just these tokens for a title."""
        return EngineQuery.term_query(self._schema, WHOLE_TITLE, whole(list(title)))

    def with_ids(self, ids: Sequence[str]) -> EngineQuery:
        """Return what has one of some ids."""
        return EngineQuery.term_set_query(self._schema, "id", list(ids))

    def with_rows(self, rows: Sequence[int]) -> EngineQuery:
        """Return what stands in one of some rows."""
        return EngineQuery.term_set_query(self._schema, ROW, list(rows))

    def in_rows(self, rows: Sequence[int], question: Question) -> EngineQuery:
        """Return what stands in one of some rows, and meets all that is asked for besides words."""
        strict = self._matching.besides_words(question.query, question.today)
        return EngineQuery.boolean_query([(Occur.Must, self.with_rows(rows)), *strict])

    def telling(self, weights: Iterable[tuple[str, float]]) -> EngineQuery:
        """Return what holds any of some stems, each with its own weight."""
        return self._scoring.telling(weights)


def _held(node: Node, frequency: Frequency) -> Node:
    """Return what means the same over these papers: readings that none holds are left out."""
    match node:
        case And(parts):
            return And(tuple(_held(part, frequency) for part in parts))
        case Or(parts):
            return Or(tuple(_held(part, frequency) for part in parts))
        case Not(part):
            return negated(_held(part, frequency))
        case Word() | Phrase() if node.readings:
            rows = tuple(row for row in node.readings if all(frequency(TEXT, one) for one in row))
            return spread(replace(node, readings=rows))
        case _:
            return node
