"""What all tests share: golden files and papers that state only what a test is about."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.config import database_url
from bot.model import Paper
from bot.store import Store, open_store
from tests.postgres import REQUIRED, Cluster, empty, find_binaries

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
"""A Tuesday, ten in the morning in New York: the list of that day is still filling."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what is rendered now into the golden files; review the diff",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, or renew the file with --update-golden."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")
        assert path.exists(), f"{path} is missing: run pytest --update-golden and review it"
        assert text + "\n" == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open an empty store on a file: in memory each thread would get one of its own."""
    opened = open_store("", tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def each_store(each_address: str, tmp_path: Path) -> Iterator[Store]:
    """Open an empty store on each database in turn: what is promised holds on both."""
    opened = open_store(each_address, tmp_path)
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def each_address(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of each kind in turn, "" for SQLite in `tmp_path`."""
    if request.param == "sqlite":
        return ""
    address: str = request.getfixturevalue("postgresql_address")
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def each_new_address(request: pytest.FixtureRequest) -> str:
    """The address of a database of each kind that holds no tables yet."""
    if request.param == "sqlite":
        return ""
    cluster: Cluster = request.getfixturevalue("postgres")
    return database_url(cluster.url(cluster.new_database()))


@pytest.fixture
def postgresql_store(postgresql_address: str, tmp_path: Path) -> Iterator[Store]:
    """Open an empty store on PostgreSQL."""
    opened = open_store(postgresql_address, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def postgresql_address(shared_database: str) -> str:
    """The address of a database whose tables are up to date and empty."""
    empty(shared_database)
    return shared_database


@pytest.fixture(scope="session")
def shared_database(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that is emptied for each test: making one takes longer than most tests."""
    address = database_url(postgres.url(postgres.new_database()))
    open_store(address, tmp_path_factory.mktemp("home")).close()
    return address


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A running PostgreSQL; without its programs the tests that need it are skipped."""
    binaries = find_binaries()
    if binaries is None:
        assert not os.environ.get(REQUIRED), "PostgreSQL is not installed"
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    cluster = Cluster(binaries)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


def make_paper(paper_id: str = "2405.00001", title: str = "A paper", **known: Any) -> Paper:
    """Build a paper; only what the test is about is stated."""
    return replace(Paper(paper_id, title), **known)
