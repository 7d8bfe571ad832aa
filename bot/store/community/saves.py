"""Saved papers: what a person keeps, with a note and tags, and whether they have read it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import RowMapping, func, select

from bot.model import Destination, Save
from bot.store.community import marks
from bot.store.community.votes import DOUBLE_CLICK
from bot.store.database import Transaction
from bot.store.papers import work_of
from bot.store.schema import papers, saves


def put_save(
    tx: Transaction,
    workspace: str,
    person: Destination,
    root: str,
    now: datetime,
    note: str | None = None,
    tags: Collection[str] = (),
) -> Save:
    """Keep a work for somebody; a new note takes the place of the old one, tags are added."""
    known = marks.get_mark(tx, saves, workspace, person, root)
    before = _save(known) if known else Save(root, now)
    kept = Save(
        root,
        before.at if known and known["is_on"] else now,
        before.note if note is None else note,
        tuple(dict.fromkeys((*before.tags, *tags))),
        before.is_read,
    )
    _write(tx, workspace, person, kept, is_on=True)
    return kept


def drop_save(
    tx: Transaction, workspace: str, person: Destination, root: str, now: datetime
) -> bool:
    """Take a work out of somebody's library; False where it was not there.

    What they wrote to it is kept for a while, so that it can be put back.
    """
    known = marks.get_mark(tx, saves, workspace, person, root)
    if not known or not known["is_on"]:
        return False
    gone = _save(known)
    _write(tx, workspace, person, Save(root, now, gone.note, gone.tags, gone.is_read), is_on=False)
    return True


def toggle_save(
    tx: Transaction, workspace: str, person: Destination, root: str, now: datetime
) -> bool:
    """Keep a work, or take it out again; return whether it is kept now.

    A second click of the same hand is none, and what has a note or tags stays.
    """
    known = marks.get_mark(tx, saves, workspace, person, root)
    if known and known["is_on"] and (known["note"] or known["tags"]):
        return True
    if known and now - known["at"] < DOUBLE_CLICK:
        return bool(known["is_on"])
    if known and known["is_on"]:
        return not drop_save(tx, workspace, person, root, now)
    put_save(tx, workspace, person, root, now)
    return True


def set_read(
    tx: Transaction, workspace: str, person: Destination, root: str, *, is_read: bool
) -> bool:
    """Mark a saved work as read or unread; False where it is not saved."""
    known = marks.get_mark(tx, saves, workspace, person, root)
    if not known or not known["is_on"]:
        return False
    kept = _save(known)
    _write(tx, workspace, person, Save(root, kept.at, kept.note, kept.tags, is_read), is_on=True)
    return True


def get_save(tx: Transaction, workspace: str, person: Destination, root: str) -> Save | None:
    """Return what somebody keeps of a work, None where they do not keep it."""
    row = marks.get_mark(tx, saves, workspace, person, root)
    return _save(row) if row and row["is_on"] else None


def saves_of(tx: Transaction, person: Destination) -> list[Save]:
    """Return all that somebody keeps, wherever they saved it, each work once, newest first."""
    statement = (
        select(saves, work_of(papers).label("root"))
        .join(papers, papers.c.id == saves.c.paper_id)
        .where(saves.c.person == str(person), saves.c.is_on)
        .order_by(saves.c.at.desc())
    )
    found: dict[str, Save] = {}
    for row in tx.execute(statement).mappings():
        found.setdefault(row["root"], _save(row, row["root"]))
    return list(found.values())


def saved_here(tx: Transaction, workspace: str, limit: int) -> dict[str, int]:
    """Return what people of a workspace keep, and how many of them, the newest save first."""
    root = work_of(papers)
    statement = (
        select(root, func.count(saves.c.person.distinct()))
        .join(papers, papers.c.id == saves.c.paper_id)
        .where(saves.c.workspace == workspace, saves.c.is_on)
        .group_by(root)
        .order_by(func.max(saves.c.at).desc())
        .limit(limit)
    )
    return {str(known): int(count) for known, count in tx.execute(statement)}


def tags_here(
    tx: Transaction, workspace: str, roots: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Return the tags that anybody of a workspace gave to each of some works."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(roots, ())
    root = work_of(papers)
    statement = (
        select(root, saves.c.tags)
        .join(papers, papers.c.id == saves.c.paper_id)
        .where(saves.c.workspace == workspace, saves.c.is_on)
    )
    for known, tags in tx.execute(statement):
        if known in found:
            found[known] = tuple(dict.fromkeys((*found[known], *tags)))
    return found


def count_saves(tx: Transaction, workspace: str, roots: Collection[str]) -> dict[str, int]:
    """Return how many people of a workspace keep each of some works."""
    return marks.count_marks(tx, saves, workspace, roots)


def saves_since(tx: Transaction, workspace: str, since: datetime) -> dict[str, list[datetime]]:
    """Return when people of a workspace saved papers since a moment, by work."""
    return marks.marks_since(tx, saves, workspace, since)


def _write(
    tx: Transaction, workspace: str, person: Destination, kept: Save, *, is_on: bool
) -> None:
    row = {
        "is_on": is_on,
        "at": kept.at,
        "note": kept.note,
        "tags": list(kept.tags),
        "is_read": kept.is_read,
    }
    marks.put_mark(tx, saves, workspace, person, kept.paper_id, row)


def _save(row: RowMapping, root: str = "") -> Save:
    return Save(root or row["paper_id"], row["at"], row["note"], tuple(row["tags"]), row["is_read"])
