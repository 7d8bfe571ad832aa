"""Insert or update, spelled for whichever database is behind a transaction."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from bot.store.engine import Transaction

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def upsert(
    tx: Transaction, table: Table, key: dict[str, Any], new: dict[str, Any], changed: dict[str, Any]
) -> None:
    """Insert `key` with `new`, or change the row that has `key` already."""
    statement = _insert(tx, table).values(**key, **new)
    tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))


def insert_if_absent(tx: Transaction, table: Table, row: dict[str, Any]) -> bool:
    """Insert a row unless one with the same key stands already; tell whether it was inserted."""
    return tx.execute(_insert(tx, table).values(**row).on_conflict_do_nothing()).rowcount > 0


def _insert(tx: Transaction, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if tx.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - slow to import, and rare

    return postgresql.insert(table)
