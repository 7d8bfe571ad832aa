"""Query × view → yes or no: what the index must agree with."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from bot.model import Paper
from bot.query.fields import ANYWHERE
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
from bot.query.paper_view import View
from bot.query.tree import And, Node, Not, Or, Query


class Likeness(Protocol):
    """What `like:` means; the semantic room of search says it, and every reader asks it.

    For each stored paper p, `p.id in ids_like(x)` if and only if `x in liked_by(p, [x])`.
    A paper is not like itself, and nothing is like one that is not known.
    """

    def ids_like(self, paper_id: str) -> Collection[str]:
        """Return the ids of the stored papers that are like one."""
        ...

    def liked_by(self, paper: Paper, ids: Collection[str]) -> Collection[str]:
        """Return those of some ids that a paper, stored or new, is like."""
        ...


class NoLikeness:
    """Likeness where nobody can tell."""

    def ids_like(self, _paper_id: str) -> Collection[str]:
        """Return nothing."""
        return ()

    def liked_by(self, _paper: Paper, _ids: Collection[str]) -> Collection[str]:
        """Return nothing."""
        return ()


NO_LIKENESS = NoLikeness()


def matches(query: Query, paper: View, today: date, likeness: Likeness = NO_LIKENESS) -> bool:
    """Tell whether a paper is what a query asks for; an empty query asks for nothing.

    `today` is what spans such as since:7d are counted back from.
    """
    return query.root is not None and holds(query.root, paper, today, likeness)


def holds(node: Node, paper: View, today: date, likeness: Likeness = NO_LIKENESS) -> bool:
    """Tell the same of a part of a query."""
    return _Matcher(paper, today, likeness).holds(node)


class _Matcher:
    def __init__(self, paper: View, today: date, likeness: Likeness) -> None:
        self._paper = paper
        self._today = today
        self._likeness = likeness

    def holds(self, node: Node) -> bool:
        match node:
            case And(parts):
                return all(map(self.holds, parts))
            case Or(parts):
                return any(map(self.holds, parts))
            case Not(part):
                return not self.holds(part)
            case _:
                return self._has(node)

    def _has(self, leaf: Leaf) -> bool:
        match leaf:
            case Tagged(field):
                return leaf.is_among(self._paper.tags[field])
            case Counted(field):
                return leaf.holds(self._paper.counts[field])
            case Dated():
                return leaf.holds(self._paper.published, self._today)
            case Has(part):
                return part in self._paper.parts
            case Like(paper_id):
                return paper_id in self._likeness.liked_by(self._paper.paper, (paper_id,))
            case _:
                fields = (leaf.field,) if leaf.field else ANYWHERE
                return any(self._stands_in(leaf, field) for field in fields)

    def _stands_in(self, leaf: TextLeaf, field: str) -> bool:
        held = self._paper.texts[field]
        match leaf:
            case Word(token):
                known = self._paper.acronyms[field] if leaf.is_acronym else held
                return token in known or any(_follow(row, held) for row in leaf.readings)
            case Phrase(words):
                return any(_follow(row, held) for row in (words, *leaf.readings))
            case Prefix():
                return any(map(leaf.begins, held))


def _follow(words: Sequence[str], held: list[str]) -> bool:
    length = len(words)
    return any(
        held[start] == words[0] and held[start : start + length] == list(words)
        for start in range(len(held) - length + 1)
    )
