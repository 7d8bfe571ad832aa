"""Search: an index derived from the store, and what it finds."""

from bot.search.search import Search

__all__ = ["Search"]
