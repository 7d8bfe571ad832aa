"""Attempts that are dear, counted over all processes and restarts."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from bot.store.database import Transaction
from bot.store.schema import attempts

KEEP = timedelta(days=1)


def count_attempts(tx: Transaction, name: str, since: datetime) -> int:
    """Return how many were written down since a moment."""
    statement = select(func.count()).where(attempts.c.name == name, attempts.c.at >= since)
    return tx.execute(statement).scalar_one()


def record_attempt(tx: Transaction, name: str, now: datetime) -> None:
    """Write one down, and forget those of days ago."""
    tx.execute(delete(attempts).where(attempts.c.name == name, attempts.c.at < now - KEEP))
    tx.execute(attempts.insert().values(name=name, at=now))
