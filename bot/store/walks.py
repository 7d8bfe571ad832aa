"""How far long walks have come, so that one that was stopped goes on from there."""

from datetime import datetime

from sqlalchemy import select

from bot.store.database import Transaction
from bot.store.schema import walks
from bot.store.upsert import upsert


def get_step(tx: Transaction, name: str) -> str:
    """Return the step that a walk has reached, "" where it begins."""
    return tx.execute(select(walks.c.step).where(walks.c.name == name)).scalar() or ""


def set_step(tx: Transaction, name: str, step: str, now: datetime) -> None:
    """Remember a step."""
    upsert(tx, walks, {"name": name}, {"step": step, "at": now}, {"step": step, "at": now})


def end_walk(tx: Transaction, name: str) -> None:
    """Forget a walk that has come to its end."""
    tx.execute(walks.delete().where(walks.c.name == name))
