"""Standing orders for digests, and what each destination has been shown."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, Select, literal_column, select, update

from bot.model import Destination, DigestKind, Schedule, Subscription
from bot.store import local_times
from bot.store.database import Transaction
from bot.store.locks import take_in_order
from bot.store.papers import BATCH, work_of
from bot.store.schema import papers, shown, subscriptions
from bot.store.upsert import insert_if_absent, upsert


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """A standing order to be; one destination has one for each topic."""

    workspace: str
    destination: Destination
    owner: Destination
    topic: str
    schedule: Schedule
    top: int
    next_run_at: datetime
    kind: DigestKind = DigestKind.DAILY
    has_abstracts: bool = False
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """What is due: orders of these platforms, by the clock at `now`.

    Of the orders that wait for a list, those that were to run until `ready_until`.
    """

    platforms: Collection[str]
    now: datetime
    ready_until: datetime


def put_subscription(tx: Transaction, order: NewSubscription, now: datetime) -> None:
    """Store a standing order, in the place of the one for that destination and topic."""
    key = {
        "destination": str(order.destination),
        "topic": order.topic,
        "kind": order.kind.value,
    }
    terms = {
        "workspace": order.workspace,
        "platform": order.destination.platform,
        "owner": str(order.owner),
        "at": local_times.to_column(order.schedule.times),
        "is_when_ready": order.schedule.is_when_ready,
        "weekdays": ",".join(map(str, sorted(order.schedule.weekdays))),
        "timezone": order.schedule.timezone,
        "top": order.top,
        "is_apart": order.is_apart,
        "next_run_at": order.next_run_at,
        "paused_reason": "",
        "has_abstracts": order.has_abstracts,
    }
    upsert(tx, subscriptions, key, {**terms, "created_at": now}, terms)


def get_subscriptions(tx: Transaction, destination: Destination) -> list[Subscription]:
    """Return a destination's standing orders, the oldest first."""
    statement = select(subscriptions).where(subscriptions.c.destination == str(destination))
    return _all(tx.execute(statement.order_by(subscriptions.c.id)).mappings())


def owned_by(tx: Transaction, owner: Destination) -> list[Subscription]:
    """Return the standing orders that somebody set up, wherever they are."""
    statement = select(subscriptions).where(subscriptions.c.owner == str(owner))
    return _all(tx.execute(statement.order_by(subscriptions.c.id)).mappings())


def remove_subscription(tx: Transaction, subscription_id: int) -> None:
    """End a standing order."""
    tx.execute(subscriptions.delete().where(subscriptions.c.id == subscription_id))


def is_any_due(tx: Transaction, due: Due) -> bool:
    """Tell whether `claim_due_subscriptions` would find any, without taking the write lock."""
    return any(
        tx.execute(statement.with_only_columns(subscriptions.c.id).limit(1)).first()
        for statement in _due(due)
    )


def claim_due_subscriptions(
    tx: Transaction, due: Due, limit: int = 100, *, without: Collection[int] = ()
) -> list[Subscription]:
    """Return due orders, `without` some; their rows stay locked until the end of `tx`."""
    take_in_order(tx)
    found: list[Subscription] = []
    for statement in _due(due):
        ordered = (
            statement.where(subscriptions.c.id.not_in(without))
            .order_by(subscriptions.c.next_run_at)
            .limit(limit - len(found))
        )
        found += _all(tx.execute(ordered.with_for_update(skip_locked=True)).mappings())
        if len(found) == limit:
            break
    return found


def _due(due: Due) -> list[Select[Any]]:
    """Return a statement for each kind of order: together they could use no index."""
    return [
        select(subscriptions).where(
            subscriptions.c.platform == platform,
            subscriptions.c.is_when_ready == is_when_ready,
            subscriptions.c.next_run_at <= until,
            literal_column("paused_reason = ''"),
        )
        for platform in due.platforms
        for is_when_ready, until in ((False, due.now), (True, due.ready_until))
    ]


def advance_subscription(
    tx: Transaction, subscription_id: int, next_run_at: datetime, covered_until: date | None
) -> None:
    """Set when an order is due again, and up to which list it has been served."""
    statement = update(subscriptions).where(subscriptions.c.id == subscription_id)
    tx.execute(statement.values(next_run_at=next_run_at, covered_until=covered_until))


def pause_subscriptions(
    tx: Transaction, where: Destination | str, reason: str
) -> list[Destination]:
    """Stop all orders of a destination, or of a workspace, that cannot be reached.

    Returns whom to tell: the owners of those that were running, each once.
    """
    is_there = (
        subscriptions.c.destination == str(where)
        if isinstance(where, Destination)
        else subscriptions.c.workspace == where
    )
    running = update(subscriptions).where(is_there, subscriptions.c.paused_reason == "")
    paused = running.values(paused_reason=reason).returning(subscriptions.c.owner)
    owners = dict.fromkeys(tx.execute(paused).scalars())
    return [Destination.parse(owner) for owner in owners]


def mark_shown(
    tx: Transaction, destination: Destination, paper_ids: Iterable[str], now: datetime
) -> None:
    """Remember that a destination has had these papers."""
    for paper_id in paper_ids:
        row = {"destination": str(destination), "paper_id": paper_id, "shown_at": now}
        insert_if_absent(tx, shown, row)


def shown_since(tx: Transaction, destination: Destination, since: datetime) -> dict[str, datetime]:
    """Return what a destination was shown since a moment, and when."""
    is_new = (shown.c.destination == str(destination)) & (shown.c.shown_at >= since)
    statement = select(shown.c.paper_id, shown.c.shown_at).where(is_new)
    return {row.paper_id: row.shown_at for row in tx.execute(statement)}


def already_shown(tx: Transaction, destination: Destination, ids: Sequence[str]) -> set[str]:
    """Return those among `ids` that a destination has had, under whichever id of the work."""
    found: set[str] = set()
    root = work_of(papers)
    statement = select(root).join(shown, shown.c.paper_id == papers.c.id)
    for start in range(0, len(ids), BATCH):
        part = statement.where(shown.c.destination == str(destination))
        found.update(tx.execute(part.where(root.in_(ids[start : start + BATCH]))).scalars())
    return found


def _all(rows: Iterable[RowMapping]) -> list[Subscription]:
    return [_subscription(row) for row in rows]


def _subscription(row: RowMapping) -> Subscription:
    weekdays = frozenset(int(day) for day in row["weekdays"].split(","))
    at, also = local_times.from_column(row["at"])
    return Subscription(
        id=row["id"],
        workspace=row["workspace"],
        destination=Destination.parse(row["destination"]),
        owner=Destination.parse(row["owner"]),
        topic=row["topic"],
        schedule=Schedule(at, weekdays, row["timezone"], row["is_when_ready"], also),
        top=row["top"],
        next_run_at=row["next_run_at"],
        covered_until=row["covered_until"],
        paused_reason=row["paused_reason"],
        kind=DigestKind(row["kind"]),
        has_abstracts=row["has_abstracts"],
        is_apart=row["is_apart"],
    )
