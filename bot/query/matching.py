"""Query × paper → yes or no, read straight from the tokens: what the index must agree with."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.model import Paper
from bot.query.tree import FIELDS, And, Leaf, Node, Not, Or, Phrase, Prefix, Query, Word
from bot.text import tokens_and_acronyms


@dataclass(frozen=True)
class PaperTokens:
    """The tokens of a paper by field, and which of them are written with capitals there."""

    fields: dict[str, list[str]]
    acronyms: dict[str, set[str]]

    @cached_property
    def all(self) -> frozenset[str]:
        """Every token, whichever field holds it."""
        return frozenset(token for field in self.fields.values() for token in field)


def paper_tokens(paper: Paper) -> PaperTokens:
    """Read a paper as the index reads it; names of authors never run into each other."""
    texts = {"title": paper.title, "abstract": paper.abstract, "author": "; ".join(paper.authors)}
    read = {name: tokens_and_acronyms(text) for name, text in texts.items()}
    return PaperTokens(
        {name: held for name, (held, _) in read.items()},
        {name: capitals for name, (_, capitals) in read.items()},
    )


def matches(query: Query, paper: PaperTokens) -> bool:
    """Tell whether a paper is what a query asks for; an empty query asks for nothing."""
    return query.root is not None and not query.is_empty and _holds(query.root, paper)


def _holds(node: Node, paper: PaperTokens) -> bool:
    match node:
        case And(parts):
            return all(_holds(part, paper) for part in parts)
        case Or(parts):
            return any(_holds(part, paper) for part in parts)
        case Not(part):
            return not _holds(part, paper)
        case _:
            fields = (node.field,) if node.field else FIELDS
            return any(_stands_in(node, field, paper) for field in fields)


def _stands_in(leaf: Leaf, field: str, paper: PaperTokens) -> bool:
    held = paper.fields[field]
    match leaf:
        case Word(token, is_acronym=True):
            return token in paper.acronyms[field]
        case Word(token):
            return token in held
        case Phrase(words):
            return _follow(words, held)
        case Prefix():
            return any(token.startswith(leaf.variants) for token in held)


def _follow(words: Sequence[str], held: list[str]) -> bool:
    length = len(words)
    return any(
        held[start] == words[0] and held[start : start + length] == list(words)
        for start in range(len(held) - length + 1)
    )


def required_tokens(query: Query) -> tuple[frozenset[str], ...]:
    """Return alternatives of which a matching paper holds at least one with all its tokens.

    An empty alternative requires nothing: such a query must be tried on every paper.
    """
    if query.root is None or query.is_empty:
        return ()
    return _required(query.root)


def _required(node: Node) -> tuple[frozenset[str], ...]:
    match node:
        case Word(token):
            return (frozenset({token}),)
        case Phrase(words):
            return (frozenset(words),)
        case Or(parts):
            return tuple(alternative for part in parts for alternative in _required(part))
        case And(parts):
            return _strictest([_required(part) for part in parts])
        case _:
            return (frozenset(),)


def _strictest(parts: list[tuple[frozenset[str], ...]]) -> tuple[frozenset[str], ...]:
    """Of parts that must all hold, choose the one that leaves the fewest papers to try."""
    certain = frozenset(token for part in parts if len(part) == 1 for token in part[0])
    if certain:
        return (certain,)
    telling = [part for part in parts if all(part)]
    return min(telling, key=len) if telling else (frozenset(),)
