"""Taking due deliveries: each is in the hands of one worker while its lease lasts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, update

from bot.message import Delivery, Destination
from bot.store.engine import Transaction
from bot.store.frozen import thaw
from bot.store.schema import deliveries

SETTLED = ("sent", "dead", "suppressed")


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery in the hands of one worker, valid while its `fence` stands in the row."""

    delivery: Delivery
    kind: str
    owner: Destination
    fence: int
    attempts: int
    is_doubtful: bool


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
