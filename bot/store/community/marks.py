"""Marks that a person sets on a work once in a workspace, and takes back: votes and saves.

A work may be stored under several ids, and be known for one only after it was marked under two:
whoever counts, counts people by work.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, delete, func, select

from bot.model import Destination
from bot.store.database import Transaction
from bot.store.papers import BATCH, work_of
from bot.store.schema import papers, saves, votes
from bot.store.upsert import upsert


def ids_of_works(tx: Transaction, roots: Collection[str]) -> list[str]:
    """Return every id under which some works are stored, by the ids that stand for them."""
    wanted = list(roots)
    found: list[str] = []
    for start in range(0, len(wanted), BATCH):
        part = wanted[start : start + BATCH]
        is_one = papers.c.id.in_(part) | papers.c.same_as.in_(part)
        found += tx.execute(select(papers.c.id).where(is_one)).scalars()
    return found


def get_mark(
    tx: Transaction, table: Table, workspace: str, person: Destination, root: str
) -> RowMapping | None:
    """Return the newest row of somebody's mark on a work."""
    statement = select(table).where(_theirs(table, workspace, person, ids_of_works(tx, [root])))
    return tx.execute(statement.order_by(table.c.at.desc())).mappings().first()


def put_mark(
    tx: Transaction,
    table: Table,
    workspace: str,
    person: Destination,
    root: str,
    row: dict[str, Any],
) -> None:
    """Write somebody's mark on a work, in the place of what they said of it under any id."""
    others = [one for one in ids_of_works(tx, [root]) if one != root]
    if others:
        tx.execute(delete(table).where(_theirs(table, workspace, person, others)))
    key = {"workspace": workspace, "person": str(person), "paper_id": root}
    upsert(tx, table, key, row, row)


def count_marks(
    tx: Transaction, table: Table, workspace: str, roots: Collection[str]
) -> dict[str, int]:
    """Return how many people of a workspace mark each of some works; none are left out."""
    found: dict[str, int] = {}
    for part in _parts(ids_of_works(tx, roots)):
        root = work_of(papers)
        statement = (
            select(root, func.count(table.c.person.distinct()))
            .join(papers, papers.c.id == table.c.paper_id)
            .where(table.c.workspace == workspace, table.c.is_on, table.c.paper_id.in_(part))
            .group_by(root)
        )
        for known, count in tx.execute(statement):
            found[known] = found.get(known, 0) + count
    return found


def marks_since(
    tx: Transaction, table: Table, workspace: str, since: datetime
) -> dict[str, list[datetime]]:
    """Return when people of a workspace marked works since a moment, by the work."""
    statement = (
        select(work_of(papers), table.c.at)
        .join(papers, papers.c.id == table.c.paper_id)
        .where(table.c.workspace == workspace, table.c.is_on, table.c.at >= since)
    )
    found: dict[str, list[datetime]] = {}
    for root, at in tx.execute(statement):
        found.setdefault(root, []).append(at)
    return found


def marked_by(
    tx: Transaction, table: Table, workspace: str, person: Destination, roots: Collection[str]
) -> set[str]:
    """Return which of some works somebody marks in a workspace."""
    found: set[str] = set()
    for part in _parts(ids_of_works(tx, roots)):
        statement = select(work_of(papers)).join(table, papers.c.id == table.c.paper_id)
        theirs = _theirs(table, workspace, person, part) & table.c.is_on
        found.update(tx.execute(statement.where(theirs)).scalars())
    return found


def forget_marks(tx: Transaction, before: datetime) -> None:
    """Forget votes and saves that were taken back before a moment."""
    for table in (votes, saves):
        tx.execute(delete(table).where(~table.c.is_on, table.c.at < before))


def _theirs(
    table: Table, workspace: str, person: Destination, ids: Collection[str]
) -> ColumnElement[bool]:
    is_theirs = (table.c.workspace == workspace) & (table.c.person == str(person))
    return is_theirs & table.c.paper_id.in_(ids)


def _parts(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
