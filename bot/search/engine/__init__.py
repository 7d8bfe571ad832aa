"""Everything that tantivy must be told: fields, documents, and queries built from terms."""

from bot.search.engine.asking import Asking
from bot.search.engine.schema import PUBLISHED, ROW, STEMS, UPVOTES, document_of, make_schema, teach

__all__ = ["PUBLISHED", "ROW", "STEMS", "UPVOTES", "Asking", "document_of", "make_schema", "teach"]
