"""The leaves of a query: each asks one thing of a paper, and prints as it is typed.

`written` is how the person wrote it, for saying it back; two leaves that ask the same are equal
however they were written. `readings` are other ways to write the same, as rows of tokens: a paper
that holds one of them holds the leaf.
"""

from dataclasses import dataclass, replace
from dataclasses import field as data_field
from datetime import date, timedelta
from typing import Literal

from bot.query.fields import NAMES, SHORT
from bot.text.compounds import Row, other_readings
from bot.text.tokens import american, fold, is_acronym, spans

SIGNS = ("AND", "OR", "NOT", "ANDNOT")
"""Words in capitals that join others; as words they must be quoted."""


@dataclass(frozen=True, slots=True)
class Word:
    """One token; an acronym matches only words that are written with capitals."""

    token: str
    field: str = ""
    is_acronym: bool = False
    written: str = data_field(default="", compare=False)
    readings: tuple[Row, ...] = ()

    def __str__(self) -> str:
        said = self.token.upper() if self.is_acronym else self.token
        if self.written and is_acronym(self.written) == self.is_acronym:
            said = self.written
        return _bound(self.field, f'"{said}"' if said in SIGNS else said)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow each other in one field."""

    tokens: Row
    field: str = ""
    written: str = data_field(default="", compare=False)
    readings: tuple[Row, ...] = ()

    def __str__(self) -> str:
        return _bound(self.field, f'"{self.written or " ".join(self.tokens)}"')


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, folded except for plurals and spelling."""

    token: str
    field: str = ""
    written: str = data_field(default="", compare=False)

    def __str__(self) -> str:
        return _bound(self.field, f"{self.written or self.token}*")

    @property
    def variants(self) -> tuple[str, ...]:
        """The beginnings to look for, since words are filed folded: `quantiz` as quantis…"""
        if self.field in NAMES:
            return (self.token,)
        head, tail = self.token[:2], self.token[2:]
        respelt = head + tail.replace("iz", "is").replace("yz", "ys")
        return tuple(dict.fromkeys((self.token, respelt, american(self.token))))

    @property
    def whole(self) -> str:
        """The token of the beginning taken as a whole word: `models*` finds models, too."""
        return self.token if self.field in NAMES else fold(self.token)

    def begins(self, token: str) -> bool:
        """Tell whether a token is one of those asked for."""
        return token.startswith(self.variants) or token == self.whole


@dataclass(frozen=True, slots=True)
class Tagged:
    """One of a paper's categories, sources or ids; a category includes those below it."""

    field: str
    value: str
    is_beginning: bool = False
    written: str = data_field(default="", compare=False)

    def __str__(self) -> str:
        return _bound(self.field, self.value + ("*" if self.is_beginning else ""))

    def is_among(self, tags: frozenset[str]) -> bool:
        """Tell whether one of a paper's tags is the one asked for."""
        if self.is_beginning:
            return any(tag.startswith(self.value) for tag in tags)
        return self.value in tags


@dataclass(frozen=True, slots=True)
class Counted:
    """A number between two bounds, both included; None is no bound."""

    field: str
    low: int | None = None
    high: int | None = None
    written: str = data_field(default="", compare=False)

    def __str__(self) -> str:
        if self.low is None:
            return f"{self.field}:" + (f"<={self.high}" if self.high != -1 else "<0")
        if self.high is None:
            return f"{self.field}:>={self.low}"
        return f"{self.field}:{self.low}..{self.high}"

    def holds(self, count: int | None) -> bool:
        """Tell whether a number lies within; one that is not known does not."""
        if count is None:
            return False
        return (self.low is None or count >= self.low) and (self.high is None or count <= self.high)


@dataclass(frozen=True, slots=True)
class Dated:
    """Published since or until a day, that day included; a number counts days back from today."""

    bound: Literal["since", "until"]
    day: date | int
    written: str = data_field(default="", compare=False)

    def __str__(self) -> str:
        days = f"{self.day}d" if isinstance(self.day, int) else f"{self.day}"
        return f"{self.bound}:{days}"

    def on(self, today: date) -> date:
        """Return the day that is meant when it is read on `today`."""
        if isinstance(self.day, date):
            return self.day
        return max(today, date.min + timedelta(days=self.day)) - timedelta(days=self.day)

    def holds(self, published: date | None, today: date) -> bool:
        """Tell whether a paper's day lies within; one that is not known does not."""
        if published is None:
            return False
        edge = self.on(today)
        return published >= edge if self.bound == "since" else published <= edge


@dataclass(frozen=True, slots=True)
class Has:
    """A part that is known of a paper, such as code."""

    part: str
    written: str = data_field(default="", compare=False)

    def __str__(self) -> str:
        return f"has:{self.part}"


@dataclass(frozen=True, slots=True)
class Like:
    """Papers like one, as the semantic room of search sees it."""

    paper_id: str
    written: str = data_field(default="", compare=False)

    def __str__(self) -> str:
        return f"like:{self.paper_id}"


TextLeaf = Word | Phrase | Prefix
Leaf = TextLeaf | Tagged | Counted | Dated | Has | Like


def make_text_leaf(
    written: str, name: str = "", *, may_be_acronym: bool = False
) -> TextLeaf | None:
    """Read words without signs as one leaf; None where there is nothing to read."""
    found = list(spans(written, is_name=name in NAMES))
    if not found:
        return None
    written = " ".join(written[found[0].start : found[-1].stop].split())
    is_short = may_be_acronym and is_acronym(written)
    readings = () if name in NAMES or is_short else other_readings(written)
    if len(found) > 1:
        return Phrase(tuple(token.text for token in found), name, written, readings)
    return Word(found[0].text, name, is_short, written, readings)


def alternatives(leaf: TextLeaf) -> tuple[TextLeaf, ...]:
    """Return leaves without other readings, any of which is what a leaf asks for."""
    if isinstance(leaf, Prefix) or not leaf.readings:
        return (leaf,)
    others = (
        Word(row[0], leaf.field) if len(row) == 1 else Phrase(row, leaf.field)
        for row in leaf.readings
    )
    return (replace(leaf, readings=()), *others)


def _bound(name: str, written: str) -> str:
    return f"{SHORT.get(name, name)}:{written}" if name else written
