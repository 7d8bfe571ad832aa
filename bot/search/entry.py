"""A paper as the index takes it in: read once, for matching, ranking and meaning alike."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from bot.model import Paper
from bot.query import View, view
from bot.search.stems import stems_of

TITLE_COUNTS = 2
"""A word of the title counts as so many of the abstract (BM25F)."""


@dataclass(frozen=True)
class Entry:
    """A paper, how queries see it, and the stems of its title and abstract."""

    paper: Paper
    held: View
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


def read(paper: Paper) -> Entry:
    """Read a paper."""
    held = view(paper)
    title, abstract = (tuple(stems_of(held.texts[name])) for name in ("title", "abstract"))
    return Entry(paper, held, title, abstract)
