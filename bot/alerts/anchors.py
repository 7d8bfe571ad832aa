"""Query → filing: under which features a query lies, and how a candidate is told from a match.

A query is read as clauses that all must hold. The rarest is its anchor: only papers that hold
one of its features are looked at. Two more stand guard, and features that must be missing are
vetoes; most queries are told by these alone. What remains is a small program: where only long
phrases ask for one, it is run for papers alone that hold the rarest part of such a phrase.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bot.alerts.features import ALWAYS, RUNS, Clause, Feature, Space, clauses_of, is_told_by_clauses
from bot.query import And, Leaf, Node, Not, Or, Phrase, spread
from bot.query.fields import TEXTS

GUARDS, WIDTH, VETOES, DOUBTS = 2, 4, 4, 2
"""How many clauses stand guard, of how many features each; how many features are vetoes, and how
many ask for the program."""

NOT, ALL, ANY, ROW, SPECIAL = -1, -2, -3, -4, -5
"""What a program does, beside asking for a feature by its number (≥ 0), operands first:
NOT; ALL n; ANY n; ROW n field feature…: words in a row; SPECIAL n: a leaf that has no feature."""

FIELDS = ("", *TEXTS)
"""Where the words of a row may stand, by the number that a program knows it by."""


class Rarity(Protocol):
    """Knows how common a feature is."""

    def frequency(self, feature: Feature) -> float:
        """Return the share of papers that hold it."""
        ...


class Numbers(Protocol):
    """Gives out the numbers that a program is written in."""

    def feature(self, feature: Feature) -> int:
        """Return the number of a feature."""
        ...

    def special(self, leaf: Leaf) -> int:
        """Return the number of a leaf that no feature tells."""
        ...


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a query lies; the program tells what a paper that holds a doubt is.

    Of any other, anchor, guards and vetoes tell all. Without an anchor it is tried on every paper.
    """

    anchor: Clause
    guards: tuple[Clause, ...]
    vetoes: tuple[Feature, ...]
    doubts: tuple[Feature, ...]
    program: tuple[int, ...]


class _Needs(NamedTuple):
    """What must hold of a paper; `is_all` where nothing else must, if it holds no doubt."""

    clauses: tuple[Clause, ...] = ()
    vetoes: tuple[Feature, ...] = ()
    is_all: bool = False
    doubts: tuple[Feature, ...] = ()


class Filer:
    """Files queries by how common the features are."""

    def __init__(self, rarity: Rarity, numbers: Numbers) -> None:
        self._rarity = rarity
        self._numbers = numbers

    def file(self, root: Node) -> Filing:
        """Return where a query lies."""
        root = spread(root)
        needs = self._needs(root)
        anchor, *others = sorted(needs.clauses, key=self._cost) or [()]
        guards = [clause for clause in others if len(clause) <= WIDTH][:GUARDS]
        vetoes = needs.vetoes[:VETOES]
        is_told = needs.is_all and anchor and len(guards) == len(others) and vetoes == needs.vetoes
        doubts = needs.doubts if is_told and len(needs.doubts) <= DOUBTS else (ALWAYS,)
        program = tuple(self._program(root)) if doubts else ()
        return Filing(anchor, tuple(guards), vetoes, doubts, program)

    def _needs(self, node: Node) -> _Needs:
        match node:
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return self._any(parts)
            case Not(part):
                return self._none(self._needs(part))
            case Phrase(tokens) if len(tokens) > len(RUNS):
                # Without its rarest run it is not there; with it, it most often is.
                rarest = min(clauses_of(node), key=self._cost)
                return _Needs((rarest,), is_all=True, doubts=rarest)
            case _:
                return _Needs(clauses_of(node), is_all=is_told_by_clauses(node))

    def _all(self, parts: tuple[Node, ...]) -> _Needs:
        needs = [self._needs(part) for part in parts]
        return _Needs(
            tuple(dict.fromkeys(clause for one in needs for clause in one.clauses)),
            tuple(dict.fromkeys(veto for one in needs for veto in one.vetoes)),
            all(one.is_all for one in needs),
            _doubts(needs),
        )

    def _any(self, parts: tuple[Node, ...]) -> _Needs:
        """Join the rarest clause of each part: one of these features is there at least."""
        needs = [self._needs(part) for part in parts]
        if not all(one.clauses for one in needs):
            return _Needs()
        clause = [feature for one in needs for feature in min(one.clauses, key=self._cost)]
        is_all = all(one.is_all and len(one.clauses) == 1 and not one.vetoes for one in needs)
        return _Needs((tuple(dict.fromkeys(clause)),), is_all=is_all, doubts=_doubts(needs))

    def _none(self, needs: _Needs) -> _Needs:
        if not needs.is_all or len(needs.clauses) != 1 or needs.vetoes:
            return _Needs()
        vetoes = tuple(one for one in needs.clauses[0] if one not in needs.doubts)
        return _Needs(vetoes=vetoes, is_all=True, doubts=needs.doubts)

    def _cost(self, clause: Clause) -> float:
        return sum(map(self._rarity.frequency, clause))

    def _program(self, node: Node) -> list[int]:
        match node:
            case And(parts) | Or(parts):
                operands = [code for part in parts for code in self._program(part)]
                return [*operands, ALL if isinstance(node, And) else ANY, len(parts)]
            case Not(part):
                return [*self._program(part), NOT]
            case Phrase(tokens, field) if len(tokens) > len(RUNS):
                space = Space("word", field)
                row = [self._numbers.feature(Feature(space, space.key(one))) for one in tokens]
                return [ROW, len(row), FIELDS.index(field), *row]
            case _ if is_told_by_clauses(node):
                ((feature,),) = clauses_of(node)
                return [self._numbers.feature(feature)]
            case _:
                return [SPECIAL, self._numbers.special(node)]


def _doubts(needs: Sequence[_Needs]) -> tuple[Feature, ...]:
    return tuple(dict.fromkeys(doubt for one in needs for doubt in one.doubts))
