"""Gates: a platform that asks to wait is left alone, by every process, as far as it asked.

A gate stands before one destination, a whole workspace or a whole platform. What is queued
behind it waits; everything else goes on.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Table, case, exists, func, literal, select

from bot.errors import Scope
from bot.message import Destination
from bot.store.database import Transaction
from bot.store.schema import gates
from bot.store.upsert import insert_into

CROWD = 3
"""So many of a workspace's places that must wait at once mean that the workspace must."""


def shut_gate(
    tx: Transaction,
    scope: Scope,
    destination: Destination,
    workspace: str,
    until: datetime,
    now: datetime,
) -> None:
    """Let nothing through to a destination, its workspace or its platform before a moment.

    A gate that is shut for longer stays so.
    """
    of_scope = {
        "destination": str(destination),
        "workspace": workspace or str(destination),
        "platform": destination.platform,
    }
    _shut(tx, f"{scope} {of_scope[scope]}", workspace, until)
    if scope == "destination" and workspace and _count_shut(tx, workspace, now) >= CROWD:
        _shut(tx, f"workspace {workspace}", workspace, until)


def is_any_shut(tx: Transaction, now: datetime) -> bool:
    """Tell whether anything has to wait: mostly nothing has."""
    return tx.execute(select(exists().where(gates.c.until > now))).scalar_one()


def is_shut(waiting: Table, now: datetime) -> ColumnElement[bool]:
    """Return the condition that a row with destination, workspace and platform has to wait."""
    buckets = (
        literal("destination ") + waiting.c.destination,
        literal("workspace ") + waiting.c.workspace,
        literal("platform ") + waiting.c.platform,
    )
    return exists().where(gates.c.bucket.in_(buckets), gates.c.until > now)


def forget_open(tx: Transaction, now: datetime) -> None:
    """Remove the gates that are open again."""
    tx.execute(gates.delete().where(gates.c.until <= now))


def _shut(tx: Transaction, bucket: str, workspace: str, until: datetime) -> None:
    fresh = insert_into(tx, gates).values(bucket=bucket, workspace=workspace, until=until)
    later = case((gates.c.until > until, gates.c.until), else_=until)
    tx.execute(fresh.on_conflict_do_update(index_elements=["bucket"], set_={"until": later}))


def _count_shut(tx: Transaction, workspace: str, now: datetime) -> int:
    is_here = (gates.c.workspace == workspace) & (gates.c.until > now)
    statement = select(func.count()).where(is_here, gates.c.bucket.startswith("destination "))
    return tx.execute(statement).scalar_one()
