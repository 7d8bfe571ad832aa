"""Query → the engine's query: what matches, built from terms and never from text."""

import re
from collections.abc import Iterable, Sequence
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
from bot.search.engine.index_schema import PAIRED, PAIRS, PARTS, PUBLISHED, TEXT, acronyms_of
from bot.search.stems import pairs_of, stems_of


class Matching:
    """Builds what matches over a schema; it says nothing about how well."""

    def __init__(self, schema: Schema, likeness: Likeness = NO_LIKENESS) -> None:
        self._schema = schema
        self._likeness = likeness

    def exactly(self, query: Query, today: date) -> EngineQuery:
        """Return what matches just the papers that `bot.query.matches` says yes to."""
        return self._node(query.root, today) if query.root else EngineQuery.empty_query()

    def besides_words(self, query: Query, today: date) -> list[tuple[Occur, EngineQuery]]:
        """Return what a near match must meet, too: all that is asked for besides words."""
        parts = query.root.parts if isinstance(query.root, And) else ()
        strict = [part for part in parts if not any(True for _ in wanted_in(part))]
        return self._clauses(strict, today)

    def leaf(self, leaf: TextLeaf) -> EngineQuery:
        """Return what matches one word, phrase or beginning."""
        names = (leaf.field,) if leaf.field else ANYWHERE
        if not leaf.field and not isinstance(leaf, Phrase):
            names = (TEXT,)
        parts = [self._in_field(leaf, name) for name in names]
        return any_of(parts)

    def _node(self, node: Node, today: date) -> EngineQuery:
        match node:
            case And(parts):
                clauses = self._clauses(parts, today)
                if all(occur == Occur.MustNot for occur, _ in clauses):
                    clauses.append((Occur.Must, EngineQuery.all_query()))
                return EngineQuery.boolean_query(clauses)
            case Or(parts):
                return any_of([self._node(part, today) for part in parts])
            case Not():
                return self._node(And((node,)), today)
            case Word() | Phrase() | Prefix():
                return self.leaf(node)
            case _:
                return self._filter(node, today)

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

    def _in_field(self, leaf: TextLeaf, name: str) -> EngineQuery:
        match leaf:
            case Word(token, is_acronym=True):
                return self._term(acronyms_of(name), token)
            case Word(token):
                return self._term(name, token)
            case Phrase(words):
                return self._in_a_row(words, name)
            case Prefix():
                beginnings = "|".join(map(re.escape, leaf.variants))
                pattern = f"({beginnings}).*|{re.escape(leaf.whole)}"
                return EngineQuery.regex_query(self._schema, name, pattern)

    def _in_a_row(self, words: Sequence[str], name: str) -> EngineQuery:
        """Return what holds words in a row; whatever does holds the pairs that they make, too.

        The engine compares places wherever all words are held. Pairs leave few such papers.
        """
        row = EngineQuery.phrase_query(self._schema, name, list(words))
        pairs = pairs_of(stems_of(words)) if name in PAIRED else []
        if not pairs:
            return row
        return EngineQuery.boolean_query(
            [(Occur.Must, self._term(PAIRS, pair)) for pair in pairs] + [(Occur.Must, row)]
        )

    def _term(self, name: str, token: str) -> EngineQuery:
        return EngineQuery.term_query(self._schema, name, token, index_option="basic")


def is_narrow(query: Query) -> bool:
    """Tell whether papers must hold several things at once, which few of them do."""
    parts = query.root.parts if isinstance(query.root, And) else ()
    return sum(any(True for _ in wanted_in(part)) for part in parts) > 1


def any_of(parts: Sequence[EngineQuery]) -> EngineQuery:
    """Return what matches any of some parts; one alone is read faster as it stands."""
    if len(parts) == 1:
        return parts[0]
    return EngineQuery.boolean_query([(Occur.Should, part) for part in parts])
