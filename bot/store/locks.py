"""Waiting for one's turn: what SQLite does for every writer, for named things on PostgreSQL."""

from sqlalchemy import func, select

from bot.store.engine import Transaction


def take_turn(tx: Transaction, name: str) -> None:
    """Wait until no other transaction has the turn for `name`; it ends with this transaction.

    For what is read first and written after, where two at once would both write. On SQLite
    there is only one writer at a time anyway.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
