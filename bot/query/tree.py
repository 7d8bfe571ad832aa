"""A query as a tree: what a paper must hold, in a form that prints as it is typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as data_field
from typing import Union

from bot.query.leaves import Leaf, Phrase, Prefix, TextLeaf, Word, alternatives


@dataclass(frozen=True, slots=True)
class Not:
    """What a paper must not hold."""

    part: Union[Leaf, "And", "Or"]

    def __str__(self) -> str:
        return f"-{_inside(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " ".join(map(_inside, self.parts))


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(map(_inside, self.parts))


Node = Union[Leaf, Not, And, Or]  # noqa: UP007 - the parts refer to it


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be understood: a sentence, and where in the text it first stands.

    `more` counts the other places of the same; what concerns the text as a whole has no place.
    """

    sentence: str
    start: int | None = None
    more: int = 0

    def __str__(self) -> str:
        if self.start is None:
            return self.sentence
        times = "once" if self.more == 1 else f"{self.more:,} times"
        again = f", and {times} more" if self.more else ""
        return f"At character {self.start + 1}{again}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query.

    `problems` say what could not be understood and what was made of it; `asides` what was
    understood, but perhaps not as it was meant. Queries that ask the same are equal.
    """

    root: Node | None
    problems: tuple[Problem, ...] = data_field(default=(), compare=False)
    asides: tuple[str, ...] = data_field(default=(), compare=False)

    def __str__(self) -> str:
        return "" if self.root is None else str(self.root)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked for; `-survey` asks for all papers but surveys."""
        return self.root is None

    @property
    def asks_for_something(self) -> bool:
        """Tell whether a paper must hold something, where `-survey` only keeps papers out."""
        return self.root is not None and _asks(self.root)

    def wanted(self) -> tuple[TextLeaf, ...]:
        """Return the words that are asked for; those to leave out are not among them."""
        return tuple(wanted_in(self.root)) if self.root else ()

    def leaves(self) -> tuple[Leaf, ...]:
        """Return all leaves, those to leave out included."""
        return tuple(_leaves(self.root)) if self.root else ()


def wanted_in(node: Node) -> Iterator[TextLeaf]:
    """Yield the words that a part of a query asks for."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted_in(part)
        case Word() | Phrase() | Prefix():
            yield node


def negated(node: Node) -> Node:
    """Return what matches just the papers that `node` does not."""
    return node.part if isinstance(node, Not) else Not(node)


def joined(kind: type[And] | type[Or], parts: Iterable[Node]) -> Node | None:
    """Join parts, flat where they are of the same kind, each once; None where there are none."""
    flat: dict[Node, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    return kind(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def spread(node: Node) -> Node:
    """Return a node that means the same, each reading of its leaves a leaf of its own."""
    match node:
        case And(parts) | Or(parts):
            return joined(type(node), map(spread, parts)) or node
        case Not(part):
            return negated(spread(part))
        case Word() | Phrase():
            return joined(Or, alternatives(node)) or node
        case _:
            return node


def _asks(node: Node) -> bool:
    match node:
        case And(parts):
            return any(map(_asks, parts))
        case Or(parts):
            return all(map(_asks, parts))
        case _:
            return not isinstance(node, Not)


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part):
            yield from _leaves(part)
        case _:
            yield node


def _inside(node: Node) -> str:
    return f"({node})" if isinstance(node, And | Or) else str(node)
