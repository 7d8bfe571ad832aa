"""What PostgreSQL has to be told and SQLite does by itself: taking turns, taking what is first."""

from sqlalchemy import func, select, text

from bot.store.database import Transaction


def take_turn(tx: Transaction, name: str) -> None:
    """Wait until no other transaction has the turn for `name`; it ends with this transaction.

    For what is read first and written after, where two at once would both write. On SQLite
    there is only one writer at a time anyway.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def take_in_order(tx: Transaction) -> None:
    """Let this transaction read what comes first by the order of its index.

    PostgreSQL's statistics mostly know an empty outbox: of a hundred thousand rows that fall due
    at once it would gather and sort all for each handful that is claimed.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(text("SET LOCAL enable_bitmapscan = off"))
