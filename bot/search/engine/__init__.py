"""Everything that tantivy must be told: fields, documents, and queries built from terms."""

from bot.search.engine.asking import Asking
from bot.search.engine.schema import (
    PAIRS,
    PUBLISHED,
    ROW,
    STEMS,
    TEXT,
    UPVOTES,
    document_of,
    make_schema,
    teach,
)

__all__ = [
    "PAIRS",
    "PUBLISHED",
    "ROW",
    "STEMS",
    "TEXT",
    "UPVOTES",
    "Asking",
    "document_of",
    "make_schema",
    "teach",
]
