"""Paper → view: a paper as queries see it, whether the index or the alerts ask."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.model import Paper
from bot.query.fields import ANYWHERE, COUNTS
from bot.text.compounds import rows_and_acronyms
from bot.text.tokens import tokens_and_acronyms

BETWEEN = "¦"
"""Stands between the names of a list, so that no phrase runs from one into the next."""


@dataclass(frozen=True)
class View:
    """What a paper holds: tokens and capitals by field, tags, numbers, parts, its day."""

    paper: Paper
    texts: dict[str, list[str]]
    acronyms: dict[str, set[str]]
    tags: dict[str, frozenset[str]]

    def rows(self, field: str) -> list[list[str]]:
        """Return the words of a text as they stand, and then the other readings of it."""
        held = self.texts[field]
        ends = [place for place, token in enumerate(held) if token == BETWEEN]
        starts = [0, *(end + 1 for end in ends)]
        return [held[start:stop] for start, stop in zip(starts, [*ends, len(held)], strict=True)]

    @property
    def published(self) -> date | None:
        """The day it was published, where that is known."""
        return self.paper.published

    @cached_property
    def counts(self) -> dict[str, int | None]:
        """Its numbers by the field that asks for them; None is not known."""
        known = (self.paper.upvotes, self.paper.comments, self.paper.code_stars)
        return dict(zip(COUNTS, known, strict=True))

    @cached_property
    def parts(self) -> frozenset[str]:
        """What is known of it, as `has:` asks."""
        paper = self.paper
        known = {
            "code": paper.code_url,
            "project": paper.project_url,
            "summary": paper.ai_summary,
            "keywords": paper.ai_keywords,
            "abstract": paper.abstract,
            "authors": paper.authors,
            "organization": paper.organization,
            "date": paper.published,
        }
        return frozenset(part for part, value in known.items() if value)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every token that an unbound word finds."""
        return frozenset().union(*(self.texts[name] for name in ANYWHERE))


def view(paper: Paper) -> View:
    """Read a paper once, for any number of queries."""
    organization = (paper.organization,) if paper.organization else ()
    read = {
        "title": _text(paper.title),
        "abstract": _text(paper.abstract),
        "people": _list(paper.authors, is_name=False),
        "author": _list(paper.authors, is_name=True),
        "organization": _list(organization, is_name=True),
        "submitter": _list(paper.submitters, is_name=True),
    }
    return View(
        paper,
        {name: tokens for name, (tokens, _) in read.items()},
        {name: capitals for name, (_, capitals) in read.items()},
        {
            "category": frozenset(tag for name in paper.categories for tag in _with_above(name)),
            "source": frozenset(source.lower() for source in paper.sources),
            "id": frozenset({paper.id}),
        },
    )


def _text(text: str) -> tuple[list[str], set[str]]:
    """Read a text, its compounds in all their readings."""
    flat, acronyms = tokens_and_acronyms(text)
    rows, more = rows_and_acronyms(text)
    for row in rows:
        flat += [BETWEEN, *row]
    return flat, acronyms | more


def _list(names: tuple[str, ...], *, is_name: bool) -> tuple[list[str], set[str]]:
    """Read names that never run into each other."""
    flat: list[str] = []
    acronyms: set[str] = set()
    for name in names:
        tokens, capitals = tokens_and_acronyms(name, is_name=is_name)
        flat += [BETWEEN, *tokens] if flat else tokens
        acronyms |= capitals
    return flat, acronyms


def _with_above(category: str) -> list[str]:
    """Return a category and those above it: cs.CL is filed under cs, too."""
    found = []
    for name in category.lower().replace(",", " ").replace(";", " ").split():
        parts = name.split(".")
        found += [".".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    return found
