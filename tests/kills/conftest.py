"""Workers to be killed, and a town that they deliver to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.kills.fleet import Nursery
from tests.kills.town import Town


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """The process that forks workers."""
    opened = Nursery()
    yield opened
    opened.close()


@pytest.fixture
def town(each_address: str, tmp_path: Path) -> Iterator[Town]:
    """An empty town, on each database in turn."""
    built = Town(each_address, tmp_path, NOW)
    yield built
    built.close()
