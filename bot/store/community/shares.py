"""Who linked to which paper in which place: the link, never the words around it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from bot.model import Credit, Destination, Share
from bot.store.community.marks import ids_of_works
from bot.store.database import Transaction
from bot.store.papers import work_of
from bot.store.schema import papers, shares
from bot.store.upsert import insert_if_absent


def add_share(
    tx: Transaction,
    workspace: str,
    place: Destination,
    person: Destination,
    name: str,
    root: str,
    now: datetime,
) -> bool:
    """Remember that somebody linked to a work; False where they had done so there before."""
    row = {
        "destination": str(place),
        "paper_id": root,
        "person": str(person),
        "workspace": workspace,
        "name": name,
        "at": now,
    }
    return insert_if_absent(tx, shares, row)


def shares_in(tx: Transaction, place: Destination, limit: int) -> list[Share]:
    """Return what was linked to in a place, each work once with who was first, newest first."""
    statement = (
        select(work_of(papers).label("root"), shares.c.name, shares.c.at)
        .join(papers, papers.c.id == shares.c.paper_id)
        .where(shares.c.destination == str(place))
        .order_by(shares.c.at)
    )
    first: dict[str, Share] = {}
    for row in tx.execute(statement):
        first.setdefault(row.root, Share(row.root, Credit(row.name, row.at)))
    return sorted(first.values(), key=lambda one: one.credit.at, reverse=True)[:limit]


def sharers_of(tx: Transaction, place: Destination, root: str) -> list[Credit]:
    """Return who linked to a work in a place, the first one first."""
    ids: Collection[str] = ids_of_works(tx, [root])
    statement = select(shares.c.name, shares.c.at).where(
        shares.c.destination == str(place), shares.c.paper_id.in_(ids)
    )
    return [Credit(row.name, row.at) for row in tx.execute(statement.order_by(shares.c.at))]


def forget_shares(tx: Transaction, place: Destination) -> int:
    """Forget all that was linked to in a place; return how much."""
    return tx.execute(delete(shares).where(shares.c.destination == str(place))).rowcount
