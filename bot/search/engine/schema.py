"""The fields of the index, and what of a paper goes into them."""

from tantivy import Document, Index, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from bot.model import Paper
from bot.query import view
from bot.query.fields import COUNTS, TAGS, TEXTS

BLANKS = "blanks"
"""Splits at blanks only: what is indexed are tokens already."""

TEXT = "text"
"""Title and abstract as one: scoring them apart would count a word in both as two rare ones."""

PARTS, PUBLISHED = "parts", "published"
"""What `has:` asks for, and the day of publishing as its ordinal."""

BOOSTS = {
    TEXT: 1.0,
    "title": 0.15,
    "abstract": 1.0,
    "people": 0.1,
    "author": 0.1,
    "organization": 0.1,
    "submitter": 0.1,
}
"""How much a word counts where it stands; measured by `benchmarks.relevance`."""


def make_schema() -> Schema:
    """Return the fields: tokens with their places, each field's acronyms, tags and numbers."""
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(TEXT, tokenizer_name=BLANKS, index_option="freq")
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name=BLANKS, index_option="position")
        builder.add_text_field(acronyms_of(name), tokenizer_name=BLANKS, index_option="basic")
    for name in (*_FILED_TAGS, PARTS):
        builder.add_text_field(name, tokenizer_name=BLANKS, index_option="basic")
    for name in (*COUNTS, PUBLISHED):
        builder.add_integer_field(name, fast=True)
    return builder.build()


_FILED_TAGS = tuple(name for name in TAGS if name != "id")


def acronyms_of(name: str) -> str:
    """Return the field that holds the acronyms of a field."""
    return f"{name}_acronyms"


def teach(index: Index) -> Index:
    """Tell an engine how to split; it forgets when it is closed."""
    index.register_tokenizer(BLANKS, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def document_of(paper: Paper) -> Document:
    """Return what is indexed of a paper: only its id can be read back."""
    held = view(paper)
    document = Document()
    document.add_text("id", paper.id)
    document.add_text(TEXT, " ".join(held.texts["title"] + held.texts["abstract"]))
    for name in TEXTS:
        document.add_text(name, " ".join(held.texts[name]))
        document.add_text(acronyms_of(name), " ".join(held.acronyms[name]))
    for name in _FILED_TAGS:
        document.add_text(name, " ".join(held.tags[name]))
    document.add_text(PARTS, " ".join(held.parts))
    for name, count in held.counts.items():
        if count is not None:
            document.add_integer(name, count)
    if paper.published:
        document.add_integer(PUBLISHED, paper.published.toordinal())
    return document
