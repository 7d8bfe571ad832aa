"""The count of changes, by which readers of the store catch up."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import select, update

from bot.store.database import Transaction
from bot.store.schema import counters

T = TypeVar("T")


def numbered(tx: Transaction, changed: Sequence[T]) -> Iterator[tuple[T, int]]:
    """Pair what changed with a revision each.

    The counter's row stays locked until the transaction ends, so that revisions become
    visible in their order and a reader that follows them misses none.
    """
    if not changed:
        return iter(())
    statement = update(counters).where(counters.c.name == "revision")
    last = tx.execute(
        statement.values(value=counters.c.value + len(changed)).returning(counters.c.value)
    ).scalar_one()
    return zip(changed, range(int(last) - len(changed) + 1, int(last) + 1), strict=True)


def current_revision(tx: Transaction) -> int:
    """Return the revision of the newest change."""
    statement = select(counters.c.value).where(counters.c.name == "revision")
    return int(tx.execute(statement).scalar_one())
