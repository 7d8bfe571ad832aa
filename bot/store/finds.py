"""Papers that people's alerts matched: what waits to be told, and what became of the rest.

A person has one find a paper, whatever many alerts match it and however often it comes.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, literal_column, select, update

from bot.model import Destination, Find, FindState, Reason
from bot.store.engine import Transaction
from bot.store.papers import work_of
from bot.store.schema import finds, papers
from bot.store.upsert import insert_into

AT_ONCE = 200
"""Rows a statement: SQLite and PostgreSQL bound the parameters of one."""

_IS_WAITING: ColumnElement[bool] = literal_column("state = 'waiting'")


def add_finds(tx: Transaction, found: Sequence[Find]) -> None:
    """Write finds down; of what a person has had, or will have, only the reasons are added."""
    if found:
        statement = insert_into(tx, finds).on_conflict_do_nothing()
        tx.execute(statement, [_row(find) for find in found])


def replace_find(tx: Transaction, find: Find) -> None:
    """Write a find down in the place of the one that stands."""
    tx.execute(update(finds).where(*_is(find.person, find.paper_id)).values(_row(find)))


def get_finds(tx: Transaction, paper_ids: Collection[str], people: Collection[str]) -> list[Find]:
    """Return what some people have of some works, under whichever id of the work."""
    root = work_of(papers)
    statement = select(finds).join(papers, papers.c.id == finds.c.paper_id)
    names = list(people)
    return [
        _find(row)
        for start in range(0, len(names), AT_ONCE)
        for row in tx.execute(
            statement.where(root.in_(paper_ids), finds.c.person.in_(names[start : start + AT_ONCE]))
        ).mappings()
    ]


def get_find(tx: Transaction, person: Destination, paper_id: str) -> Find | None:
    """Return what somebody has of a work."""
    return next(iter(get_finds(tx, [paper_id], [str(person)])), None)


def due_people(
    tx: Transaction, platforms: Collection[str], now: datetime, limit: int
) -> list[Destination]:
    """Return people who have something due on these platforms."""
    statement = (
        select(finds.c.person)
        .where(_IS_WAITING, finds.c.platform.in_(platforms), finds.c.due_at <= now)
        .distinct()
        .limit(limit)
    )
    return [Destination.parse(name) for name in tx.execute(statement).scalars()]


def due_finds(tx: Transaction, person: Destination, now: datetime) -> list[Find]:
    """Return what is due for somebody, the oldest first; it stays locked until `tx` ends."""
    statement = (
        select(finds)
        .where(finds.c.person == str(person), _IS_WAITING, finds.c.due_at <= now)
        .order_by(finds.c.found_at, finds.c.paper_id)
        .with_for_update()
    )
    return [_find(row) for row in tx.execute(statement).mappings()]


def settle_finds(
    tx: Transaction, settled: Sequence[Find], state: FindState, why: str = "", period: str = ""
) -> None:
    """Write down what became of a person's finds."""
    _change(tx, settled, state=state, why=why, period=period)


def put_off(tx: Transaction, late: Sequence[Find], until: datetime, why: str) -> None:
    """Let a person's finds wait for a reason; they are then told together."""
    _change(tx, late, due_at=until, is_gathered=True, why=why)


def hurry(tx: Transaction, person: Destination, why: str, now: datetime) -> None:
    """Let what somebody waits for, for a reason that may have ended, be looked at again now."""
    statement = update(finds).where(finds.c.person == str(person), _IS_WAITING, finds.c.why == why)
    tx.execute(statement.values(due_at=now))


def silence(tx: Transaction, person: Destination, why: str) -> None:
    """Let nothing that waits for somebody be told."""
    statement = update(finds).where(finds.c.person == str(person), _IS_WAITING)
    tx.execute(statement.values(state="gone", why=why))


def kept_back(tx: Transaction, person: Destination, since: datetime) -> list[Find]:
    """Return what was not told for a bound or a silence, the newest first."""
    statement = select(finds).where(
        finds.c.person == str(person),
        finds.c.state.in_(("over", "silent")),
        finds.c.found_at >= since,
    )
    rows = tx.execute(statement.order_by(finds.c.found_at.desc())).mappings()
    return [_find(row) for row in rows]


def finds_of(tx: Transaction, person: Destination, since: datetime | None = None) -> list[Find]:
    """Return all of somebody's finds, the newest first."""
    statement = select(finds).where(finds.c.person == str(person))
    if since:
        statement = statement.where(finds.c.found_at >= since)
    return [
        _find(row) for row in tx.execute(statement.order_by(finds.c.found_at.desc())).mappings()
    ]


def forget_finds(tx: Transaction, told: datetime, others: datetime, limit: int = 1000) -> None:
    """Forget what was told before a moment, and what was not before another.

    What was told is kept longer, since it keeps a paper from coming twice.
    """
    is_old = (finds.c.found_at < told) | ((finds.c.found_at < others) & (finds.c.state != "told"))
    old = select(finds.c.person, finds.c.paper_id).where(is_old).limit(limit)
    for row in tx.execute(old).all():
        tx.execute(delete(finds).where(*_is(Destination.parse(row.person), row.paper_id)))


def _change(tx: Transaction, changed: Sequence[Find], **news: object) -> None:
    ids = [find.paper_id for find in changed]
    for start in range(0, len(ids), AT_ONCE):
        is_one = finds.c.paper_id.in_(ids[start : start + AT_ONCE])
        is_theirs = finds.c.person == str(changed[0].person)
        tx.execute(update(finds).where(is_theirs, is_one).values(**news))


def _is(person: Destination, paper_id: str) -> tuple[ColumnElement[bool], ...]:
    return finds.c.person == str(person), finds.c.paper_id == paper_id


def _row(find: Find) -> dict[str, Any]:
    return {
        "person": str(find.person),
        "paper_id": find.paper_id,
        "workspace": find.workspace,
        "platform": find.person.platform,
        "reasons": [list(reason) for reason in find.reasons],
        "state": find.state,
        "why": find.why,
        "is_gathered": find.is_gathered,
        "period": find.period,
        "found_at": find.found_at,
        "due_at": find.due_at,
    }


def _find(row: RowMapping) -> Find:
    return Find(
        person=Destination.parse(row["person"]),
        paper_id=row["paper_id"],
        workspace=row["workspace"],
        reasons=tuple(Reason(*pair) for pair in row["reasons"]),
        found_at=row["found_at"],
        due_at=row["due_at"],
        is_gathered=row["is_gathered"],
        state=row["state"],
        why=row["why"],
        period=row["period"],
    )
