"""Leases: what only one process may do at a time, whichever machine it runs on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, case, or_, select, update

from bot.store.database import Transaction
from bot.store.schema import leases
from bot.store.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Lease:
    """What `holder` alone may do until a moment; `fence` grows each time that it changes hands."""

    name: str
    holder: str
    fence: int
    until: datetime


def take(
    tx: Transaction, name: str, holder: str, now: datetime, duration: timedelta
) -> Lease | None:
    """Take a lease, or hold it longer; None where somebody else holds it."""
    until = now + duration
    fresh = {"name": name, "holder": holder, "fence": 1, "until": until}
    is_mine = leases.c.holder == holder
    statement = insert_into(tx, leases).values(fresh)
    taken = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={
            "holder": holder,
            "until": until,
            "fence": case((is_mine, leases.c.fence), else_=leases.c.fence + 1),
        },
        where=or_(is_mine, leases.c.until <= now),
    )
    row = tx.execute(taken.returning(leases)).mappings().first()
    return _lease(row) if row else None


def release(tx: Transaction, lease: Lease, until: datetime) -> None:
    """Let others have a lease from a moment on; one that was lost stays as it is."""
    is_held = (leases.c.name == lease.name) & (leases.c.fence == lease.fence)
    # The row stays: a fence that began anew would let an old holder pass for the new one.
    tx.execute(update(leases).where(is_held).values(until=until))


def held(tx: Transaction, now: datetime) -> list[Lease]:
    """Return all leases that somebody holds, by name."""
    statement = select(leases).where(leases.c.until > now).order_by(leases.c.name)
    return [_lease(row) for row in tx.execute(statement).mappings()]


def _lease(row: RowMapping) -> Lease:
    return Lease(row["name"], row["holder"], row["fence"], row["until"])
