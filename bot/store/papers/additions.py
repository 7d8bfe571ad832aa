"""Taking papers in: merged with what is known, written only where something changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.model import Arrival, Listing, Paper
from bot.store.database import Transaction
from bot.store.locks import take_turn
from bot.store.papers.lookups import get_papers
from bot.store.papers.merge import Known, known_from, merge
from bot.store.papers.paper_rows import known_of, listing_row, row_of
from bot.store.papers.revisions import numbered
from bot.store.papers.shared_ids import displaced, told_apart
from bot.store.papers.work_links import title_key
from bot.store.papers.works import link_works, roots_of
from bot.store.schema import listings, papers
from bot.store.signals import note_signals

BATCH = 500
"""Rows a statement: SQLite and PostgreSQL bound the parameters of one."""


@dataclass(frozen=True, slots=True)
class Added:
    """What an intake changed: papers never seen before, changed ones, and new listings.

    A paper that turned out to be a known work under another id is not new; a listing comes
    with the paper that stands for its work.
    """

    new: tuple[Paper, ...] = ()
    updated: tuple[Paper, ...] = ()
    listed: tuple[tuple[Paper, Listing], ...] = ()


def add_papers(tx: Transaction, arrivals: Sequence[Arrival], now: datetime) -> Added:
    """Store what a source handed over; what is known is never blanked by what is not.

    A paper that has not changed is not written, so that taking in the same list again costs
    only the reading.
    """
    take_turn(tx, "papers")
    added = Added()
    for start in range(0, len(arrivals), BATCH):
        part = _add_batch(tx, arrivals[start : start + BATCH], now)
        added = Added(
            added.new + part.new, added.updated + part.updated, added.listed + part.listed
        )
    return added


def _add_batch(tx: Transaction, arrivals: Sequence[Arrival], now: datetime) -> Added:
    stored = _stored(tx, {arrival.paper.id for arrival in arrivals})
    arrivals = told_apart(arrivals, stored)
    if own := {arrival.paper.id for arrival in arrivals} - stored.keys():
        stored |= _stored(tx, own)
    merged = _merged(arrivals, stored, now)
    new = [known for key, known in merged.items() if key not in stored]
    changed = [one for key, one in merged.items() if key in stored and one != stored[key]]
    updated = [one for one in changed if one.paper != stored[one.paper.id].paper]
    _insert(tx, new, now)
    _update(tx, changed, updated)
    note_signals(tx, arrivals, now)
    renamed = [one for one in updated if one.paper.title != stored[one.paper.id].paper.title]
    known_before = link_works(tx, [one.paper for one in [*new, *renamed]])
    listed = _add_listings(tx, arrivals, now)
    return Added(
        tuple(one.paper for one in new if one.paper.id not in known_before),
        tuple(one.paper for one in updated),
        _with_papers(tx, listed, {key: one.paper for key, one in merged.items()}),
    )


def _merged(
    arrivals: Sequence[Arrival], stored: Mapping[str, Known], now: datetime
) -> dict[str, Known]:
    merged: dict[str, Known] = {}
    for arrival in arrivals:
        told = known_from(arrival, now)
        known = merged.get(told.paper.id) or stored.get(told.paper.id)
        # The same word again is the rule, and merging twenty fields to learn that is slow.
        if known is None or known == told:
            merged[told.paper.id] = told
        elif moved := displaced(known, told):
            merged[moved.paper.id] = moved
            merged[told.paper.id] = told
        else:
            merged[told.paper.id] = merge(known, told)
    return merged


def _stored(tx: Transaction, ids: Collection[str]) -> dict[str, Known]:
    """Return what is known of `ids`; a removed paper that arrives again is brought back."""
    rows = tx.execute(select(papers).where(papers.c.id.in_(ids))).mappings().all()
    removed = [row["id"] for row in rows if row["is_removed"]]
    for paper_id, revision in numbered(tx, removed):
        statement = update(papers).where(papers.c.id == paper_id)
        tx.execute(statement.values(is_removed=False, revision=revision))
    return {row["id"]: known_of(row) for row in rows}


def _insert(tx: Transaction, new: Sequence[Known], now: datetime) -> None:
    if not new:
        return
    always = {"is_removed": False, "same_as": "", "added_at": now}
    tx.execute(
        papers.insert(),
        [
            row_of(known)
            | always
            | {"revision": revision, "title_key": title_key(known.paper.title)}
            for known, revision in numbered(tx, new)
        ],
    )


def _update(tx: Transaction, changed: Sequence[Known], updated: Sequence[Known]) -> None:
    """Write what changed; a word that only counts for more now is no change of the paper."""
    for known, revision in numbered(tx, updated):
        row = row_of(known) | {"revision": revision, "title_key": title_key(known.paper.title)}
        tx.execute(update(papers).where(papers.c.id == known.paper.id).values(row))
    written = {known.paper.id for known in updated}
    ranks = [
        {"key": known.paper.id, "word": row_of(known)["ranks"]}
        for known in changed
        if known.paper.id not in written
    ]
    if ranks:
        statement = update(papers).where(papers.c.id == bindparam("key"))
        tx.execute(statement.values(ranks=bindparam("word")), ranks)


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
    fresh = [(key[2], listing) for key, listing in wanted.items() if key not in known]
    if fresh:
        rows = [listing_row(*pair) | {"first_seen_at": now} for pair in fresh]
        tx.execute(listings.insert(), rows)
    for (day, source, paper_id), listing in wanted.items():
        was = known.get((day, source, paper_id))
        is_now = (listing.rank, listing.submitter or (was[1] if was else ""))
        if was and was != is_now:
            tx.execute(
                update(listings)
                .where(listings.c.day == day, listings.c.source == source)
                .where(listings.c.paper_id == paper_id)
                .values(rank=is_now[0], submitter=is_now[1])
            )
    return fresh


def _with_papers(
    tx: Transaction, listed: Sequence[tuple[str, Listing]], known: dict[str, Paper]
) -> tuple[tuple[Paper, Listing], ...]:
    """Pair listings with the papers that stand for their works."""
    roots = roots_of(tx, [paper_id for paper_id, _ in listed])
    found = known | get_papers(tx, set(roots.values()) - known.keys())
    return tuple((found[roots[paper_id]], listing) for paper_id, listing in listed)
