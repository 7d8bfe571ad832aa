"""Putting messages into the outbox, each key once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select

from bot.message import Destination, Message
from bot.store.engine import Transaction
from bot.store.frozen import freeze
from bot.store.schema import deliveries
from bot.store.upsert import insert_if_absent


@dataclass(frozen=True, slots=True)
class Key:
    """What a message is, once only: UNIQUE(destination, kind, period, part)."""

    destination: Destination
    kind: str
    period: str


def queue(
    tx: Transaction, key: Key, messages: Sequence[Message], owner: Destination, now: datetime
) -> bool:
    """Freeze the parts of a message; False where this key was queued before."""
    fresh = [
        insert_if_absent(
            tx,
            deliveries,
            {
                "destination": str(key.destination),
                "kind": key.kind,
                "period": key.period,
                "part": part,
                "owner": str(owner),
                "platform": key.destination.platform,
                "content": freeze(message),
                "marker": secrets.token_hex(8),
                "state": "pending",
                "is_doubtful": False,
                "due_at": now,
                "fence": 0,
                "attempts": 0,
                "platform_id": "",
                "reason": "",
                "created_at": now,
            },
        )
        for part, message in enumerate(messages)
    ]
    return any(fresh)


def is_queued(tx: Transaction, key: Key) -> bool:
    """Tell whether a key was ever queued."""
    return tx.execute(select(exists().where(*_has(key)))).scalar_one()


def _has(key: Key) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.destination == str(key.destination),
        deliveries.c.kind == key.kind,
        deliveries.c.period == key.period,
    )
