"""What all tests share: golden files and papers that state only what a test is about."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.model import Paper
from bot.store import Store, open_store

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


def make_paper(paper_id: str = "2405.00001", title: str = "A paper", **known: Any) -> Paper:
    """Build a paper; only what the test is about is stated."""
    return replace(Paper(paper_id, title), **known)
