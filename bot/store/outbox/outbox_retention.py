"""Keeping the outbox from growing without end, and its keys for as long as they guard."""

from datetime import datetime, timedelta

from sqlalchemy import delete, null, select, update

from bot.store.database import Transaction
from bot.store.outbox.gates import forget_open
from bot.store.schema import deliveries

KEEP_CONTENT = timedelta(days=30)
"""What was said is no longer needed once it is settled, but can be read for so long."""

KEEP_WAITING = timedelta(days=30)
"""What no process has delivered for so long, for want of a token perhaps, is no news."""

KEEP_KEYS = timedelta(days=400)
"""A paper may be listed again within a year: the key keeps its alert from coming twice."""


def trim(tx: Transaction, now: datetime, limit: int = 1000) -> int:
    """Forget the words of old settled deliveries, then the deliveries; return how many.

    A limit a call keeps the write lock short; what is left over goes the next time.
    """
    forget_open(tx, now)
    count = _expire_waiting(tx, now, limit)
    old = select(deliveries.c.id).where(
        deliveries.c.content.is_not(None), deliveries.c.settled_at < now - KEEP_CONTENT
    )
    emptied = update(deliveries).where(deliveries.c.id.in_(old.limit(limit)))
    count += tx.execute(emptied.values(content=null())).rowcount
    # Ids grow with time: only the oldest need be looked at, and no index for it.
    oldest = select(deliveries.c.id).order_by(deliveries.c.id).limit(limit)
    expired = delete(deliveries).where(
        deliveries.c.id.in_(oldest.scalar_subquery()), deliveries.c.settled_at < now - KEEP_KEYS
    )
    return count + tx.execute(expired).rowcount


def _expire_waiting(tx: Transaction, now: datetime, limit: int) -> int:
    stale = select(deliveries.c.id).where(
        deliveries.c.settled_at.is_(None), deliveries.c.due_at < now - KEEP_WAITING
    )
    statement = update(deliveries).where(deliveries.c.id.in_(stale.limit(limit)))
    reason = f"nobody delivered it within {KEEP_WAITING.days} days"
    return tx.execute(statement.values(state="suppressed", reason=reason, settled_at=now)).rowcount
