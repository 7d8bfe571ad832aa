"""The store: the truth about papers, standing orders, alerts and what was sent."""

from pathlib import Path

from bot.store.database import Store, Transaction, open_engine, savepoint
from bot.store.migrate import check_revision, migrate

__all__ = ["Store", "Transaction", "open_store", "savepoint"]


def open_store(database_url: str, home: Path) -> Store:
    """Open a database and bring its tables up to date.

    Raises ConfigError for a folder or an address that cannot be used, StoreError for a
    database that cannot be read or was made by a newer version.
    """
    engine = open_engine(database_url, home)
    if not check_revision(engine):
        migrate(engine)
    return Store(engine)
