"""Taking due deliveries: each is in the hands of one worker while its lease lasts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    FromClause,
    RowMapping,
    Select,
    case,
    exists,
    func,
    or_,
    select,
    update,
)

from bot.message import Delivery, Destination, Sent
from bot.store.database import Transaction
from bot.store.locks import take_in_order
from bot.store.message_json import thaw
from bot.store.outbox.gates import is_any_shut, is_shut
from bot.store.page_keys import keys_of
from bot.store.schema import BELOW, deliveries


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery in the hands of one worker until `until`, while its `fence` stands in the row.

    `edits` is what the platform calls the message whose words are to change, "" for one that
    is to be sent.
    """

    delivery: Delivery
    kind: str
    owner: Destination
    workspace: str
    queued_at: datetime
    until: datetime
    fence: int
    attempts: int
    is_doubtful: bool
    edits: str = ""


def is_any_due(tx: Transaction, platforms: Collection[str], now: datetime) -> bool:
    """Tell whether `claim` would find anything, without taking the write lock."""
    return tx.execute(select(_due(platforms, now).exists())).scalar_one()


def claim(
    tx: Transaction, platforms: Collection[str], now: datetime, lease: timedelta, limit: int
) -> list[Claim]:
    """Take due deliveries, the longest due first: theirs is the lease until it ends.

    Parts of one message go out in order: a part waits until the ones before it are settled, and
    what hangs below another until that was sent.
    What waits behind a shut gate is left alone.
    """
    take_in_order(tx)
    due = _due(platforms, now)
    if is_any_shut(tx, now):
        due = due.where(~is_shut(deliveries, now))
    due = due.order_by(deliveries.c.due_at, deliveries.c.id).limit(limit)
    ids = list(tx.execute(due.with_for_update(skip_locked=True)).scalars())
    if not ids:
        return []
    is_doubtful = or_(deliveries.c.is_doubtful, deliveries.c.state != "pending")
    taken = (
        update(deliveries)
        .where(deliveries.c.id.in_(ids))
        .values(
            state="sending",
            is_doubtful=is_doubtful,
            due_at=now + lease,
            fence=deliveries.c.fence + 1,
            attempts=deliveries.c.attempts + 1,
            # An earlier try that surely was not taken does not count: nothing is to be found.
            first_tried_at=case(
                (is_doubtful, func.coalesce(deliveries.c.first_tried_at, now)), else_=now
            ),
        )
        .returning(deliveries)
    )
    rows = {row["id"]: row for row in tx.execute(taken).mappings()}
    heads = _heads(tx, [row["id"] for row in rows.values() if row["part"]])
    keys = keys_of(tx, {row["destination"] for row in rows.values()})
    return [_claim(rows[row_id], heads.get(row_id), keys) for row_id in ids]


def _heads(tx: Transaction, ids: Sequence[int]) -> dict[int, Sent]:
    """Return what became of the first parts of deliveries that are later ones, by their ids."""
    if not ids:
        return {}
    first = deliveries.alias("first")
    statement = select(deliveries.c.id, first.c.platform_id).where(
        deliveries.c.id.in_(ids), *_is_first_part(first)
    )
    found = tx.execute(statement)
    return {int(row_id): Sent(platform_id) for row_id, platform_id in found if platform_id}


def _due(platforms: Collection[str], now: datetime) -> Select[int]:
    return select(deliveries.c.id).where(
        deliveries.c.settled_at.is_(None),
        deliveries.c.due_at <= now,
        deliveries.c.platform.in_(platforms),
        or_(deliveries.c.part == 0, ~_has_earlier_part()),
        or_(deliveries.c.part < BELOW, _has_sent_first_part()),
    )


def _has_sent_first_part() -> ColumnElement[bool]:
    first = deliveries.alias("first")
    return exists().where(*_is_first_part(first), first.c.platform_id != "")


def _is_first_part(first: FromClause) -> tuple[ColumnElement[bool], ...]:
    return (
        first.c.destination == deliveries.c.destination,
        first.c.kind == deliveries.c.kind,
        first.c.period == deliveries.c.period,
        first.c.part == 0,
    )


def _has_earlier_part() -> ColumnElement[bool]:
    earlier = deliveries.alias("earlier")
    return exists().where(
        earlier.c.destination == deliveries.c.destination,
        earlier.c.kind == deliveries.c.kind,
        earlier.c.period == deliveries.c.period,
        earlier.c.part < deliveries.c.part,
        earlier.c.settled_at.is_(None),
    )


def _claim(row: RowMapping, head: Sent | None, keys: Mapping[str, str]) -> Claim:
    return Claim(
        delivery=Delivery(
            id=row["id"],
            destination=Destination.parse(row["destination"]),
            message=thaw(row["content"]),
            marker=row["marker"],
            first_tried_at=row["first_tried_at"],
            parent=head if row["part"] >= BELOW else None,
            head=head,
            kind=row["kind"],
            key=keys.get(row["destination"], ""),
        ),
        kind=row["kind"],
        owner=Destination.parse(row["owner"]),
        workspace=row["workspace"],
        queued_at=row["created_at"],
        until=row["due_at"],
        fence=row["fence"],
        attempts=row["attempts"],
        is_doubtful=row["is_doubtful"],
        edits=row["platform_id"],
    )
