"""Everything that tantivy must be told: fields, documents, and queries built from terms."""

from bot.search.engine.index_schema import (
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
from bot.search.engine.query_builder import QueryBuilder

__all__ = [
    "PAIRS",
    "PUBLISHED",
    "ROW",
    "STEMS",
    "TEXT",
    "UPVOTES",
    "QueryBuilder",
    "document_of",
    "make_schema",
    "teach",
]
