"""Looking papers up: by id, by what changed, and by the days that list them.

A work that came under two ids is shown once: as the paper that stands for it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, FromClause, case, func, select

from bot.model import Change, Highlight, Listing, Paper
from bot.store.database import Transaction
from bot.store.papers.paper_rows import paper_of
from bot.store.schema import listings, papers

AT_ONCE = 500
"""Ids a statement: SQLite and PostgreSQL bound the parameters of one."""


def get_papers(tx: Transaction, ids: Iterable[str]) -> dict[str, Paper]:
    """Return the stored ones among `ids`, by id."""
    wanted = list(ids)
    found: dict[str, Paper] = {}
    for start in range(0, len(wanted), AT_ONCE):
        statement = select(papers).where(papers.c.id.in_(wanted[start : start + AT_ONCE]))
        rows = tx.execute(statement.where(~papers.c.is_removed)).mappings()
        found.update((row["id"], paper_of(row)) for row in rows)
    return found


def get_published(tx: Transaction, ids: Iterable[str]) -> dict[str, date | None]:
    """Return on which day the stored ones among `ids` were published, None where nobody knows."""
    wanted = list(ids)
    found: dict[str, date | None] = {}
    for start in range(0, len(wanted), AT_ONCE):
        statement = select(papers.c.id, papers.c.published)
        is_wanted = papers.c.id.in_(wanted[start : start + AT_ONCE]) & ~papers.c.is_removed
        found.update({row.id: row.published for row in tx.execute(statement.where(is_wanted))})
    return found


def get_listings(tx: Transaction, paper_id: str) -> tuple[Listing, ...]:
    """Return where a work was listed, under whichever id, the first day first."""
    same = select(papers.c.id).where((papers.c.id == paper_id) | (papers.c.same_as == paper_id))
    statement = select(listings).where(listings.c.paper_id.in_(same)).order_by(listings.c.day)
    return tuple(Listing(r.source, r.day, r.rank, r.submitter) for r in tx.execute(statement))


def count_papers(tx: Transaction) -> int:
    """Return how many works are stored."""
    statement = select(func.count()).select_from(papers)
    counted = statement.where(~papers.c.is_removed, papers.c.same_as == "")
    return int(tx.execute(counted).scalar_one())


def read_changes(tx: Transaction, after: int, limit: int) -> Sequence[Change]:
    """Return the papers that changed past a revision, the oldest change first."""
    statement = select(papers).where(papers.c.revision > after)
    rows = tx.execute(statement.order_by(papers.c.revision).limit(limit)).mappings()
    return [
        Change(row["revision"], paper_of(row), row["is_removed"] or bool(row["same_as"]))
        for row in rows
    ]


def newest_papers(tx: Transaction, limit: int) -> list[Paper]:
    """Return the works that changed last, the newest change first."""
    statement = select(papers).where(~papers.c.is_removed, papers.c.same_as == "")
    rows = tx.execute(statement.order_by(papers.c.revision.desc()).limit(limit)).mappings()
    return [paper_of(row) for row in rows]


def listed_days(tx: Transaction, until: date, limit: int) -> list[date]:
    """Return the newest days up to `until` that have listings, the newest first."""
    statement = select(listings.c.day).where(listings.c.day <= until).distinct()
    return list(tx.execute(statement.order_by(listings.c.day.desc()).limit(limit)).scalars())


def listed_since(tx: Transaction, seen: datetime, first: date) -> list[tuple[Highlight, datetime]]:
    """Return the works on lists from `first` on that were not there yet at `seen` (UTC).

    Each comes with the instant at which its listing was first seen, the earliest first.
    """
    twin = papers.alias()
    statement = (
        select(papers, listings.c.day, listings.c.first_seen_at.label("seen_at"))
        .join(twin, work_of(twin) == papers.c.id)
        .join(listings, listings.c.paper_id == twin.c.id)
        .where(listings.c.day >= first, listings.c.first_seen_at > seen, ~twin.c.is_removed)
        .order_by(listings.c.first_seen_at)
    )
    rows = tx.execute(statement).mappings()
    return [(Highlight(paper_of(row), row["day"]), row["seen_at"]) for row in rows]


def listed_ids(tx: Transaction, source: str, day: date) -> set[str]:
    """Return the ids that a source listed on a day."""
    statement = select(listings.c.paper_id).where(listings.c.day == day)
    return set(tx.execute(statement.where(listings.c.source == source)).scalars())


def listed_between(tx: Transaction, first: date, last: date) -> list[Highlight]:
    """Return the works listed from `first` to `last`, most upvotes first, each once.

    One that was listed on several of the days counts for the newest.
    """
    twin = papers.alias()
    root = work_of(twin)
    days = (
        select(
            root.label("root"),
            func.max(listings.c.day).label("day"),
            func.min(listings.c.rank).label("place"),
        )
        .join(listings, listings.c.paper_id == twin.c.id)
        .where(listings.c.day.between(first, last), ~twin.c.is_removed)
        .group_by(root)
        .subquery()
    )
    statement = (
        select(papers, days.c.day, days.c.place)
        .join(days, days.c.root == papers.c.id)
        .order_by(func.coalesce(papers.c.upvotes, 0).desc(), days.c.place, papers.c.id)
    )
    return [Highlight(paper_of(row), row["day"]) for row in tx.execute(statement).mappings()]


def recent_works(tx: Transaction, first: date, last: date) -> dict[str, int]:
    """Return the works listed from `first` to `last` with their upvotes; withdrawn ones not."""
    twin = papers.alias()
    root = work_of(twin)
    listed = (
        select(root.label("root"))
        .join(listings, listings.c.paper_id == twin.c.id)
        .where(listings.c.day.between(first, last), ~twin.c.is_removed)
        .distinct()
        .subquery()
    )
    statement = select(papers.c.id, papers.c.upvotes).join(listed, listed.c.root == papers.c.id)
    is_good = papers.c.is_withdrawn.is_(None) | ~papers.c.is_withdrawn
    return {row.id: row.upvotes or 0 for row in tx.execute(statement.where(is_good))}


def work_of(table: FromClause) -> ColumnElement[str]:
    """Return the column that names the paper that stands for a row's work."""
    return case((table.c.same_as == "", table.c.id), else_=table.c.same_as)
