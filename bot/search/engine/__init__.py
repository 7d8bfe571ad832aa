"""Everything that tantivy must be told: fields, documents, and queries built from terms."""

from bot.search.engine.matching import Asking
from bot.search.engine.schema import document_of, make_schema, teach

__all__ = ["Asking", "document_of", "make_schema", "teach"]
