"""Workspaces: what was put to rest while one could not be reached, and purging one for good."""

from datetime import datetime

from sqlalchemy import delete, null, select, update

from bot.store import alerts as alerts_room
from bot.store.database import Transaction
from bot.store.outbox import take_back
from bot.store.schema import (
    alerts,
    deliveries,
    editions,
    metadata,
    people,
    shown,
    subscriptions,
    workspaces,
)
from bot.store.upsert import upsert

_KEPT = {"audits", "deliveries", "gates", "workspaces"}
"""Tables with a tenant that a purge does not simply empty of it."""


def rest_workspace(tx: Transaction, workspace: str, reason: str, now: datetime) -> None:
    """Write down that nothing of a workspace can be reached, and why."""
    news = {"reason": reason, "since": now}
    upsert(tx, workspaces, {"workspace": workspace}, news, news)


def resume_workspace(tx: Transaction, workspace: str) -> int:
    """Let what was paused since a workspace could not be reached run again; return how many.

    What was paused for a reason of its own stays so.
    """
    statement = delete(workspaces).where(workspaces.c.workspace == workspace)
    reason = tx.execute(statement.returning(workspaces.c.reason)).scalar()
    if not reason:
        return 0
    is_theirs, is_for_it = subscriptions.c.workspace == workspace, subscriptions.c.paused_reason
    paused = update(subscriptions).where(is_theirs, is_for_it == reason)
    count = tx.execute(paused.values(paused_reason="")).rowcount
    resting = select(alerts.c.id).where(
        alerts.c.workspace == workspace, alerts.c.paused_reason == reason
    )
    for alert_id in tx.execute(resting).scalars().all():
        alerts_room.set_paused(tx, alert_id, "")
        count += 1
    told = update(people).where(people.c.workspace == workspace, people.c.unreachable == reason)
    tx.execute(told.values(unreachable="", is_told=True))
    return count


def purge_workspace(tx: Transaction, workspace: str, now: datetime) -> int:
    """Remove all that a workspace ordered, and the words of what it was sent; return how much.

    Doing it again does no harm. The keys of what was sent stay, without words.
    """
    take_back(tx, workspace, "the workspace took the bot away", now)
    is_ours = deliveries.c.workspace == workspace
    places = set(tx.execute(select(deliveries.c.destination).where(is_ours).distinct()).scalars())
    places |= set(
        tx.execute(
            select(subscriptions.c.destination).where(subscriptions.c.workspace == workspace)
        ).scalars()
    )
    for place in places:
        tx.execute(delete(shown).where(shown.c.destination == place))
        tx.execute(delete(editions).where(editions.c.destination == place))
    tx.execute(update(deliveries).where(is_ours).values(content=null()))
    count = 0
    for alert_id in (
        tx.execute(select(alerts.c.id).where(alerts.c.workspace == workspace)).scalars().all()
    ):
        alerts_room.remove_alert(tx, alert_id, now)
        count += 1
    for table in metadata.sorted_tables:
        if "workspace" in table.c and table.name not in _KEPT:
            count += tx.execute(delete(table).where(table.c.workspace == workspace)).rowcount
    tx.execute(delete(workspaces).where(workspaces.c.workspace == workspace))
    return count
