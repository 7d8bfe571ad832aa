"""Papers that people's alerts matched: what waits to be told, and what became of the rest.

A person has one find a paper, whatever many alerts match it and however often it comes.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, literal_column, select, update

from bot.model import AlertMatch, Destination, MatchState, Reason
from bot.store.database import Transaction
from bot.store.papers import work_of
from bot.store.schema import matches, papers
from bot.store.upsert import insert_into

AT_ONCE = 200
"""Rows a statement: SQLite and PostgreSQL bound the parameters of one."""

_IS_WAITING: ColumnElement[bool] = literal_column("state = 'waiting'")


def add_matches(tx: Transaction, found: Sequence[AlertMatch]) -> None:
    """Write finds down; of what a person has had, or will have, only the reasons are added."""
    if found:
        statement = insert_into(tx, matches).on_conflict_do_nothing()
        tx.execute(statement, [_row(match) for match in found])


def replace_match(tx: Transaction, match: AlertMatch) -> None:
    """Write a find down in the place of the one that stands."""
    tx.execute(update(matches).where(*_is(match.person, match.paper_id)).values(_row(match)))


def get_matches(
    tx: Transaction, paper_ids: Collection[str], people: Collection[str]
) -> list[AlertMatch]:
    """Return what some people have of some works, under whichever id of the work."""
    root = work_of(papers)
    statement = select(matches).join(papers, papers.c.id == matches.c.paper_id)
    names = list(people)
    return [
        _find(row)
        for start in range(0, len(names), AT_ONCE)
        for row in tx.execute(
            statement.where(
                root.in_(paper_ids), matches.c.person.in_(names[start : start + AT_ONCE])
            )
        ).mappings()
    ]


def get_match(tx: Transaction, person: Destination, paper_id: str) -> AlertMatch | None:
    """Return what somebody has of a work."""
    return next(iter(get_matches(tx, [paper_id], [str(person)])), None)


def due_people(
    tx: Transaction, platforms: Collection[str], now: datetime, limit: int
) -> list[Destination]:
    """Return people who have something due on these platforms."""
    statement = (
        select(matches.c.person)
        .where(_IS_WAITING, matches.c.platform.in_(platforms), matches.c.due_at <= now)
        .distinct()
        .limit(limit)
    )
    return [Destination.parse(name) for name in tx.execute(statement).scalars()]


def due_matches(tx: Transaction, person: Destination, now: datetime) -> list[AlertMatch]:
    """Return what is due for somebody, the oldest first; it stays locked until `tx` ends."""
    statement = (
        select(matches)
        .where(matches.c.person == str(person), _IS_WAITING, matches.c.due_at <= now)
        .order_by(matches.c.found_at, matches.c.paper_id)
        .with_for_update()
    )
    return [_find(row) for row in tx.execute(statement).mappings()]


def settle_matches(
    tx: Transaction,
    settled: Sequence[AlertMatch],
    state: MatchState,
    why: str = "",
    period: str = "",
) -> None:
    """Write down what became of a person's finds."""
    _change(tx, settled, state=state, why=why, period=period)


def put_off(tx: Transaction, late: Sequence[AlertMatch], until: datetime, why: str) -> None:
    """Let a person's finds wait for a reason; they are then told together."""
    _change(tx, late, due_at=until, is_gathered=True, why=why)


def hurry(tx: Transaction, person: Destination, why: str, now: datetime) -> None:
    """Let what somebody waits for, for a reason that may have ended, be looked at again now."""
    statement = update(matches).where(
        matches.c.person == str(person), _IS_WAITING, matches.c.why == why
    )
    tx.execute(statement.values(due_at=now))


def silence(tx: Transaction, person: Destination, why: str) -> None:
    """Let nothing that waits for somebody be told."""
    statement = update(matches).where(matches.c.person == str(person), _IS_WAITING)
    tx.execute(statement.values(state="gone", why=why))


def kept_back(tx: Transaction, person: Destination, since: datetime) -> list[AlertMatch]:
    """Return what was not told for a bound or a silence, the newest first."""
    statement = select(matches).where(
        matches.c.person == str(person),
        matches.c.state.in_(("over", "silent")),
        matches.c.found_at >= since,
    )
    rows = tx.execute(statement.order_by(matches.c.found_at.desc())).mappings()
    return [_find(row) for row in rows]


def finds_of(
    tx: Transaction, person: Destination, since: datetime | None = None
) -> list[AlertMatch]:
    """Return all of somebody's finds, the newest first."""
    statement = select(matches).where(matches.c.person == str(person))
    if since:
        statement = statement.where(matches.c.found_at >= since)
    return [
        _find(row) for row in tx.execute(statement.order_by(matches.c.found_at.desc())).mappings()
    ]


def forget_matches(tx: Transaction, told: datetime, others: datetime, limit: int = 1000) -> None:
    """Forget what was told before a moment, and what was not before another.

    What was told is kept longer, since it keeps a paper from coming twice.
    """
    is_old = (matches.c.found_at < told) | (
        (matches.c.found_at < others) & (matches.c.state != "told")
    )
    old = select(matches.c.person, matches.c.paper_id).where(is_old).limit(limit)
    for row in tx.execute(old).all():
        tx.execute(delete(matches).where(*_is(Destination.parse(row.person), row.paper_id)))


def _change(tx: Transaction, changed: Sequence[AlertMatch], **news: object) -> None:
    ids = [match.paper_id for match in changed]
    for start in range(0, len(ids), AT_ONCE):
        is_one = matches.c.paper_id.in_(ids[start : start + AT_ONCE])
        is_theirs = matches.c.person == str(changed[0].person)
        tx.execute(update(matches).where(is_theirs, is_one).values(**news))


def _is(person: Destination, paper_id: str) -> tuple[ColumnElement[bool], ...]:
    return matches.c.person == str(person), matches.c.paper_id == paper_id


def _row(match: AlertMatch) -> dict[str, Any]:
    return {
        "person": str(match.person),
        "paper_id": match.paper_id,
        "workspace": match.workspace,
        "platform": match.person.platform,
        "reasons": [list(reason) for reason in match.reasons],
        "state": match.state,
        "why": match.why,
        "is_gathered": match.is_gathered,
        "period": match.period,
        "found_at": match.found_at,
        "due_at": match.due_at,
    }


def _find(row: RowMapping) -> AlertMatch:
    return AlertMatch(
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
