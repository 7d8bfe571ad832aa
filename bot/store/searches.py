"""What people searched for last, so that it can be completed when they type again."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.model import Destination
from bot.store.database import Transaction
from bot.store.schema import searches
from bot.store.upsert import upsert

MOST = 50
"""Searches a person: the oldest make room."""

LONGEST = 100
"""Characters; longer ones are not kept, since no platform would offer them."""


def remember_search(
    tx: Transaction, workspace: str, person: Destination, query: str, now: datetime
) -> None:
    """Keep what somebody searched for as the newest, once."""
    if not 0 < len(query) <= LONGEST:
        return
    news = {"workspace": workspace, "at": now}
    upsert(tx, searches, {"person": str(person), "query": query}, news, news)
    is_theirs = searches.c.person == str(person)
    newest = select(searches.c.query).where(is_theirs).order_by(searches.c.at.desc()).limit(MOST)
    tx.execute(delete(searches).where(is_theirs, searches.c.query.not_in(newest.scalar_subquery())))


def past_searches(tx: Transaction, person: Destination) -> list[str]:
    """Return what somebody searched for, the newest first."""
    statement = select(searches.c.query).where(searches.c.person == str(person))
    return list(tx.execute(statement.order_by(searches.c.at.desc())).scalars())


def forget_searches(tx: Transaction, before: datetime) -> None:
    """Forget what was searched for long ago."""
    tx.execute(delete(searches).where(searches.c.at < before))
