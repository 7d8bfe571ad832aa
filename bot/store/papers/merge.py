"""Merging what several sources say of one paper; the order in which they say it does not matter.

Each field remembers whose word it is: its rank. The merge of two states takes field by field the
word of higher rank, and equal ranks are decided by the words themselves; so merging is
commutative, associative and idempotent, and whatever a source does not say blanks nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import NamedTuple

from bot.model import Arrival, Paper
from bot.text.latex import readable


class Rank(NamedTuple):
    """How much a word counts: first the version it is about, then whose it is, then when (s)."""

    version: int
    authority: int
    at: int


UNITS: dict[str, tuple[str, ...]] = {
    "title": ("original_title",),
    "abstract": ("original_abstract",),
    "organization": ("organization_account",),
    "is_withdrawn": ("remark",),
    "ai_summary": ("summary_by",),
}
"""Fields that only make sense together: the first decides, the others follow."""

COUNTERS = ("upvotes", "comments", "code_stars")
"""What moves: here the last count stands, whoever counted."""

UNIONS = ("sources", "submitters")
"""What only grows."""

_FOLLOWERS = {name for names in UNITS.values() for name in names}
FIELDS = tuple(one.name for one in fields(Paper) if one.name not in {"id", *_FOLLOWERS, *UNIONS})
_UNKNOWN: tuple[object, ...] = (None, "", ())


@dataclass(frozen=True, slots=True)
class Known:
    """A paper and the rank of each of its fields: `rank`, but for the `exceptions`."""

    paper: Paper
    rank: Rank
    exceptions: Mapping[str, Rank] = field(default_factory=dict)

    def rank_of(self, name: str) -> Rank:
        """Return the rank of a known field."""
        return self.exceptions.get(name, self.rank)


def known_from(arrival: Arrival, now: datetime) -> Known:
    """Return what one arrival alone tells."""
    paper = arrival.paper
    told_at = arrival.told_at or now
    # A record without a version is of the first, unless it was revised since.
    is_revised = bool(paper.revised and paper.published and paper.revised > paper.published)
    version = paper.version or (1 + is_revised if paper.revised else 0)
    rank = Rank(version, int(arrival.authority), int(told_at.timestamp()))
    listing = arrival.listing
    if listing:
        submitters = (listing.submitter,) if listing.submitter else ()
        paper = replace(paper, sources=(listing.source,), submitters=submitters)
    return Known(paper, rank)


def merge(one: Known, other: Known) -> Known:
    """Return what is known of a paper after both; raises ValueError for two papers."""
    if one.paper.id != other.paper.id:
        raise ValueError(f"{one.paper.id} and {other.paper.id} are two papers")
    values: dict[str, object] = {}
    ranks: dict[str, Rank] = {}
    for name in FIELDS:
        winner = _winner(name, one, other)
        if winner is None:
            continue
        ranks[name] = winner.rank_of(name)
        for part in (name, *UNITS.get(name, ())):
            values[part] = getattr(winner.paper, part)
    for name in UNIONS:
        values[name] = tuple(sorted({*getattr(one.paper, name), *getattr(other.paper, name)}))
    rank = max(ranks.values(), default=max(one.rank, other.rank))
    exceptions = {name: word for name, word in ranks.items() if word != rank}
    # mypy cannot know that each value came out of the field of its name.
    return Known(replace(one.paper, **values), rank, exceptions)  # type: ignore[arg-type]


def _winner(name: str, one: Known, other: Known) -> Known | None:
    """Return whose word on a field counts more, None where neither has one."""
    is_told = getattr(one.paper, name) not in _UNKNOWN
    if getattr(other.paper, name) in _UNKNOWN:
        return one if is_told else None
    if not is_told:
        return other
    return max(one, other, key=lambda known: _weight(name, known))


def _weight(name: str, known: Known) -> tuple[object, ...]:
    rank = known.rank_of(name)
    parts = (name, *UNITS.get(name, ()))
    # Where rank says nothing, a word that is read stands before one with LaTeX, as it was stored
    # once; then the longer one does, and at last the alphabet decides.
    words = [str(getattr(known.paper, part)) for part in parts]
    if name in COUNTERS:
        return (rank.at, rank, int(words[0]))
    return (rank, readable(words[0]) == words[0], [(len(word), word) for word in words])
