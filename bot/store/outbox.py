"""The outbox: every unasked-for message as a frozen row with its key, state and lease.

pending ─claim→ sending ─→ sent | pending (later) | ambiguous | dead
A row that is claimed after a lease ran out, or after an ambiguous try, is doubtful: whoever
claims it must look whether it arrived before sending again.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, update

from bot.message import Delivery, Destination, Message
from bot.store.engine import Transaction
from bot.store.frozen import freeze, thaw
from bot.store.schema import deliveries
from bot.store.upsert import insert_if_absent

SETTLED = ("sent", "dead", "suppressed")


@dataclass(frozen=True, slots=True)
class Key:
    """What a message is, once only: UNIQUE(destination, kind, period, part)."""

    destination: Destination
    kind: str
    period: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery in the hands of one worker, valid while its `fence` stands in the row."""

    delivery: Delivery
    kind: str
    owner: Destination
    fence: int
    attempts: int
    is_doubtful: bool


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


def claim(
    tx: Transaction, platforms: Collection[str], now: datetime, lease: timedelta, limit: int
) -> list[Claim]:
    """Take due deliveries: theirs is the lease until it ends, then anybody's again.

    Parts of one message go out in order: a part waits until the ones before it are settled.
    """
    due = (
        select(deliveries.c.id)
        .where(deliveries.c.platform.in_(platforms), _is_free(now), ~_has_earlier_part())
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(tx.execute(due).scalars())
    if not ids:
        return []
    taken = (
        update(deliveries)
        .where(deliveries.c.id.in_(ids))
        .values(
            state="sending",
            is_doubtful=or_(deliveries.c.is_doubtful, deliveries.c.state != "pending"),
            lease_until=now + lease,
            fence=deliveries.c.fence + 1,
            attempts=deliveries.c.attempts + 1,
            first_tried_at=_first_of(now),
        )
        .returning(deliveries)
    )
    rows = sorted(tx.execute(taken).mappings(), key=lambda row: (row["due_at"], row["id"]))
    return [
        Claim(
            delivery=Delivery(
                id=row["id"],
                destination=Destination.parse(row["destination"]),
                message=thaw(row["content"]),
                marker=row["marker"],
                first_tried_at=row["first_tried_at"],
            ),
            kind=row["kind"],
            owner=Destination.parse(row["owner"]),
            fence=row["fence"],
            attempts=row["attempts"],
            is_doubtful=row["is_doubtful"],
        )
        for row in rows
    ]


def settle_sent(tx: Transaction, claim: Claim, platform_id: str, now: datetime) -> bool:
    """Write down that a delivery arrived; False where another worker took it over."""
    return _settle(
        tx,
        claim,
        state="sent",
        platform_id=platform_id,
        reason="",
        settled_at=now,
        lease_until=None,
    )


def settle_dead(tx: Transaction, claim: Claim, reason: str, now: datetime) -> bool:
    """Give a delivery up for a reason that somebody can read."""
    return _settle(tx, claim, state="dead", reason=reason, settled_at=now, lease_until=None)


def settle_later(
    tx: Transaction, claim: Claim, due_at: datetime, reason: str, *, is_doubtful: bool
) -> bool:
    """Put a delivery back; a doubtful one may have arrived and is looked for first."""
    state = "ambiguous" if is_doubtful else "pending"
    return _settle(
        tx,
        claim,
        state=state,
        due_at=due_at,
        reason=reason,
        lease_until=None,
        is_doubtful=is_doubtful,
    )


def release(tx: Transaction, claim: Claim) -> bool:
    """Hand back a delivery that was claimed but not begun."""
    state = "ambiguous" if claim.is_doubtful else "pending"
    return _settle(tx, claim, state=state, lease_until=None, attempts=claim.attempts - 1)


def hold_back(tx: Transaction, destination: Destination, until: datetime) -> None:
    """Let everything that waits for a destination wait at least until then."""
    statement = update(deliveries).where(
        deliveries.c.destination == str(destination),
        deliveries.c.state.in_(("pending", "ambiguous")),
        deliveries.c.due_at < until,
    )
    tx.execute(statement.values(due_at=until))


def _settle(tx: Transaction, claim: Claim, **news: object) -> bool:
    statement = update(deliveries).where(
        deliveries.c.id == claim.delivery.id, deliveries.c.fence == claim.fence
    )
    return tx.execute(statement.values(**news)).rowcount > 0


def _has(key: Key) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.destination == str(key.destination),
        deliveries.c.kind == key.kind,
        deliveries.c.period == key.period,
    )


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(deliveries.c.state.in_(("pending", "ambiguous")), deliveries.c.due_at <= now),
        and_(deliveries.c.state == "sending", deliveries.c.lease_until < now),
    )


def _has_earlier_part() -> ColumnElement[bool]:
    earlier = deliveries.alias("earlier")
    return exists().where(
        earlier.c.destination == deliveries.c.destination,
        earlier.c.kind == deliveries.c.kind,
        earlier.c.period == deliveries.c.period,
        earlier.c.part < deliveries.c.part,
        earlier.c.state.not_in(SETTLED),
    )


def _first_of(now: datetime) -> ColumnElement[datetime]:
    column_type = deliveries.c.first_tried_at.type
    return func.coalesce(deliveries.c.first_tried_at, literal(now, column_type), type_=column_type)
