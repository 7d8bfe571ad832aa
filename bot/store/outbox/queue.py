"""Putting messages into the outbox, each key once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, RowMapping, exists, null, select, update

from bot.message import Destination, Message
from bot.store.database import Transaction
from bot.store.message_json import freeze, thaw
from bot.store.schema import BELOW, deliveries
from bot.store.upsert import insert_if_absent

Revised = Literal["done", "later", "never"]
"""Whether the words of a message could be changed."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a message is, once only: UNIQUE(destination, kind, period, part)."""

    destination: Destination
    kind: str
    period: str


def queue(
    tx: Transaction,
    key: Key,
    messages: Sequence[Message],
    owner: Destination,
    now: datetime,
    *,
    workspace: str,
) -> bool:
    """Freeze the parts of a message; False where this key was queued before.

    `owner` is told where it cannot be delivered; `workspace` is the tenant it goes with. What is
    in the `thread` of a part becomes parts of its own, which are sent below what the first became.
    """
    row = _row(key, owner, workspace, now)
    fresh = [
        insert_if_absent(tx, deliveries, row | _part(number, message))
        for number, message in _numbered(messages).items()
    ]
    return any(fresh)


def revise(tx: Transaction, key: Key, messages: Sequence[Message], now: datetime) -> Revised:
    """Change the words of a message that was sent, and send the parts that it grew by.

    "later" where some part is still on its way; "never" where one did not arrive.
    """
    statement = select(deliveries).where(*_has(key)).order_by(deliveries.c.part)
    rows = tx.execute(statement.with_for_update()).mappings().all()
    known = {row["part"]: row for row in rows}
    if any(row["settled_at"] is None for row in rows):
        return "later"
    if not rows or any(part < BELOW and not _is_there(row) for part, row in known.items()):
        return "never"
    fresh = _row(key, Destination.parse(rows[0]["owner"]), rows[0]["workspace"], now)
    for number, message in _numbered(messages).items():
        if number not in known:
            insert_if_absent(tx, deliveries, fresh | _part(number, message))
        elif _is_there(known[number]) and thaw(known[number]["content"]) != message:
            again = {"content": freeze(message), "state": "pending", "due_at": now, "attempts": 0}
            edited = update(deliveries).where(deliveries.c.id == known[number]["id"])
            tx.execute(edited.values(**again, is_doubtful=False, settled_at=null()))
    return "done"


def is_queued(tx: Transaction, key: Key) -> bool:
    """Tell whether a key was ever queued."""
    return tx.execute(select(exists().where(*_has(key)))).scalar_one()


def _numbered(messages: Sequence[Message]) -> dict[int, Message]:
    """Number the parts of a message, and from BELOW on what follows below it."""
    below = [one for message in messages for one in message.thread]
    parts = {number: replace(message, thread=()) for number, message in enumerate(messages)}
    return parts | {BELOW + number: message for number, message in enumerate(below)}


def _is_there(row: RowMapping) -> bool:
    """Tell whether a part was sent and its words are still known."""
    return row["state"] == "sent" and row["content"] is not None


def _has(key: Key) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.destination == str(key.destination),
        deliveries.c.kind == key.kind,
        deliveries.c.period == key.period,
    )


def _row(key: Key, owner: Destination, workspace: str, now: datetime) -> dict[str, object]:
    return {
        "destination": str(key.destination),
        "kind": key.kind,
        "period": key.period,
        "workspace": workspace,
        "owner": str(owner),
        "platform": key.destination.platform,
        "state": "pending",
        "is_doubtful": False,
        "due_at": now,
        "fence": 0,
        "attempts": 0,
        "platform_id": "",
        "reason": "",
        "created_at": now,
    }


def _part(number: int, message: Message) -> dict[str, object]:
    return {"part": number, "content": freeze(message), "marker": secrets.token_hex(8)}
