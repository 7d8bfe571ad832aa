"""Papers and their listings: one row a paper, however many sources and days name it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, func, select, update

from bot.model import Arrival, Change, Highlight, Listing, Paper
from bot.store.engine import Transaction
from bot.store.schema import counters, listings, papers

BATCH = 500
"""Rows a statement: SQLite and PostgreSQL bound the parameters of one."""

_COLUMNS = tuple(field.name for field in fields(Paper))
_UNKNOWN: tuple[object, ...] = (None, "", ())


@dataclass(frozen=True, slots=True)
class Added:
    """What an intake changed: papers never seen before, changed ones, and new listings."""

    new: tuple[Paper, ...] = ()
    updated: tuple[Paper, ...] = ()
    listed: tuple[tuple[Paper, Listing], ...] = ()


def add_papers(tx: Transaction, arrivals: Sequence[Arrival], now: datetime) -> Added:
    """Store what a source handed over; what is known is never blanked by what is not.

    A paper that has not changed is not written, so that taking in the same list again costs
    only the reading.
    """
    added = Added()
    for start in range(0, len(arrivals), BATCH):
        part = _add_batch(tx, arrivals[start : start + BATCH], now)
        added = Added(
            added.new + part.new, added.updated + part.updated, added.listed + part.listed
        )
    return added


def _add_batch(tx: Transaction, arrivals: Sequence[Arrival], now: datetime) -> Added:
    ids = {arrival.paper.id for arrival in arrivals}
    stored = _stored(tx, ids)
    merged: dict[str, Paper] = {}
    for arrival in arrivals:
        known = merged.get(arrival.paper.id) or stored.get(arrival.paper.id)
        merged[arrival.paper.id] = merge(known, arrival.paper) if known else arrival.paper
    new = [paper for key, paper in merged.items() if key not in stored]
    updated = [paper for key, paper in merged.items() if key in stored and paper != stored[key]]
    revision = _take_revisions(tx, len(new) + len(updated))
    rows = [_row(paper, revision + place) for place, paper in enumerate([*new, *updated])]
    if new:
        tx.execute(papers.insert(), [{**row, "added_at": now} for row in rows[: len(new)]])
    for row in rows[len(new) :]:
        tx.execute(update(papers).where(papers.c.id == row["id"]).values(row))
    listed = _add_listings(tx, arrivals, now)
    pairs = tuple((merged[paper_id], listing) for paper_id, listing in listed)
    return Added(tuple(new), tuple(updated), pairs)


def merge(known: Paper, arrived: Paper) -> Paper:
    """Return what is known of a paper after a new answer: the newest word on each field."""
    news = {name: value for name in _COLUMNS if (value := getattr(arrived, name)) not in _UNKNOWN}
    return replace(known, **news)


def _take_revisions(tx: Transaction, count: int) -> int:
    """Reserve `count` revisions and return the first.

    The counter's row stays locked until the transaction ends, so that revisions become
    visible in their order and a reader that follows them misses none.
    """
    if not count:
        return 0
    statement = update(counters).where(counters.c.name == "revision")
    last = tx.execute(
        statement.values(value=counters.c.value + count).returning(counters.c.value)
    ).scalar_one()
    return int(last) - count + 1


def _add_listings(
    tx: Transaction, arrivals: Sequence[Arrival], now: datetime
) -> list[tuple[str, Listing]]:
    wanted = {
        (a.listing.day, a.listing.source, a.paper.id): a.listing for a in arrivals if a.listing
    }
    if not wanted:
        return []
    statement = select(listings).where(
        listings.c.day.in_({day for day, _, _ in wanted}),
        listings.c.paper_id.in_({paper_id for _, _, paper_id in wanted}),
    )
    known = {(r.day, r.source, r.paper_id): (r.rank, r.submitter) for r in tx.execute(statement)}
    fresh = [(key, listing) for key, listing in wanted.items() if key not in known]
    if fresh:
        tx.execute(
            listings.insert(),
            [{**_listing_row(key, listing), "first_seen_at": now} for key, listing in fresh],
        )
    for key, listing in wanted.items():
        if key in known and known[key] != (listing.rank, listing.submitter):
            day, source, paper_id = key
            tx.execute(
                update(listings)
                .where(listings.c.day == day, listings.c.source == source)
                .where(listings.c.paper_id == paper_id)
                .values(rank=listing.rank, submitter=listing.submitter or known[key][1])
            )
    return [(key[2], listing) for key, listing in fresh]


def remove_papers(tx: Transaction, source: str) -> int:
    """Take away all papers that a source alone listed; return how many."""
    ids = select(listings.c.paper_id).where(listings.c.source == source)
    found = list(
        tx.execute(select(papers.c.id).where(papers.c.id.in_(ids), ~papers.c.is_removed)).scalars()
    )
    revision = _take_revisions(tx, len(found))
    for place, paper_id in enumerate(found):
        row = {"is_removed": True, "revision": revision + place}
        tx.execute(update(papers).where(papers.c.id == paper_id).values(row))
    tx.execute(listings.delete().where(listings.c.source == source))
    return len(found)


def get_papers(tx: Transaction, ids: Iterable[str]) -> dict[str, Paper]:
    """Return the stored ones among `ids`, by id."""
    wanted = list(ids)
    found: dict[str, Paper] = {}
    for start in range(0, len(wanted), BATCH):
        statement = select(papers).where(papers.c.id.in_(wanted[start : start + BATCH]))
        rows = tx.execute(statement.where(~papers.c.is_removed)).mappings()
        found.update((row["id"], _paper(row)) for row in rows)
    return found


def get_listings(tx: Transaction, paper_id: str) -> tuple[Listing, ...]:
    """Return where a paper was listed, the first day first."""
    statement = select(listings).where(listings.c.paper_id == paper_id).order_by(listings.c.day)
    return tuple(Listing(r.source, r.day, r.rank, r.submitter) for r in tx.execute(statement))


def count_papers(tx: Transaction) -> int:
    """Return how many papers are stored."""
    statement = select(func.count()).select_from(papers).where(~papers.c.is_removed)
    return int(tx.execute(statement).scalar_one())


def read_changes(tx: Transaction, after: int, limit: int) -> Sequence[Change]:
    """Return the papers that changed past a revision, the oldest change first."""
    statement = select(papers).where(papers.c.revision > after)
    rows = tx.execute(statement.order_by(papers.c.revision).limit(limit)).mappings()
    return [Change(row["revision"], _paper(row), row["is_removed"]) for row in rows]


def current_revision(tx: Transaction) -> int:
    """Return the revision of the newest change."""
    statement = select(counters.c.value).where(counters.c.name == "revision")
    return int(tx.execute(statement).scalar_one())


def listed_days(tx: Transaction, until: date, limit: int) -> list[date]:
    """Return the newest days up to `until` that have listings, the newest first."""
    statement = select(listings.c.day).where(listings.c.day <= until).distinct()
    return list(tx.execute(statement.order_by(listings.c.day.desc()).limit(limit)).scalars())


def listed_between(tx: Transaction, first: date, last: date) -> list[Highlight]:
    """Return the papers listed from `first` to `last`, most upvotes first, each once.

    A paper that was listed on several of the days counts for the newest.
    """
    statement = (
        select(papers, func.max(listings.c.day).label("day"), func.min(listings.c.rank).label("r"))
        .join(listings, listings.c.paper_id == papers.c.id)
        .where(listings.c.day.between(first, last), ~papers.c.is_removed)
        .group_by(papers.c.id)
        .order_by(func.coalesce(papers.c.upvotes, 0).desc(), "r", papers.c.id)
    )
    return [Highlight(_paper(row), row["day"]) for row in tx.execute(statement).mappings()]


def _stored(tx: Transaction, ids: set[str]) -> dict[str, Paper]:
    """Return the rows of `ids`; a removed paper that arrives again is brought back."""
    rows = tx.execute(select(papers).where(papers.c.id.in_(ids))).mappings().all()
    removed = [row["id"] for row in rows if row["is_removed"]]
    if removed:
        back = {"is_removed": False, "revision": 0}
        for place, paper_id in enumerate(removed, start=_take_revisions(tx, len(removed))):
            statement = update(papers).where(papers.c.id == paper_id)
            tx.execute(statement.values({**back, "revision": place}))
    return {row["id"]: _paper(row) for row in rows}


def _row(paper: Paper, revision: int) -> dict[str, Any]:
    return {name: getattr(paper, name) for name in _COLUMNS} | {
        "revision": revision,
        "is_removed": False,
    }


def _listing_row(key: tuple[date, str, str], listing: Listing) -> dict[str, Any]:
    day, source, paper_id = key
    return {
        "day": day,
        "source": source,
        "paper_id": paper_id,
        "rank": listing.rank,
        "submitter": listing.submitter,
    }


def _paper(row: RowMapping) -> Paper:
    known: dict[str, Any] = {name: row[name] for name in _COLUMNS}
    for name in ("authors", "categories", "ai_keywords"):
        known[name] = tuple(known[name])
    return Paper(**known)
