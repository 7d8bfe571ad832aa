"""Taking papers away."""

from sqlalchemy import select, update

from bot.store.database import Transaction
from bot.store.papers.revisions import numbered
from bot.store.schema import listings, papers


def remove_papers(tx: Transaction, source: str) -> int:
    """Take away all papers that a source alone listed; return how many."""
    others = select(listings.c.paper_id).where(listings.c.source != source)
    ids = select(listings.c.paper_id).where(
        listings.c.source == source, listings.c.paper_id.not_in(others)
    )
    found = list(
        tx.execute(select(papers.c.id).where(papers.c.id.in_(ids), ~papers.c.is_removed)).scalars()
    )
    for paper_id, revision in numbered(tx, found):
        row = {"is_removed": True, "revision": revision}
        tx.execute(update(papers).where(papers.c.id == paper_id).values(row))
    tx.execute(listings.delete().where(listings.c.source == source))
    return len(found)
