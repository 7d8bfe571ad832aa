"""A query as a tree: what a paper must hold."""

from dataclasses import dataclass
from dataclasses import field as data_field
from typing import Union

FIELDS = ("title", "abstract", "author")
"""The fields a word can be bound to; an unbound one may stand in any of them."""


@dataclass(frozen=True, slots=True)
class Word:
    """One token; an acronym matches only words that are written with capitals.

    `written` is how the person wrote it, for saying it back.
    """

    token: str
    field: str = ""
    is_acronym: bool = False
    written: str = data_field(default="", compare=False)

    def __str__(self) -> str:
        return _bound(self.field, self.token.upper() if self.is_acronym else self.token)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow each other in one field."""

    tokens: tuple[str, ...]
    field: str = ""
    written: str = data_field(default="", compare=False)

    def __str__(self) -> str:
        return _bound(self.field, f'"{" ".join(self.tokens)}"')


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a token."""

    token: str
    field: str = ""
    written: str = data_field(default="", compare=False)

    def __str__(self) -> str:
        return _bound(self.field, f"{self.token}*")

    @property
    def variants(self) -> tuple[str, ...]:
        """The beginnings to look for: tokens are folded whole, `quantiz` is filed as quantis…"""
        head, tail = self.token[:2], self.token[2:]
        folded = head + tail.replace("iz", "is").replace("yz", "ys")
        return tuple(dict.fromkeys((self.token, folded)))


@dataclass(frozen=True, slots=True)
class Not:
    """What a paper must not hold."""

    part: "Node"

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


Leaf = Word | Phrase | Prefix
Node = Union[Leaf, Not, And, Or]  # noqa: UP007 - the parts refer to it


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; `problems` say in sentences what could not be understood."""

    root: Node | None
    problems: tuple[str, ...] = data_field(default=(), compare=False)

    def __str__(self) -> str:
        return "" if self.root is None else str(self.root)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked for: no words, or only words to leave out."""
        return self.root is None or not any(True for _ in self.wanted())

    def wanted(self) -> tuple[Leaf, ...]:
        """Return the leaves that are asked for; those to leave out are not among them."""
        return tuple(_wanted(self.root)) if self.root else ()


def _wanted(node: Node) -> list[Leaf]:
    match node:
        case Not():
            return []
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in _wanted(part)]
        case _:
            return [node]


def _inside(node: Node) -> str:
    return f"({node})" if isinstance(node, And | Or) else str(node)


def _bound(name: str, written: str) -> str:
    return f"{name}:{written}" if name else written
