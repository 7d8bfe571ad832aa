"""Query → the engine's query: what matches, built from terms and never from text."""

import re
from collections.abc import Iterable
from datetime import date

from tantivy import FieldType, Occur, Schema
from tantivy import Query as EngineQuery

from bot.query import (
    NO_LIKENESS,
    And,
    Counted,
    Dated,
    Has,
    Leaf,
    Like,
    Likeness,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Tagged,
    TextLeaf,
    Word,
    wanted_in,
)
from bot.query.fields import ANYWHERE
from bot.search.engine.schema import BOOSTS, PARTS, PUBLISHED, TEXT, acronyms_of


class Asking:
    """Builds the engine's queries over a schema."""

    def __init__(self, schema: Schema, likeness: Likeness = NO_LIKENESS) -> None:
        self._schema = schema
        self._likeness = likeness

    def exactly(self, query: Query, today: date) -> EngineQuery:
        """Return what matches just the papers that `bot.query.matches` says yes to."""
        return self._node(query.root, today) if query.root else EngineQuery.empty_query()

    def nearly(self, query: Query, today: date) -> EngineQuery:
        """Return what matches any of the wanted words, and all that is asked for besides words."""
        wanted = [part for leaf in query.wanted() for part in self._loosely(leaf)]
        if query.root is None or not wanted:
            return self.exactly(query, today)
        parts = query.root.parts if isinstance(query.root, And) else ()
        strict = [part for part in parts if not any(True for _ in wanted_in(part))]
        must = (Occur.Must, self._any(wanted))
        return EngineQuery.boolean_query([must, *self._clauses(strict, today)])

    def any_token(self, weights: Iterable[tuple[str, float]]) -> EngineQuery:
        """Return what matches any of some tokens, each with its own weight."""
        return self._any(
            EngineQuery.boost_query(self._everywhere(Word(token)), weight)
            for token, weight in weights
        )

    def _node(self, node: Node, today: date) -> EngineQuery:
        match node:
            case And(parts):
                clauses = self._clauses(parts, today)
                if all(occur == Occur.MustNot for occur, _ in clauses):
                    clauses.append((Occur.Must, EngineQuery.all_query()))
                return EngineQuery.boolean_query(clauses)
            case Or(parts):
                return self._any(self._node(part, today) for part in parts)
            case Not():
                return self._node(And((node,)), today)
            case Word() | Phrase() | Prefix():
                return self._everywhere(node)
            case _:
                # What filters says nothing about how well a paper fits.
                return EngineQuery.const_score_query(self._filter(node, today), 0.0)

    def _clauses(self, parts: Iterable[Node], today: date) -> list[tuple[Occur, EngineQuery]]:
        return [
            (Occur.MustNot, self._node(part.part, today))
            if isinstance(part, Not)
            else (Occur.Must, self._node(part, today))
            for part in parts
        ]

    def _filter(self, leaf: Leaf, today: date) -> EngineQuery:
        match leaf:
            case Tagged(field, value, is_beginning=True):
                return EngineQuery.regex_query(self._schema, field, f"{re.escape(value)}.*")
            case Tagged(field, value):
                return self._term(field, value)
            case Has(part):
                return self._term(PARTS, part)
            case Counted(field, low, high):
                return self._between(field, low, high)
            case Dated(bound):
                day = leaf.on(today).toordinal()
                low, high = (day, None) if bound == "since" else (None, day)
                return self._between(PUBLISHED, low, high)
            case Like(paper_id):
                ids = list(self._likeness.ids_like(paper_id))
                return EngineQuery.term_set_query(self._schema, "id", ids)
            case _:
                raise TypeError(f"no filter: {leaf!r}")

    def _between(self, name: str, low: int | None, high: int | None) -> EngineQuery:
        return EngineQuery.range_query(self._schema, name, FieldType.Integer, low, high)

    def _everywhere(self, leaf: TextLeaf) -> EngineQuery:
        if isinstance(leaf, Word) and not leaf.field and not leaf.is_acronym:
            return self._any(
                EngineQuery.boost_query(self._term(name, leaf.token), BOOSTS[name])
                for name in (TEXT, "title", "people")
            )
        names = (leaf.field,) if leaf.field else ANYWHERE
        return self._any(
            EngineQuery.boost_query(self._in_field(leaf, name), BOOSTS[name]) for name in names
        )

    def _in_field(self, leaf: TextLeaf, name: str) -> EngineQuery:
        match leaf:
            case Word(token, is_acronym=True):
                # The acronym decides, the word itself scores: its frequency tells more.
                must = (Occur.Must, self._term(acronyms_of(name), token))
                return EngineQuery.boolean_query([must, (Occur.Should, self._term(name, token))])
            case Word(token):
                return self._term(name, token)
            case Phrase(words):
                return EngineQuery.phrase_query(self._schema, name, list(words))
            case Prefix():
                beginnings = "|".join(map(re.escape, leaf.variants))
                pattern = f"({beginnings}).*|{re.escape(leaf.whole)}"
                return EngineQuery.regex_query(self._schema, name, pattern)

    def _loosely(self, leaf: TextLeaf) -> list[EngineQuery]:
        if isinstance(leaf, Phrase):
            return [self._everywhere(Word(token, leaf.field)) for token in leaf.tokens]
        if isinstance(leaf, Word) and leaf.is_acronym:
            return [self._everywhere(Word(leaf.token, leaf.field))]
        return [self._everywhere(leaf)]

    def _term(self, name: str, token: str) -> EngineQuery:
        return EngineQuery.term_query(self._schema, name, token, index_option="freq")

    def _any(self, parts: Iterable[EngineQuery]) -> EngineQuery:
        return EngineQuery.boolean_query([(Occur.Should, part) for part in parts])
