"""Keeping the index up: it catches up, is mended, and learns, and no answer waits for it long."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from bot.errors import StoreError
from bot.search.index import Index, IndexDamaged, OnRevision, ReadChanges, Snapshot
from bot.search.index.likeness import Likeness
from bot.search.index_keeper import Keeping, OnPapers

log = logging.getLogger(__name__)
T = TypeVar("T")

PATIENCE_S = 3.0
"""How long an answer waits for an index that is built anew; then it makes do with a part."""


class Upkeep:
    """Looks after one index of one store."""

    def __init__(self, folder: Path, read_changes: ReadChanges, embeddings: str) -> None:
        self.index = Index(folder, embeddings)
        self.likeness = Likeness(self.index.snapshot)
        self._folder = folder
        self._read_changes = read_changes
        self._embeddings = embeddings
        self._keeping = Keeping(self._keep_up)

    @property
    def revision(self) -> int:
        """The revision of the store that can be found."""
        return self.index.revision

    def catch_up(self, on_revision: OnRevision) -> bool:
        """Make what is new in the store findable; False where another process is doing it.

        Raises StoreError where the index can neither be read nor built.
        """
        with self._plainly():
            try:
                return self.index.catch_up(self._read_changes, on_revision)
            except IndexDamaged as error:
                self._replace(error)
                return self.index.catch_up(self._read_changes, on_revision)

    def learn(self, on_papers: OnPapers) -> bool:
        """Learn what the papers mean, where that is due; False where it is not."""
        from bot.search.renewal import Renewal  # noqa: PLC0415 - numpy is slow to load

        with self._plainly():
            return Renewal(self.index, self._read_changes, self._embeddings).run(on_papers)

    def ask(self, question: Callable[[Snapshot], T]) -> T:
        """Ask the index; where it is damaged, ask what can be built of it anew in a moment.

        Raises StoreError where the index can neither be read nor built.
        """
        with self._plainly():
            try:
                return question(self.index.snapshot())
            except IndexDamaged as error:
                self._replace(error)
            self._keeping.begin()
            self._keeping.wait(PATIENCE_S)
            return question(self.index.snapshot())

    def begin(self) -> None:
        """Catch up and learn in a thread of its own, unless that is under way."""
        self._keeping.begin()

    def stop(self) -> None:
        """Leave off what is under way."""
        self._keeping.stop()

    def _keep_up(self, check: Callable[[], None]) -> None:
        self.catch_up(lambda _revision: check())
        self.learn(lambda _read, _all: check())

    def _replace(self, error: IndexDamaged) -> None:
        log.warning("the search index is damaged and is built anew (%s)", error)
        self.index.replace(self.index.versions.current)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except (IndexDamaged, OSError) as error:
            raise StoreError(
                f"The search index in {self._folder} can neither be read nor built anew. Make that "
                "folder writable, or take it away: it is only a copy."
            ) from error
