"""Alerts that somebody tries before saving them, each for a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from bot.model import Destination
from bot.store.database import Transaction
from bot.store.locks import take_turn
from bot.store.schema import counters, drafts
from bot.store.upsert import upsert

KEEP = timedelta(days=2)
MOST = 20
"""Drafts a person: the oldest make room."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An alert to be, as it was typed; `number` is the alert that it is to change, if any."""

    id: int
    text: str
    number: int | None


def add_draft(
    tx: Transaction, person: Destination, text: str, number: int | None, now: datetime
) -> Draft:
    """Keep what somebody tries, and forget what is old."""
    is_theirs = drafts.c.person == str(person)
    newest = select(drafts.c.id).where(is_theirs).order_by(drafts.c.id.desc()).limit(MOST - 1)
    tx.execute(delete(drafts).where(is_theirs, drafts.c.id.not_in(newest.scalar_subquery())))
    tx.execute(delete(drafts).where(drafts.c.created_at < now - KEEP))
    draft_id = _new_id(tx)
    row = {"person": str(person), "text": text, "number": number, "created_at": now}
    tx.execute(drafts.insert().values(id=draft_id, **row))
    return Draft(draft_id, text, number)


def _new_id(tx: Transaction) -> int:
    """Return an id that no draft ever had: a button under one that is gone must not find another.

    A database gives the id of the newest row again once that row is removed.
    """
    take_turn(tx, "drafts")
    highest = tx.execute(select(func.max(drafts.c.id))).scalar() or 0
    used = tx.execute(select(counters.c.value).where(counters.c.name == "drafts")).scalar() or 0
    fresh = max(highest, used) + 1
    upsert(tx, counters, {"name": "drafts"}, {"value": fresh}, {"value": fresh})
    return fresh


def get_drafts(tx: Transaction, person: Destination) -> list[Draft]:
    """Return all that somebody tries."""
    statement = select(drafts).where(drafts.c.person == str(person)).order_by(drafts.c.id)
    return [Draft(row.id, row.text, row.number) for row in tx.execute(statement)]


def get_draft(tx: Transaction, person: Destination, draft_id: int) -> Draft | None:
    """Return one of a person's drafts: a number that is another's is as good as none."""
    return next((one for one in get_drafts(tx, person) if one.id == draft_id), None)


def remove_draft(tx: Transaction, draft_id: int) -> None:
    """Forget a draft."""
    tx.execute(delete(drafts).where(drafts.c.id == draft_id))
