"""Which papers are one work: links between ids that name the same, one of them standing for all."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import func, or_, select, update

from bot.model import Paper
from bot.store.database import Transaction
from bot.store.papers.revisions import numbered
from bot.store.papers.work_links import Candidate, first_of, is_same_work, title_key
from bot.store.schema import papers


def link_works(tx: Transaction, arrived: Sequence[Paper]) -> set[str]:
    """Link papers, stored already, with those that are the same work.

    Returns the ids of those whose work was known before under another id.
    """
    keys = {paper.id: key for paper in arrived if (key := title_key(paper.title))}
    by_key: dict[int, list[Candidate]] = {}
    for key, candidate in _candidates(tx, set(keys.values())):
        by_key.setdefault(key, []).append(candidate)
    known_before: set[str] = set()
    fresh = {paper.id for paper in arrived}
    for paper in arrived:
        near = by_key.get(keys.get(paper.id, 0), ())
        if len(near) < 2:
            continue
        same = [one for one in near if one.id != paper.id and is_same_work(paper, one)]
        if same:
            root = _unite(tx, {paper.id, *(one.id for one in same)})
            if root != paper.id or any(one.id not in fresh for one in same):
                known_before.add(paper.id)
    return known_before


def roots_of(tx: Transaction, ids: Collection[str]) -> dict[str, str]:
    """Return for each of some stored papers the one that stands for its work."""
    if not ids:
        return {}
    statement = select(papers.c.id, papers.c.same_as).where(papers.c.id.in_(set(ids)))
    return {row.id: row.same_as or row.id for row in tx.execute(statement)}


def _candidates(tx: Transaction, keys: Collection[int]) -> Iterable[tuple[int, Candidate]]:
    shared = set(_shared(tx, keys))
    if not shared:
        return
    columns = (papers.c.title_key, papers.c.id, papers.c.title, papers.c.authors)
    statement = select(*columns).where(papers.c.title_key.in_(shared), ~papers.c.is_removed)
    for key, *rest in tx.execute(statement):
        yield key, Candidate(*rest)


def _shared(tx: Transaction, keys: Collection[int]) -> Iterable[int]:
    """Return the keys that more than one paper has: of all others nothing need be read."""
    if not keys:
        return ()
    statement = select(papers.c.title_key).where(papers.c.title_key.in_(keys))
    grouped = statement.group_by(papers.c.title_key).having(func.count() > 1)
    return tx.execute(grouped).scalars()


def _unite(tx: Transaction, ids: set[str]) -> str:
    """Let the first of some papers stand for all of them, and for whatever they stood for."""
    work = ids | set(roots_of(tx, ids).values())
    root = first_of(work)
    touched = or_(papers.c.id.in_(work), papers.c.same_as.in_(work))
    wanted = [
        (row.id, same_as)
        for row in tx.execute(select(papers.c.id, papers.c.same_as).where(touched))
        if row.same_as != (same_as := "" if row.id == root else root)
    ]
    for (paper_id, same_as), revision in numbered(tx, wanted):
        row = {"same_as": same_as, "revision": revision}
        tx.execute(update(papers).where(papers.c.id == paper_id).values(row))
    return root
