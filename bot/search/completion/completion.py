"""Completion: what is being typed may become a past search, a category, an author, a title."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeVar

from bot.model import Paper
from bot.model.identity import paper_id
from bot.query.fields import FIELDS, NAMES, PARTS, SAID, SHORT, Field, Kind
from bot.search.completion.index_terms import Held, plain
from bot.search.index import IndexDamaged
from bot.search.sort import ORDERS

T = TypeVar("T")
log = logging.getLogger(__name__)

PAST, CATEGORIES, AUTHORS = 8, 5, 6
"""The most of each where all kinds are offered, so that titles have room, too."""

SHORTEST = 2
"""Letters from which on the index is asked: nearly everything begins with one letter."""

LONGEST = 200
"""Characters that may begin anything; whoever pastes a page wants it searched for."""

_BOUND = re.compile(r'(?P<head>(?:.*[\s(])?-?)(?P<name>[A-Za-z]+):\s?"?(?P<value>[^":]*)')
_VALUES: dict[Kind, Sequence[str]] = {
    Kind.HAS: PARTS,
    Kind.ORDER: ORDERS,
    Kind.SINCE: ("7d", "30d", "365d"),
}
_WRITTEN = {Kind.HAS: "has", Kind.ORDER: "sort", Kind.SINCE: "since"}
_CATEGORY = re.compile(r"[a-z-]*(?:\.[a-z-]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that may be meant, with the title of the paper where it finds just that one."""

    text: str
    title: str = ""


class Completion:
    """Completes from the words of the index; what they belong to is loaded, never searched."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def suggest(
        self, typed: str, past: Sequence[str], most: int, *, with_titles: bool = True
    ) -> list[Suggestion]:
        """Return what a query may become: past ones first, the newest of them first of all.

        Behind a field its values alone are completed, and what stands before them stays.
        """
        if len(typed) > LONGEST:
            return []
        queries = _begun(typed, past)
        if len(typed.strip()) < SHORTEST:
            return queries[:most]
        found = self._ask(lambda: list(self._indexed(typed, most, with_titles=with_titles)))
        return list(islice(_once([*queries[:PAST], *found]), most))

    def papers(self, typed: str, most: int) -> list[Suggestion]:
        """Return papers whose titles hold what is typed, by their ids."""
        if not SHORTEST <= len(typed.strip()) <= LONGEST:
            return []
        found = self._ask(lambda: self._held.titled(typed))
        return [Suggestion(paper.id, paper.title) for paper in found[:most]]

    def values(self, field: str, typed: str, most: int) -> list[str]:
        """Return the names, or the categories, that a field may be followed by."""
        if not typed.strip() or len(typed) > LONGEST:
            return []
        snapshot = (
            self._categories if field == "category" else partial(self._held.names, field=field)
        )
        return self._ask(lambda: list(islice(snapshot(typed), most)))

    def _ask(self, question: Callable[[], list[T]]) -> list[T]:
        """Ask the index, and nobody where it is damaged: the next answer mends it."""
        try:
            return question()
        except (IndexDamaged, OSError) as error:
            log.info("completing without the index: %s", error)
            return []

    def _indexed(self, typed: str, most: int, *, with_titles: bool) -> Iterator[Suggestion]:
        bound = _BOUND.fullmatch(typed)
        if bound and (field := FIELDS.get(bound["name"].lower())):
            head = bound["head"]
            for one in islice(self._bound(bound["value"], field), most):
                yield Suggestion(f"{head}{one.text}", one.title)
            return
        yield from map(Suggestion, _fields(typed))
        yield from (Suggestion(f"cat:{one}") for one in islice(self._categories(typed), CATEGORIES))
        yield from islice(self._named(typed, "author"), AUTHORS)
        if with_titles:
            yield from map(_found_by, self._held.titled(typed))

    def _bound(self, value: str, field: Field) -> Iterable[Suggestion]:
        """Return what may stand behind the colon of a field, the field with it."""
        name = SHORT.get(field.name, field.name)
        match field.kind:
            case Kind.TEXT if field.name in NAMES:
                return self._named(value, field.name)
            case Kind.LIKE | Kind.TAG if field.name in ("like", "id"):
                return self._papers_by_title(value, field.name)
            case Kind.TAG if field.name == "category":
                return (Suggestion(f"cat:{one}") for one in self._categories(value))
            case Kind.TAG:
                return (Suggestion(f"{name}:{one}") for one in self._held.words(value, field.name))
            case _:
                known = _VALUES.get(field.kind, ())
                return (Suggestion(f"{_WRITTEN[field.kind]}:{one}") for one in known
                        if one.startswith(value.lower()))  # fmt: skip

    def _papers_by_title(self, value: str, name: str) -> Iterator[Suggestion]:
        for paper in self._held.titled(value):
            if known := paper_id(paper.id):
                yield Suggestion(f"{name}:{known}", paper.title)

    def _categories(self, typed: str) -> Iterator[str]:
        """Yield the categories that begin so, the fullest first."""
        if _CATEGORY.fullmatch(typed.strip()):
            yield from map(_as_written, self._held.words(typed.strip(), "category"))

    def _named(self, typed: str, field: str) -> Iterator[Suggestion]:
        for name in self._held.names(typed, field):
            yield Suggestion(f'{SHORT.get(field, field)}:"{name.replace(chr(34), "")}"')


def _fields(typed: str) -> list[str]:
    """Return the fields whose names the last word may be the beginning of, with what is before."""
    head, blank, last = typed.rpartition(" ")
    names = [*SAID.split(), "sort:"] if len(last) >= SHORTEST else []
    return [f"{head}{blank}{name}" for name in names if name.startswith(last)][:1]


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
