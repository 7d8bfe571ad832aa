"""How far something has been looked at, over all processes."""

from sqlalchemy import select, update

from bot.store.database import Transaction
from bot.store.schema import counters


def get_mark(tx: Transaction, name: str) -> int:
    """Return the number that a mark stands at."""
    return int(tx.execute(select(counters.c.value).where(counters.c.name == name)).scalar_one())


def move_mark(tx: Transaction, name: str, known: int, new: int) -> bool:
    """Move a mark on; False where another process has moved it from where it was known to be."""
    statement = update(counters).where(counters.c.name == name, counters.c.value == known)
    return tx.execute(statement.values(value=new)).rowcount > 0
