"""Minding the outbox: what waits, what failed, and what an operator decides about it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, Update, case, func, literal_column, or_, select, update

from bot.store.database import Transaction
from bot.store.schema import deliveries, subscriptions

_FAILED: ColumnElement[bool] = literal_column("state IN ('dead', 'held')")


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery as an operator sees it; `due_at` is the end of a lease for one in `sending`."""

    id: int
    destination: str
    kind: str
    period: str
    part: int
    state: str
    attempts: int
    reason: str
    created_at: datetime
    due_at: datetime
    settled_at: datetime | None


def list_waiting(tx: Transaction, limit: int) -> list[Row]:
    """Return what waits, the longest due first."""
    statement = select(*_COLUMNS).where(deliveries.c.settled_at.is_(None))
    ordered = statement.order_by(deliveries.c.due_at, deliveries.c.id).limit(limit)
    return [Row(**row) for row in tx.execute(ordered).mappings()]


def list_failed(tx: Transaction, limit: int) -> list[Row]:
    """Return what was given up or is held, the newest first."""
    statement = select(*_COLUMNS).where(_FAILED).order_by(deliveries.c.settled_at.desc())
    return [Row(**row) for row in tx.execute(statement.limit(limit)).mappings()]


def retry(tx: Transaction, ids: Sequence[int] | None, now: datetime) -> int:
    """Try failed deliveries again (all of them for None); return how many.

    What may have arrived is looked for first, as ever; what has lost its words is left alone.
    """
    statement = update(deliveries).where(_FAILED, deliveries.c.content.is_not(None))
    news = {
        "state": case((deliveries.c.is_doubtful, "ambiguous"), else_="pending"),
        "due_at": now,
        "attempts": 0,
        "settled_at": None,
    }
    return tx.execute(_only(statement, ids).values(news)).rowcount


def drop(tx: Transaction, ids: Sequence[int] | None, now: datetime) -> int:
    """Let deliveries be that wait or failed (all that failed for None); return how many.

    What is in a worker's hands is left to it.
    """
    is_idle = deliveries.c.state.in_(("pending", "ambiguous"))
    statement = update(deliveries).where(_FAILED if ids is None else or_(_FAILED, is_idle))
    news = {"state": "suppressed", "reason": "dropped by the operator", "settled_at": now}
    return tx.execute(_only(statement, ids).values(news)).rowcount


def doubt_waiting(tx: Transaction) -> None:
    """Let what waits be looked for before it is sent: this is an old copy, and it may have been.

    What is only to be edited can be edited again.
    """
    statement = update(deliveries).where(
        deliveries.c.settled_at.is_(None), deliveries.c.platform_id == ""
    )
    tried_at = func.coalesce(deliveries.c.first_tried_at, deliveries.c.created_at)
    news = {"state": "ambiguous", "is_doubtful": True, "first_tried_at": tried_at}
    tx.execute(statement.values(news))


def count_states(tx: Transaction) -> Counter[str]:
    """Count what waits and what failed, by state; what was sent is not counted."""
    counts: Counter[str] = Counter()
    for condition in (deliveries.c.settled_at.is_(None), _FAILED):
        statement = select(deliveries.c.state, func.count()).where(condition)
        rows = tx.execute(statement.group_by(deliveries.c.state))
        counts.update({state: int(count) for state, count in rows})
    return counts


def longest_due(tx: Transaction, platforms: Collection[str], now: datetime) -> datetime | None:
    """Return since when the delivery or digest that is longest due has been, None for none."""
    found = [
        tx.execute(
            select(func.min(subscriptions.c.next_run_at)).where(
                subscriptions.c.platform == platform,
                subscriptions.c.is_when_ready.is_(False),
                literal_column("paused_reason = ''"),
            )
        ).scalar()
        for platform in platforms
    ]
    waiting = select(func.min(deliveries.c.due_at)).where(deliveries.c.settled_at.is_(None))
    found.append(tx.execute(waiting).scalar())
    return min((at for at in found if at is not None and at <= now), default=None)


def _only(statement: Update, ids: Sequence[int] | None) -> Update:
    return statement if ids is None else statement.where(deliveries.c.id.in_(ids))


_COLUMNS = [deliveries.c[field.name] for field in fields(Row)]
