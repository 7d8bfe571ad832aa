"""A paper as the index takes it in: read once, for matching, ranking and meaning alike."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.model import Paper
from bot.query import View, view
from bot.search.stems import stems_of
from bot.text.compounds import other_rows
from bot.text.tokens import tokens

TITLE_COUNTS = 2
"""A word of the title counts as so many of the abstract (BM25F)."""


@dataclass(frozen=True)
class Gist:
    """A paper and the stems of its title and abstract: what ranking and meaning go by.

    `readings` are the other ways to write stretches of them, by which phrases are found.
    """

    paper: Paper
    title: tuple[str, ...]
    abstract: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def stems(self) -> list[str]:
        """All stems, those of the title as often as they count."""
        return [*self.title * TITLE_COUNTS, *self.abstract]

    @cached_property
    def counts(self) -> Counter[str]:
        """How much each stem counts in it."""
        return Counter(self.stems)


@dataclass(frozen=True, kw_only=True)
class Entry(Gist):
    """The same, and how queries see the paper."""

    held: View


def read(paper: Paper) -> Entry:
    """Read a paper for the index."""
    held = view(paper)
    rows = held.rows("title"), held.rows("abstract")
    return Entry(paper, *_gist(*rows), held=held)


def gist_of(paper: Paper) -> Gist:
    """Read only what it is about: two thirds of the work."""
    title, abstract = paper.title, paper.abstract
    rows = [tokens(title), *other_rows(title)], [tokens(abstract), *other_rows(abstract)]
    return Gist(paper, *_gist(*rows))


Stems = tuple[str, ...]


def _gist(
    titles: Sequence[Sequence[str]], abstracts: Sequence[Sequence[str]]
) -> tuple[Stems, Stems, tuple[Stems, ...]]:
    others = tuple(_stems(row) for row in (*titles[1:], *abstracts[1:]))
    return _stems(titles[0]), _stems(abstracts[0]), others


def _stems(words: Iterable[str]) -> Stems:
    return tuple(stems_of(words))
