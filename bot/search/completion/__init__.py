"""Completion: what is being typed may become a past search, a category, an author, a title."""

from bot.search.completion.completion import PAST, Completion, Suggestion
from bot.search.completion.index_terms import Held

__all__ = ["PAST", "Completion", "Held", "Suggestion"]
