"""Papers as rows of the table, and back."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import RowMapping

from bot.model import Account, Listing, Paper
from bot.store.papers.merge import Known, Rank

COLUMNS = tuple(field.name for field in fields(Paper))
_LISTS = ("authors", "categories", "ai_keywords", "media", "sources", "submitters")


def row_of(known: Known) -> dict[str, Any]:
    """Return the columns that hold what is known of a paper."""
    paper = known.paper
    return {name: getattr(paper, name) for name in COLUMNS} | {
        "ranks": written_ranks(known.rank, known.exceptions)
    }


def paper_of(row: RowMapping) -> Paper:
    """Return the paper of a row."""
    values: dict[str, Any] = {name: row[name] for name in COLUMNS}
    for name in _LISTS:
        values[name] = tuple(values[name])
    values["accounts"] = tuple(Account(*pair) for pair in values["accounts"])
    return Paper(**values)


def known_of(row: RowMapping) -> Known:
    """Return the paper of a row with the ranks of its fields."""
    rank, exceptions = read_ranks(row["ranks"])
    return Known(paper_of(row), rank, exceptions)


def written_ranks(rank: Rank, exceptions: Mapping[str, Rank]) -> str:
    """Write ranks: "0 1 1763999000", and what differs as "|upvotes 0 1 1764000000"."""
    parts = [" ".join(map(str, rank))]
    parts += [f"{name} {' '.join(map(str, word))}" for name, word in sorted(exceptions.items())]
    return "|".join(parts)


def read_ranks(written: str) -> tuple[Rank, dict[str, Rank]]:
    """Read what `written_ranks` wrote."""
    first, *rest = written.split("|")
    exceptions = {}
    for part in rest:
        name, *numbers = part.split()
        exceptions[name] = Rank(*map(int, numbers))
    return Rank(*map(int, first.split())), exceptions


def listing_row(paper_id: str, listing: Listing) -> dict[str, Any]:
    """Return the columns of a listing."""
    return {
        "day": listing.day,
        "source": listing.source,
        "paper_id": paper_id,
        "rank": listing.rank,
        "submitter": listing.submitter,
    }
