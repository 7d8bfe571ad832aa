"""Papers that people put on their group's list, each work once, credited to whoever was first."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, or_, select, update

from bot.model import Credit, Destination, Submission
from bot.store.community.marks import ids_of_works
from bot.store.database import Transaction
from bot.store.papers import BATCH, work_of
from bot.store.schema import papers, submissions
from bot.store.upsert import insert_if_absent

LISTED, WAITING, POSTED, REMOVED = "listed", "waiting", "posted", "removed"
"""On the list alone, due a message of its own, had one, taken off."""


def add_submission(tx: Transaction, made: Submission) -> Submission | None:
    """Put a work on a group's list; return the submission that was there before, if any."""
    if known := get_submission(tx, made.workspace, made.paper_id):
        return known
    row = {
        "workspace": made.workspace,
        "paper_id": made.paper_id,
        "person": str(made.person),
        "name": made.name,
        "destination": str(made.destination),
        "note": made.note,
        "at": made.at,
        "state": made.state,
    }
    if insert_if_absent(tx, submissions, row):
        return None
    return get_submission(tx, made.workspace, made.paper_id)


def get_submission(tx: Transaction, workspace: str, root: str) -> Submission | None:
    """Return the first submission of a work in a workspace, also one that was removed."""
    ids = ids_of_works(tx, [root])
    statement = _rows(workspace, submissions.c.paper_id.in_(ids)).order_by(submissions.c.at)
    row = tx.execute(statement).mappings().first()
    return _submission(row) if row else None


def submissions_since(
    tx: Transaction, workspace: str, since: datetime, place: Destination
) -> list[Submission]:
    """Return what may be seen in a place of a group's list, the newest first.

    That is what was submitted there, or to the bot alone; not what was said in other channels.
    """
    is_listed = (submissions.c.at >= since) & (submissions.c.state != REMOVED)
    statement = _rows(workspace, is_listed & _is_seen_in(place)).order_by(submissions.c.at.desc())
    return [_submission(row) for row in tx.execute(statement).mappings()]


def credits_of(
    tx: Transaction, workspace: str, roots: Collection[str], place: Destination
) -> dict[str, Credit]:
    """Return who submitted some works first, as far as that may be seen in a place."""
    ids = ids_of_works(tx, roots)
    found: dict[str, Credit] = {}
    for start in range(0, len(ids), BATCH):
        is_one = submissions.c.paper_id.in_(ids[start : start + BATCH])
        is_there = is_one & (submissions.c.state != REMOVED) & _is_seen_in(place)
        rows = tx.execute(_rows(workspace, is_there).order_by(submissions.c.at)).mappings()
        for row in rows:
            found.setdefault(row["root"], Credit(row["name"], row["at"]))
    return found


def waiting_submissions(tx: Transaction, platforms: Collection[str]) -> list[Submission]:
    """Return what is due a message of its own on some platforms, the oldest first."""
    is_there = or_(*(submissions.c.destination.startswith(f"{one}:") for one in platforms))
    statement = _rows(None, (submissions.c.state == WAITING) & is_there)
    rows = tx.execute(statement.order_by(submissions.c.at)).mappings()
    return [_submission(row) for row in rows]


def set_state(tx: Transaction, workspace: str, root: str, state: str) -> None:
    """Write down what became of a submission."""
    is_it = (submissions.c.workspace == workspace) & submissions.c.paper_id.in_(
        ids_of_works(tx, [root])
    )
    tx.execute(update(submissions).where(is_it).values(state=state))


def drop_submission(tx: Transaction, workspace: str, root: str) -> None:
    """Forget a submission, so that anybody may make it again."""
    is_one = submissions.c.paper_id.in_(ids_of_works(tx, [root]))
    tx.execute(delete(submissions).where(submissions.c.workspace == workspace, is_one))


def _is_seen_in(place: Destination) -> ColumnElement[bool]:
    is_direct = submissions.c.destination == submissions.c.person
    return is_direct | (submissions.c.destination == str(place))


def _rows(workspace: str | None, condition: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a Select
    statement = select(submissions, work_of(papers).label("root")).join(
        papers, papers.c.id == submissions.c.paper_id
    )
    if workspace is not None:
        condition = condition & (submissions.c.workspace == workspace)
    return statement.where(condition)


def _submission(row: RowMapping) -> Submission:
    return Submission(
        workspace=row["workspace"],
        paper_id=row["root"],
        person=Destination.parse(row["person"]),
        destination=Destination.parse(row["destination"]),
        at=row["at"],
        name=row["name"],
        note=row["note"],
        state=row["state"],
    )
