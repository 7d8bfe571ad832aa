"""A channel that was deleted: what its people did there goes with it."""

from datetime import datetime

from sqlalchemy import delete, null, update

from bot.model import Destination
from bot.store.database import Transaction
from bot.store.outbox import take_back
from bot.store.schema import deliveries, metadata

_KEPT = {"audits", "deliveries", "gates"}
"""Tables with a destination that are not simply emptied of it."""


def purge_place(tx: Transaction, place: Destination, now: datetime) -> int:
    """Remove all that belongs to a place, and the words of what it was sent; return how much.

    What people themselves hold, such as votes, saves and alerts, stays. The keys of what was sent
    stay, without words. Doing it again does no harm.
    """
    take_back(tx, place, "the channel was deleted", now)
    is_there = deliveries.c.destination == str(place)
    tx.execute(update(deliveries).where(is_there).values(content=null()))
    count = 0
    for table in metadata.sorted_tables:
        for name in ("destination", "place"):
            if name in table.c and table.name not in _KEPT:
                count += tx.execute(delete(table).where(table.c[name] == str(place))).rowcount
    return count
