"""People's standing queries; each change takes a number, by which percolators follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, func, select, update

from bot.model import Alert, Destination, Schedule, Terms
from bot.store import local_times
from bot.store.database import Transaction
from bot.store.locks import take_turn
from bot.store.schema import alerts, counters, gone_alerts, people
from bot.store.upsert import upsert

AT_ONCE = 500
"""Ids a statement: SQLite and PostgreSQL bound the parameters of one."""


@dataclass(frozen=True, slots=True)
class AlertChange:
    """An alert as it stands since a revision; an empty query where it does not run."""

    revision: int
    alert_id: int
    query: str


def add_alert(
    tx: Transaction, workspace: str, person: Destination, terms: Terms, now: datetime
) -> tuple[Alert, bool]:
    """Store an alert; returns it, and whether it is new: one a person and query.

    A number is never given twice to a person, so that an old button never means another alert.
    """
    take_turn(tx, f"alerts of {person}")
    of_person = alerts.c.person == str(person)
    is_same = alerts.c.query == terms.query
    if same := tx.execute(select(alerts).where(of_person, is_same)).mappings().first():
        return _alert(same), False
    statement = alerts.insert().values(
        workspace=workspace,
        person=str(person),
        number=_new_number(tx, person),
        paused_reason="",
        created_at=now,
        revision=_next_revision(tx),
        **_columns(terms),
    )
    row = tx.execute(statement.returning(alerts)).mappings().one()
    return _alert(row), True


def _new_number(tx: Transaction, person: Destination) -> int:
    of_person = alerts.c.person == str(person)
    standing = tx.execute(select(func.max(alerts.c.number)).where(of_person)).scalar() or 0
    is_theirs = people.c.person == str(person)
    given = tx.execute(select(people.c.numbered).where(is_theirs)).scalar() or 0
    number = max(standing, given) + 1
    tx.execute(update(people).where(is_theirs).values(numbered=number))
    return number


def change_alert(tx: Transaction, alert_id: int, terms: Terms, now: datetime) -> None:
    """Let an alert look for something else, or be told otherwise; it begins anew at `now`."""
    _change(tx, alert_id, created_at=now, **_columns(terms))


def get_alerts(tx: Transaction, person: Destination) -> list[Alert]:
    """Return a person's alerts by number."""
    statement = select(alerts).where(alerts.c.person == str(person)).order_by(alerts.c.number)
    return _all(tx.execute(statement).mappings())


def alerts_by_id(tx: Transaction, ids: Sequence[int]) -> dict[int, Alert]:
    """Return those of some alerts that are still there and run, by id."""
    found: dict[int, Alert] = {}
    for start in range(0, len(ids), AT_ONCE):
        statement = select(alerts).where(alerts.c.id.in_(ids[start : start + AT_ONCE]))
        rows = tx.execute(statement.where(alerts.c.paused_reason == "")).mappings()
        found.update((row["id"], _alert(row)) for row in rows)
    return found


def count_alerts(tx: Transaction, workspace: str) -> tuple[int, int, int]:
    """Return how many people of a workspace have alerts, how many, and how many are paused."""
    statement = select(
        func.count(func.distinct(alerts.c.person)),
        func.count(),
        func.count().filter(alerts.c.paused_reason != ""),
    )
    people, all_, paused = tx.execute(statement.where(alerts.c.workspace == workspace)).one()
    return int(people), int(all_), int(paused)


def read_alert_changes(tx: Transaction, after: int, limit: int) -> list[AlertChange]:
    """Return the alerts that changed past a revision, the oldest change first."""
    is_later = alerts.c.revision > after
    kept = select(alerts.c.revision, alerts.c.id, alerts.c.query, alerts.c.paused_reason)
    changes = [
        AlertChange(row.revision, row.id, "" if row.paused_reason else row.query)
        for row in tx.execute(kept.where(is_later).order_by(alerts.c.revision).limit(limit))
    ]
    gone = select(gone_alerts.c.revision, gone_alerts.c.alert_id)
    later = gone.where(gone_alerts.c.revision > after).order_by(gone_alerts.c.revision)
    changes += [
        AlertChange(row.revision, row.alert_id, "") for row in tx.execute(later.limit(limit))
    ]
    return sorted(changes, key=lambda change: change.revision)[:limit]


def alert_revision(tx: Transaction) -> int:
    """Return the revision of the newest change."""
    statement = select(counters.c.value).where(counters.c.name == _COUNTER)
    return int(tx.execute(statement).scalar_one())


def set_paused(tx: Transaction, alert_id: int, reason: str) -> None:
    """Pause an alert for a reason, or resume it with an empty one."""
    _change(tx, alert_id, paused_reason=reason)


def set_silent(tx: Transaction, alert_id: int, until: datetime | None) -> None:
    """Let an alert say nothing until a moment."""
    statement = update(alerts).where(alerts.c.id == alert_id)
    tx.execute(statement.values(silent_until=until))


def pause_alerts(tx: Transaction, where: Destination | str, reason: str) -> list[Destination]:
    """Pause all running alerts of a person, or a workspace, that cannot be reached.

    Returns whose they were, each once.
    """
    is_there = (
        alerts.c.person == str(where)
        if isinstance(where, Destination)
        else alerts.c.workspace == where
    )
    running = select(alerts.c.id, alerts.c.person).where(is_there, alerts.c.paused_reason == "")
    found = tx.execute(running).all()
    for row in found:
        set_paused(tx, row.id, reason)
    return [Destination.parse(person) for person in dict.fromkeys(row.person for row in found)]


def remove_alert(tx: Transaction, alert_id: int, now: datetime) -> None:
    """Forget an alert, but for its number, which percolators must hear of."""
    gone = {"revision": _next_revision(tx), "removed_at": now}
    upsert(tx, gone_alerts, {"alert_id": alert_id}, gone, gone)
    tx.execute(alerts.delete().where(alerts.c.id == alert_id))


def forget_gone(tx: Transaction, before: datetime) -> None:
    """Forget the numbers of alerts that were removed before a moment."""
    tx.execute(delete(gone_alerts).where(gone_alerts.c.removed_at < before))


_COUNTER = "alerts"


def _next_revision(tx: Transaction) -> int:
    """Take the next number; its row stays locked, so that changes are seen in their order."""
    statement = update(counters).where(counters.c.name == _COUNTER)
    taken = statement.values(value=counters.c.value + 1).returning(counters.c.value)
    return int(tx.execute(taken).scalar_one())


def _change(tx: Transaction, alert_id: int, **news: object) -> None:
    statement = update(alerts).where(alerts.c.id == alert_id)
    tx.execute(statement.values(revision=_next_revision(tx), **news))


def _columns(terms: Terms) -> dict[str, Any]:
    schedule = terms.schedule
    return {
        "query": terms.query,
        "at": local_times.to_column(schedule.times) if schedule else "",
        "weekdays": ",".join(map(str, sorted(schedule.weekdays))) if schedule else "",
        "timezone": schedule.timezone if schedule else "",
        "most": terms.most,
    }


def _all(rows: Iterable[RowMapping]) -> list[Alert]:
    return [_alert(row) for row in rows]


def _alert(row: RowMapping) -> Alert:
    schedule = None
    if row["at"]:
        weekdays = frozenset(map(int, row["weekdays"].split(",")))
        at, also = local_times.from_column(row["at"])
        schedule = Schedule(at, weekdays, row["timezone"], also=also)
    return Alert(
        id=row["id"],
        workspace=row["workspace"],
        person=Destination.parse(row["person"]),
        number=row["number"],
        query=row["query"],
        created_at=row["created_at"],
        paused_reason=row["paused_reason"],
        schedule=schedule,
        most=row["most"],
        silent_until=row["silent_until"],
    )
