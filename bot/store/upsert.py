"""Insert or update, spelled for whichever database is behind a transaction."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from bot.store.database import Transaction

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def upsert(
    tx: Transaction, table: Table, key: dict[str, Any], new: dict[str, Any], changed: dict[str, Any]
) -> None:
    """Insert `key` with `new`, or change the row that has `key` already."""
    statement = insert_into(tx, table).values(**key, **new)
    tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))


def insert_if_absent(tx: Transaction, table: Table, row: dict[str, Any]) -> bool:
    """Insert a row unless one with the same key stands already; tell whether it was inserted."""
    statement = insert_into(tx, table).on_conflict_do_nothing()
    # SQLAlchemy fetches the new key on PostgreSQL, and then the count of rows is not told.
    return tx.execute(statement.returning(*table.primary_key), row).first() is not None


def insert_into(tx: Transaction, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Begin an insert that knows what to do about a conflict."""
    if tx.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - slow to import, and rare

    return postgresql.insert(table)
