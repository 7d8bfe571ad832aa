"""The one query language: text → Query → text, what it matches, and what it means in words."""

from bot.query.explanation import explain, foldings
from bot.query.leaves import (
    Counted,
    Dated,
    Has,
    Leaf,
    Like,
    Phrase,
    Prefix,
    Tagged,
    TextLeaf,
    Word,
)
from bot.query.lexer import clean
from bot.query.matcher import NO_LIKENESS, Likeness, holds, matches
from bot.query.mismatches import say_barren, why_not
from bot.query.paper_view import View, view
from bot.query.parser import parse
from bot.query.tree import And, Node, Not, Or, Problem, Query, spread, wanted_in

__all__ = [
    "NO_LIKENESS",
    "And",
    "Counted",
    "Dated",
    "Has",
    "Leaf",
    "Like",
    "Likeness",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Problem",
    "Query",
    "Tagged",
    "TextLeaf",
    "View",
    "Word",
    "clean",
    "explain",
    "foldings",
    "holds",
    "matches",
    "parse",
    "say_barren",
    "spread",
    "view",
    "wanted_in",
    "why_not",
]
