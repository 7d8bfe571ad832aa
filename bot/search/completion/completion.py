"""Completion: what is being typed may become a past search, a category, an author, a title."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from bot.identity import paper_id
from bot.model import Paper
from bot.query.fields import FIELDS
from bot.search.completion.held import Held, plain
from bot.search.index import IndexDamaged, Look

T = TypeVar("T")
log = logging.getLogger(__name__)

PAST, CATEGORIES, AUTHORS = 8, 5, 6
"""The most of each where all kinds are offered, so that titles have room, too."""

SHORTEST = 2
"""Letters from which on the index is asked: nearly everything begins with one letter."""

LONGEST = 200
"""Characters that may begin anything; whoever pastes a page wants it searched for."""

_BOUND = re.compile(r'(?P<head>(?:.*[\s(])?-?)(?P<name>[A-Za-z]+):\s?"?(?P<value>[^":]*)')
_CATEGORY = re.compile(r"[a-z-]*(?:\.[a-z-]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that may be meant, with the title of the paper where it finds just that one."""

    text: str
    title: str = ""


class Completion:
    """Completes from the words of the index; what they belong to is loaded, never searched."""

    def __init__(
        self,
        look: Callable[[], Look],
        load: Callable[[Sequence[str]], dict[str, Paper]],
        clock: Callable[[], datetime],
    ) -> None:
        self._held = Held(look, load, clock)

    def suggest(
        self, typed: str, past: Sequence[str], most: int, *, with_titles: bool = True
    ) -> list[Suggestion]:
        """Return what a query may become: past ones first, the newest of them first of all.

        Behind `author:` and `cat:` these alone are completed, and what stands before them stays.
        """
        if len(typed) > LONGEST:
            return []
        queries = _begun(typed, past)
        if len(typed.strip()) < SHORTEST:
            return queries[:most]
        found = self._ask(lambda: self._indexed(typed, most, with_titles=with_titles))
        return list(islice(_once([*queries[:PAST], *found]), most))

    def papers(self, typed: str, most: int) -> list[Suggestion]:
        """Return papers whose titles hold what is typed, by their ids."""
        if not SHORTEST <= len(typed.strip()) <= LONGEST:
            return []
        found = self._ask(lambda: self._held.titled(typed))
        return [Suggestion(paper.id, paper.title) for paper in found[:most]]

    def _ask(self, question: Callable[[], list[T]]) -> list[T]:
        """Ask the index, and nobody where it is damaged: the next answer mends it."""
        try:
            return question()
        except (IndexDamaged, OSError) as error:
            log.info("completing without the index: %s", error)
            return []

    def _indexed(self, typed: str, most: int, *, with_titles: bool) -> list[Suggestion]:
        bound = _BOUND.fullmatch(typed)
        if bound and bound["name"].lower() in FIELDS:
            return self._bound(bound, most)
        return [
            *islice(self._categories(typed.strip()), CATEGORIES),
            *islice(self._authors(typed), AUTHORS),
            *map(_found_by, self._held.titled(typed) if with_titles else ()),
        ]

    def _bound(self, bound: re.Match[str], most: int) -> list[Suggestion]:
        head, value = bound["head"], bound["value"]
        named = {"author": self._authors, "category": self._categories}
        complete = named.get(FIELDS[bound["name"].lower()].name)
        if complete is None:
            return []
        return [Suggestion(f"{head}{one.text}") for one in islice(complete(value), most)]

    def _categories(self, typed: str) -> Iterator[Suggestion]:
        if _CATEGORY.fullmatch(typed):
            for name in self._held.words(typed, "category"):
                yield Suggestion(f"cat:{_as_written(name)}")

    def _authors(self, typed: str) -> Iterator[Suggestion]:
        for name in self._held.authors(typed):
            yield Suggestion(f'author:"{name.replace(chr(34), "")}"')


def _found_by(paper: Paper) -> Suggestion:
    """Return what finds just this paper: its id, else its title as a whole."""
    return Suggestion(paper_id(paper.id) or paper.title, paper.title)


def _begun(typed: str, past: Sequence[str]) -> list[Suggestion]:
    """Return past queries that begin so, or one of whose words does."""
    start = plain(typed)
    begun = (f" {plain(query)}" for query in past)
    return [Suggestion(query) for query, words in zip(past, begun, strict=True)
            if f" {start}" in words]  # fmt: skip


def _as_written(category: str) -> str:
    """Write a category as arXiv does, from how it is filed: cs.CL, cond-mat.mes-hall."""
    archive, dot, subject = category.rpartition(".")
    return f"{archive}{dot}{subject.upper() if archive and len(subject) == 2 else subject}"


def _once(suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
    seen: set[str] = set()
    for one in suggestions:
        if one.text not in seen:
            seen.add(one.text)
            yield one
