"""A catalogue over a newsroom whose papers can be found."""

from datetime import date
from pathlib import Path

from bot.model import Change, Paper
from bot.runtime.catalogue import StoredCatalogue
from bot.search import Search
from bot.store import Store, papers
from tests.newsroom import Newsroom


class ReadingRoom:
    """Papers are put in by a line each, and read through the catalogue."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.newsroom = Newsroom(store)
        self.search = Search(folder / "index", self._changes, self._load, lambda: self.newsroom.now)
        self.catalogue = StoredCatalogue(store, self.search, lambda: self.newsroom.now)

    def list_papers(self, day: date, *listed: Paper) -> None:
        self.newsroom.list_papers(day, *listed)
        self.search.catch_up()

    def _changes(self, after: int, limit: int) -> list[Change]:
        with self.store.read() as tx:
            return list(papers.read_changes(tx, after, limit))

    def _load(self, ids: object) -> dict[str, Paper]:
        with self.store.read() as tx:
            return papers.get_papers(tx, ids)  # type: ignore[arg-type]
