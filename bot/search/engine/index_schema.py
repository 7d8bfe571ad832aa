"""The fields of the index, and what of a paper goes into them.

Some fields say whether a paper matches, and hold its tokens as queries see them; others say
how well, and hold stems and pairs of them.
"""

from hashlib import blake2b

from tantivy import Document, Index, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from bot.query import View
from bot.query.fields import ANYWHERE, COUNTS, TAGS, TEXTS
from bot.search.index_entry import Entry
from bot.search.stems import pairs_of

BLANKS = "blanks"
"""Splits at blanks only: what is indexed are tokens already."""

TEXT = "text"
"""Every token that an unbound word finds, so that it need not be looked for in three fields."""

STEMS, PAIRS = "stems", "pairs"
"""What ranks: title and abstract as one, since scored apart a word in both would count as two
rare ones."""

PAIRED = ("title", "abstract")
"""The fields whose neighbouring stems are filed as pairs."""

WHOLE_TITLE = "whole_title"
"""The title as one word: who types it whole wants that paper."""

PARTS, PUBLISHED = "parts", "published"
"""What `has:` asks for, and the day of publishing as its ordinal."""

UPVOTES = "upvotes"

ROW = "row"
"""Where the paper's vector stands; no two papers have the same."""

_FILED_TAGS = tuple(name for name in TAGS if name != "id")


def make_schema() -> Schema:
    """Return all fields: only the id can be read back, and numbers in bulk."""
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(WHOLE_TITLE, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(STEMS, tokenizer_name=BLANKS, index_option="freq")
    builder.add_text_field(PAIRS, tokenizer_name=BLANKS, index_option="basic")
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name=BLANKS, index_option="position")
    for name in (TEXT, *_FILED_TAGS, PARTS, *map(acronyms_of, (TEXT, *TEXTS))):
        builder.add_text_field(name, tokenizer_name=BLANKS, index_option="basic")
    for name in (*COUNTS, PUBLISHED):
        builder.add_integer_field(name, fast=True)
    builder.add_unsigned_field(ROW, fast=True, indexed=True)
    return builder.build()


def acronyms_of(name: str) -> str:
    """Return the field that holds the acronyms of a field."""
    return f"{name}_acronyms"


def teach(index: Index) -> Index:
    """Tell an engine how to split; it forgets when it is closed."""
    index.register_tokenizer(BLANKS, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def document_of(entry: Entry, row: int = 0) -> Document:
    """Return what is indexed of a paper, whose vector stands in `row`."""
    document = Document()
    document.add_text("id", entry.paper.id)
    document.add_unsigned(ROW, row)
    _add_matching(document, entry.held)
    document.add_text(WHOLE_TITLE, whole(entry.held.rows("title")[0]))
    document.add_text(STEMS, " ".join(entry.stems))
    rows = (entry.title, entry.abstract, *entry.readings)
    pairs = {pair: None for row in rows for pair in pairs_of(row)}
    document.add_text(PAIRS, " ".join(pairs))
    return document


def whole(title: list[str]) -> str:
    """Return what a title is filed under as a whole, wherever its compounds have blanks."""
    return blake2b("".join(title).encode(), digest_size=8).hexdigest()


def _add_matching(document: Document, held: View) -> None:
    for name in TEXTS:
        document.add_text(name, " ".join(held.texts[name]))
        document.add_text(acronyms_of(name), " ".join(held.acronyms[name]))
    document.add_text(TEXT, " ".join(held.words))
    anywhere = set[str]().union(*(held.acronyms[name] for name in ANYWHERE))
    document.add_text(acronyms_of(TEXT), " ".join(anywhere))
    for name in _FILED_TAGS:
        document.add_text(name, " ".join(held.tags[name]))
    document.add_text(PARTS, " ".join(held.parts))
    for name, count in held.counts.items():
        if count is not None:
            document.add_integer(name, count)
    if held.published:
        document.add_integer(PUBLISHED, held.published.toordinal())
