"""The one query language: text → Query → text, what it matches, and what it means in words."""

from bot.query.explaining import explain, foldings
from bot.query.failing import say_barren, why_not
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
from bot.query.lexing import clean
from bot.query.matching import NO_LIKENESS, Likeness, holds, matches
from bot.query.parsing import parse
from bot.query.tree import And, Node, Not, Or, Problem, Query, wanted_in
from bot.query.viewing import View, view

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
    "view",
    "wanted_in",
    "why_not",
]
