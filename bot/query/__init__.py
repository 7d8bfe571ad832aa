"""The one query language: text → Query → text, what it matches, and what it means in words."""

from bot.query.explaining import explain
from bot.query.matching import PaperTokens, matches, paper_tokens, required_tokens
from bot.query.parsing import parse
from bot.query.tree import And, Leaf, Node, Not, Or, Phrase, Prefix, Query, Word

__all__ = [
    "And",
    "Leaf",
    "Node",
    "Not",
    "Or",
    "PaperTokens",
    "Phrase",
    "Prefix",
    "Query",
    "Word",
    "explain",
    "matches",
    "paper_tokens",
    "parse",
    "required_tokens",
]
