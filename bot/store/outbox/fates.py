"""What became of a message, for whoever asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.message import Destination
from bot.store.database import Transaction
from bot.store.outbox.queue import Key
from bot.store.schema import deliveries


@dataclass(frozen=True, slots=True)
class Fate:
    """The state of a message, as its first part stands, and since when (UTC)."""

    state: str
    reason: str
    at: datetime


def fate_of(tx: Transaction, key: Key) -> Fate | None:
    """Return what became of a message; None for one that was never queued, or long ago."""
    statement = select(deliveries).where(
        deliveries.c.destination == str(key.destination),
        deliveries.c.kind == key.kind,
        deliveries.c.period == key.period,
    )
    row = tx.execute(statement.order_by(deliveries.c.part)).mappings().first()
    if row is None:
        return None
    return Fate(row["state"], row["reason"], row["settled_at"] or row["due_at"])


def refusal_of(tx: Transaction, destination: Destination, kind: str) -> str | None:
    """Return why the newest message of a kind was given up; None where that one went out."""
    settled = select(deliveries.c.state, deliveries.c.reason).where(
        deliveries.c.destination == str(destination),
        deliveries.c.kind == kind,
        deliveries.c.state.in_(("sent", "dead")),
    )
    newest = settled.order_by(deliveries.c.settled_at.desc(), deliveries.c.id.desc()).limit(1)
    row = tx.execute(newest).first()
    return str(row.reason) if row and row.state == "dead" else None
