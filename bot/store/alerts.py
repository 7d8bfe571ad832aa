"""People's standing queries."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import RowMapping, func, select, update

from bot.model import Alert, Destination
from bot.store.engine import Transaction
from bot.store.locks import take_turn
from bot.store.schema import alerts


def add_alert(
    tx: Transaction, workspace: str, person: Destination, query: str, now: datetime
) -> tuple[Alert, bool]:
    """Store a query for a person; returns the alert and whether it is new.

    Numbers are never given twice while a higher one stands, so that an old button does not
    remove another alert.
    """
    take_turn(tx, f"alerts of {person}")
    of_person = alerts.c.person == str(person)
    same = tx.execute(select(alerts).where(of_person, alerts.c.query == query)).mappings().first()
    if same:
        return _alert(same), False
    highest = tx.execute(select(func.max(alerts.c.number)).where(of_person)).scalar() or 0
    statement = alerts.insert().values(
        workspace=workspace,
        person=str(person),
        number=highest + 1,
        query=query,
        paused_reason="",
        created_at=now,
    )
    row = tx.execute(statement.returning(alerts)).mappings().one()
    return _alert(row), True


def get_alerts(tx: Transaction, person: Destination) -> list[Alert]:
    """Return a person's alerts by number."""
    statement = select(alerts).where(alerts.c.person == str(person)).order_by(alerts.c.number)
    return _all(tx.execute(statement).mappings())


def running_alerts(tx: Transaction) -> list[Alert]:
    """Return everybody's alerts that are not paused."""
    return _all(tx.execute(select(alerts).where(alerts.c.paused_reason == "")).mappings())


def set_paused(tx: Transaction, alert_id: int, reason: str) -> None:
    """Pause an alert for a reason, or resume it with an empty one."""
    tx.execute(update(alerts).where(alerts.c.id == alert_id).values(paused_reason=reason))


def pause_alerts(tx: Transaction, where: Destination | str, reason: str) -> int:
    """Pause all running alerts of a person, or a workspace, that cannot be reached.

    Returns how many.
    """
    is_there = (
        alerts.c.person == str(where)
        if isinstance(where, Destination)
        else alerts.c.workspace == where
    )
    statement = update(alerts).where(is_there, alerts.c.paused_reason == "")
    return tx.execute(statement.values(paused_reason=reason)).rowcount


def remove_alert(tx: Transaction, alert_id: int) -> None:
    """Forget an alert."""
    tx.execute(alerts.delete().where(alerts.c.id == alert_id))


def _all(rows: Iterable[RowMapping]) -> list[Alert]:
    return [_alert(row) for row in rows]


def _alert(row: RowMapping) -> Alert:
    return Alert(
        id=row["id"],
        workspace=row["workspace"],
        person=Destination.parse(row["person"]),
        number=row["number"],
        query=row["query"],
        created_at=row["created_at"],
        paused_reason=row["paused_reason"],
    )
