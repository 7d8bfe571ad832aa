"""What the store promises holds on SQLite and on PostgreSQL."""

import pytest

from bot.store import Store


@pytest.fixture
def store(each_store: Store) -> Store:
    """Open an empty store on each database in turn."""
    return each_store
