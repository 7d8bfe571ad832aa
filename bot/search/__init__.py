"""Search: an index derived from the store, and what it finds."""

from bot.search.find import Search

__all__ = ["Search"]
