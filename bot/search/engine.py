"""Everything that tantivy must be told: the fields, documents, and queries built from terms."""

import re
from collections.abc import Iterable

from tantivy import Document, Index, Occur, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer
from tantivy import Query as EngineQuery

from bot.model import Paper
from bot.query import And, Leaf, Node, Not, Or, Phrase, Prefix, Query, Word, paper_tokens
from bot.query.tree import FIELDS

BLANKS = "blanks"
"""Splits at blanks only: what is indexed are tokens already."""

TEXT = "text"
"""Title and abstract as one: scoring them apart would count a word in both as two rare ones."""

BOOSTS = {TEXT: 1.0, "title": 0.15, "abstract": 1.0, "author": 0.1}
"""How much a word counts where it stands; measured by `benchmarks.relevance`."""


def make_schema() -> Schema:
    """Return the fields: tokens with their places, and for each field its acronyms."""
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(TEXT, tokenizer_name=BLANKS, index_option="freq")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name=BLANKS, index_option="position")
        builder.add_text_field(acronyms_of(name), tokenizer_name=BLANKS, index_option="basic")
    return builder.build()


def acronyms_of(name: str) -> str:
    """Return the field that holds the acronyms of a field."""
    return f"{name}_acronyms"


def teach(index: Index) -> Index:
    """Tell an engine how to split; it forgets when it is closed."""
    index.register_tokenizer(BLANKS, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def document_of(paper: Paper) -> Document:
    """Return what is indexed of a paper: only its id can be read back."""
    held = paper_tokens(paper)
    document = Document()
    document.add_text("id", paper.id)
    document.add_text(TEXT, " ".join(held.fields["title"] + held.fields["abstract"]))
    for name in FIELDS:
        document.add_text(name, " ".join(held.fields[name]))
        document.add_text(acronyms_of(name), " ".join(held.acronyms[name]))
    return document


class Asking:
    """Builds the engine's queries over a schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def exactly(self, query: Query) -> EngineQuery:
        """Return what matches just the papers that `bot.query.matches` says yes to."""
        if query.root is None or query.is_empty:
            return EngineQuery.empty_query()
        return self._node(query.root)

    def nearly(self, query: Query) -> EngineQuery:
        """Return what matches any of the wanted words, but none of those to leave out."""
        wanted = [part for leaf in query.wanted() for part in self._loosely(leaf)]
        parts = [(Occur.Must, self._any(wanted))] if wanted else []
        excluded = query.root.parts if isinstance(query.root, And) else ()
        parts += [(Occur.MustNot, self._node(n.part)) for n in excluded if isinstance(n, Not)]
        return EngineQuery.boolean_query(parts) if wanted else EngineQuery.empty_query()

    def any_token(self, weights: Iterable[tuple[str, float]]) -> EngineQuery:
        """Return what matches any of some tokens, each with its own weight."""
        return self._any(
            EngineQuery.boost_query(self._everywhere(Word(token)), weight)
            for token, weight in weights
        )

    def _node(self, node: Node) -> EngineQuery:
        match node:
            case And(parts):
                wanted = [(Occur.Must, self._node(p)) for p in parts if not isinstance(p, Not)]
                left_out = [
                    (Occur.MustNot, self._node(p.part)) for p in parts if isinstance(p, Not)
                ]
                every = [] if wanted else [(Occur.Must, EngineQuery.all_query())]
                return EngineQuery.boolean_query([*every, *wanted, *left_out])
            case Or(parts):
                return self._any(map(self._node, parts))
            case Not(part):
                return self._node(And((Not(part),)))
            case _:
                return self._everywhere(node)

    def _everywhere(self, leaf: Leaf) -> EngineQuery:
        if isinstance(leaf, Word) and not leaf.field and not leaf.is_acronym:
            return self._any(
                EngineQuery.boost_query(self._term(name, leaf.token), BOOSTS[name])
                for name in (TEXT, "title", "author")
            )
        names = (leaf.field,) if leaf.field else FIELDS
        return self._any(
            EngineQuery.boost_query(self._in_field(leaf, name), BOOSTS[name]) for name in names
        )

    def _in_field(self, leaf: Leaf, name: str) -> EngineQuery:
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
                return EngineQuery.regex_query(self._schema, name, f"({beginnings}).*")

    def _loosely(self, leaf: Leaf) -> list[EngineQuery]:
        if isinstance(leaf, Phrase):
            return [self._everywhere(Word(token, leaf.field)) for token in leaf.tokens]
        if isinstance(leaf, Word) and leaf.is_acronym:
            return [self._everywhere(Word(leaf.token, leaf.field))]
        return [self._everywhere(leaf)]

    def _term(self, name: str, token: str) -> EngineQuery:
        return EngineQuery.term_query(self._schema, name, token, index_option="freq")

    def _any(self, parts: Iterable[EngineQuery]) -> EngineQuery:
        return EngineQuery.boolean_query([(Occur.Should, part) for part in parts])
