"""Papers of which a channel, or a person, wants more or less."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.model import Destination
from bot.store.database import Transaction
from bot.store.papers import work_of
from bot.store.schema import papers, taste_resets, tastes
from bot.store.upsert import upsert

MOST = 100
"""The newest of a place that count."""


def put_taste(
    tx: Transaction,
    workspace: str,
    place: Destination,
    person: Destination,
    root: str,
    now: datetime,
    *,
    is_liked: bool,
) -> None:
    """Write down that a place wants more, or less, like a work; the last word counts."""
    row = {"person": str(person), "workspace": workspace, "is_liked": is_liked, "at": now}
    upsert(tx, tastes, {"destination": str(place), "paper_id": root}, row, row)


def tastes_of(tx: Transaction, place: Destination) -> dict[str, bool]:
    """Return of which works a place wants more (True) or less, the newest first."""
    statement = (
        select(work_of(papers), tastes.c.is_liked)
        .join(papers, papers.c.id == tastes.c.paper_id)
        .where(tastes.c.destination == str(place))
        .order_by(tastes.c.at.desc())
        .limit(MOST)
    )
    return {str(root): bool(is_liked) for root, is_liked in tx.execute(statement)}


def forget_tastes(tx: Transaction, workspace: str, place: Destination, now: datetime) -> int:
    """Forget what a place, or a person, was said to like; return how much that was.

    Of a person, votes and saves up to now tell nothing any more, though they stand.
    """
    gone = tx.execute(delete(tastes).where(tastes.c.destination == str(place))).rowcount
    row = {"workspace": workspace, "at": now}
    upsert(tx, taste_resets, {"person": str(place)}, row, row)
    return gone


def forgotten_at(tx: Transaction, person: Destination) -> datetime | None:
    """Return when somebody last let what they like be forgotten."""
    statement = select(taste_resets.c.at).where(taste_resets.c.person == str(person))
    found: datetime | None = tx.execute(statement).scalar()
    return found
