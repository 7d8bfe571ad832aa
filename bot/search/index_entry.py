"""A paper as the index takes it in: read once, for matching, ranking and meaning alike."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.model import Paper
from bot.query import View, view
from bot.search.stems import stems_of
from bot.text.tokens import tokens

TITLE_COUNTS = 2
"""A word of the title counts as so many of the abstract (BM25F)."""


@dataclass(frozen=True)
class Gist:
    """A paper and the stems of its title and abstract: what ranking and meaning go by."""

    paper: Paper
    title: tuple[str, ...]
    abstract: tuple[str, ...]

    @cached_property
    def stems(self) -> list[str]:
        """All stems, those of the title as often as they count."""
        return [*self.title * TITLE_COUNTS, *self.abstract]

    @cached_property
    def counts(self) -> Counter[str]:
        """How much each stem counts in it."""
        return Counter(self.stems)


@dataclass(frozen=True)
class Entry(Gist):
    """The same, and how queries see the paper."""

    held: View


def read(paper: Paper) -> Entry:
    """Read a paper for the index."""
    held = view(paper)
    return Entry(paper, _stems(held.texts["title"]), _stems(held.texts["abstract"]), held)


def gist_of(paper: Paper) -> Gist:
    """Read only what it is about: two thirds of the work."""
    return Gist(paper, _stems(tokens(paper.title)), _stems(tokens(paper.abstract)))


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(stems_of(words))
