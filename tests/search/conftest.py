"""A search over a real store, and words for putting papers in and asking."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.model import Arrival, Change, Listing, Paper
from bot.search import Search
from bot.search.index import ReadChanges
from bot.store import Store, papers
from tests.conftest import NOW, make_paper


class Library:
    """A store with a search over it; `read` writes down what the index asked the store for."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.folder = folder
        self.read: list[int] = []
        self.search = self.open_search()

    def open_search(
        self, *, read_changes: ReadChanges | None = None, embeddings: str = ""
    ) -> Search:
        """Open another search over the same index, as a second process does."""
        changes = read_changes or self.read_changes
        return Search(self.folder, changes, self._load, lambda: NOW, embeddings)

    def add(self, *arriving: Paper) -> None:
        """Store papers without making them findable."""
        with self.store.write() as tx:
            papers.add_papers(tx, [Arrival(paper) for paper in arriving], NOW)

    def stock(self, *arriving: Paper) -> None:
        """Store papers and make them findable."""
        self.add(*arriving)
        assert self.search.catch_up()

    def change(self, paper: Paper, **news: Any) -> None:
        self.stock(replace(paper, **news))

    def remove(self, paper: Paper) -> None:
        with self.store.write() as tx:
            listing = Listing("gone", NOW.date(), 1)
            papers.add_papers(tx, [Arrival(paper, listing)], NOW)
            assert papers.remove_papers(tx, "gone") == 1

    def ids(self, text: str, limit: int = 10, offset: int = 0) -> list[str]:
        found = self.search.find(text, limit, offset)
        return [hit.paper.id for hit in found.hits]

    def read_changes(self, after: int, limit: int) -> Sequence[Change]:
        self.read.append(after)
        with self.store.read() as tx:
            return papers.read_changes(tx, after, limit)

    def _load(self, ids: Sequence[str]) -> dict[str, Paper]:
        with self.store.read() as tx:
            return papers.get_papers(tx, ids)


@pytest.fixture
def library(store: Store, tmp_path: Path) -> Library:
    return Library(store, tmp_path / "index")


def about(number: int, title: str, abstract: str = "", **known: Any) -> Paper:
    """Build a paper whose id ends in `number`."""
    return make_paper(f"2611.{number:05d}", title, abstract=abstract, **known)
