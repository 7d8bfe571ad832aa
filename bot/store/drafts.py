"""Alerts that somebody tries before saving them, each for a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, delete, func, select, update

from bot.model import Destination
from bot.store.database import Transaction
from bot.store.locks import take_turn
from bot.store.schema import counters, drafts
from bot.store.upsert import upsert

KEEP = timedelta(days=30)
"""Messages are scrolled back to, and their buttons pressed."""

MOST = 200
"""Drafts a person: the oldest make room."""

Ending = Literal["", "saved", "cancelled"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An alert to be, as it was typed; `number` is the alert that it is to change, if any.

    One that has `ended` is kept only to say what it was.
    """

    id: int
    text: str
    number: int | None
    ended: Ending = ""


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
    return _known(tx, drafts.c.person == str(person), drafts.c.ended == "")


def get_draft(tx: Transaction, person: Destination, draft_id: int) -> Draft | None:
    """Return one of a person's drafts, ended or not: another person's is as good as none."""
    known = _known(tx, drafts.c.person == str(person), drafts.c.id == draft_id)
    return known[0] if known else None


def end_draft(tx: Transaction, draft_id: int, ended: Ending) -> None:
    """Write down what became of a draft; it is tried no more."""
    tx.execute(update(drafts).where(drafts.c.id == draft_id).values(ended=ended))


def _known(tx: Transaction, *which: ColumnElement[bool]) -> list[Draft]:
    rows = tx.execute(select(drafts).where(*which).order_by(drafts.c.id))
    return [Draft(row.id, row.text, row.number, row.ended) for row in rows]
