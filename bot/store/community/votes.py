"""Votes: each person has one for a paper in a workspace, and the count is the set of them."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.model import Destination, Mark
from bot.store.community import marks
from bot.store.database import Transaction
from bot.store.papers import work_of
from bot.store.schema import papers, votes

DOUBLE_CLICK = timedelta(seconds=2)
"""Within so long a second click is the same click."""


def put_vote(
    tx: Transaction,
    workspace: str,
    person: Destination,
    root: str,
    now: datetime,
    *,
    is_on: bool = True,
) -> bool:
    """Let somebody vote for a work, or take that back; tell whether anything changed."""
    known = get_vote(tx, workspace, person, root)
    if (known is not None and known.is_on) == is_on:
        return False
    marks.put_mark(tx, votes, workspace, person, root, {"is_on": is_on, "at": now})
    return True


def toggle_vote(
    tx: Transaction, workspace: str, person: Destination, root: str, now: datetime
) -> bool:
    """Turn somebody's vote for a work over, once a click; return whether it stands now."""
    known = get_vote(tx, workspace, person, root)
    if known and now - known.at < DOUBLE_CLICK:
        return known.is_on
    is_on = not (known and known.is_on)
    put_vote(tx, workspace, person, root, now, is_on=is_on)
    return is_on


def get_vote(tx: Transaction, workspace: str, person: Destination, root: str) -> Mark | None:
    """Return somebody's vote for a work, None where they never had one."""
    row = marks.get_mark(tx, votes, workspace, person, root)
    return Mark(row["is_on"], row["at"]) if row else None


def count_votes(tx: Transaction, workspace: str, roots: Collection[str]) -> dict[str, int]:
    """Return how many people of a workspace vote for each of some works."""
    return marks.count_marks(tx, votes, workspace, roots)


def votes_since(tx: Transaction, workspace: str, since: datetime) -> dict[str, list[datetime]]:
    """Return when people of a workspace voted since a moment, by work."""
    return marks.marks_since(tx, votes, workspace, since)


def votes_of(tx: Transaction, person: Destination) -> list[tuple[str, datetime]]:
    """Return what somebody votes for, in whichever workspace, and since when, newest first."""
    statement = (
        select(work_of(papers), votes.c.at)
        .join(papers, papers.c.id == votes.c.paper_id)
        .where(votes.c.person == str(person), votes.c.is_on)
        .order_by(votes.c.at.desc())
    )
    return [(str(root), at) for root, at in tx.execute(statement)]
