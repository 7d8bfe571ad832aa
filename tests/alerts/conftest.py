"""A desk over an empty store."""

from pathlib import Path

import pytest

from bot.store import Store
from tests.talk import Talk


@pytest.fixture
def talk(store: Store, tmp_path: Path) -> Talk:
    return Talk(store, tmp_path)
