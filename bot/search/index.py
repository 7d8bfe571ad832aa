"""The search index: a cache on this machine's disk, derived from the store and never the truth.

Whenever it is in doubt (damaged, of another format, ahead of the store), it is dropped and
built again; it catches up by the store's revision.
"""

import logging
import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from threading import Lock

from tantivy import Index as Engine
from tantivy import IndexWriter, Searcher
from tantivy import Query as EngineQuery

from bot.model import Change
from bot.query import Query
from bot.search.engine import Asking, document_of, make_schema, teach

log = logging.getLogger(__name__)

FORMAT = 3
"""Raised whenever fields or folding change: an index of another format is left behind."""

BATCH = 1000
COMMIT_EVERY = 20
SMALL_HEAP, LARGE_HEAP = 15_000_000, 100_000_000
"""Bytes the engine may hold while writing; it accepts no less than 15 MB."""

ReadChanges = Callable[[int, int], Sequence[Change]]
"""(after a revision, limit) → the changes past it, the oldest first."""

OnRevision = Callable[[int], None]
"""Hears which revision was reached, while a long way is caught up."""

Scored = tuple[str, float]
"""A paper's id and its score."""


class IndexDamaged(Exception):
    """The files are not what they should be; `rebuild` mends that."""


class Index:
    """An index in a folder; several processes may share it, one of them writing at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / f"format-{FORMAT}"
        self._marker = self._folder / "revision"
        self._schema = make_schema()
        self._asking = Asking(self._schema)
        self._opened: Engine | None = None
        self._seen = 0
        self._writing = Lock()

    @property
    def revision(self) -> int:
        """The revision of the store that the index has reached, 0 for a new one."""
        try:
            return int(self._marker.read_text())
        except (OSError, ValueError):
            return 0

    def __len__(self) -> int:
        return self._searcher().num_docs

    def exactly(
        self, query: Query, today: date, limit: int, offset: int = 0
    ) -> tuple[list[Scored], int]:
        """Return the best papers that match past `offset`, and how many match in all."""
        return self._run(self._asking.exactly(query, today), limit, offset)

    def nearly(
        self, query: Query, today: date, limit: int, offset: int = 0
    ) -> tuple[list[Scored], int]:
        """Return the same for papers that hold any of the words."""
        return self._run(self._asking.nearly(query, today), limit, offset)

    def any_token(self, weights: Iterable[tuple[str, float]], limit: int) -> list[Scored]:
        """Return the papers that hold any of some (token, weight)."""
        return self._run(self._asking.any_token(weights), limit, 0)[0]

    def frequency(self, token: str) -> int:
        """Return how many abstracts hold a token."""
        return self._searcher().doc_freq("abstract", token)

    def catch_up(self, read_changes: ReadChanges, on_revision: OnRevision) -> bool:
        """Take in what changed in the store; False where somebody else is doing it."""
        if not self._writing.acquire(blocking=False):
            return False
        try:
            reached = self.revision
            if reached and not read_changes(reached - 1, 1):
                log.warning("the search index is ahead of the store; building it anew")
                self.rebuild()
                reached = 0
            changes = read_changes(reached, BATCH)
            return self._write(changes, read_changes, on_revision) if changes else True
        finally:
            self._writing.release()

    def rebuild(self) -> None:
        """Drop all files; the next `catch_up` begins at the first change."""
        self._opened = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def _write(
        self, changes: Sequence[Change], read_changes: ReadChanges, on_revision: OnRevision
    ) -> bool:
        engine = self._engine()
        try:
            writer = engine.writer(LARGE_HEAP if len(changes) == BATCH else SMALL_HEAP, 1)
        except ValueError as error:
            if "lock" in str(error).lower():
                return False  # Another process writes; what it commits is seen here too.
            raise IndexDamaged(str(error)) from error
        try:
            self._feed(writer, changes, read_changes, on_revision)
        finally:
            writer.wait_merging_threads()
            engine.reload()
        return True

    def _feed(
        self,
        writer: IndexWriter,
        changes: Sequence[Change],
        read_changes: ReadChanges,
        on_revision: OnRevision,
    ) -> None:
        batches = 0
        while changes:
            for change in changes:
                writer.delete_documents_by_term("id", change.paper.id)
                if not change.is_removed:
                    writer.add_document(document_of(change.paper))
            batches += 1
            last = changes[-1].revision
            on_revision(last)
            changes = read_changes(last, BATCH)
            if not changes or batches % COMMIT_EVERY == 0:
                writer.commit()
                self._remember(last)

    def _remember(self, revision: int) -> None:
        """Write the revision after the commit: a crash in between only repeats work."""
        fresh = self._marker.with_suffix(".new")
        fresh.write_text(str(revision))
        fresh.replace(self._marker)

    def _engine(self) -> Engine:
        if self._opened is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                self._opened = teach(Engine(self._schema, path=str(self._folder)))
            except (ValueError, OSError) as error:
                raise IndexDamaged(str(error)) from error
        return self._opened

    def _searcher(self) -> Searcher:
        """Look at what was last committed, by whichever process."""
        engine = self._engine()
        if (written := self._written_at()) != self._seen:
            engine.reload()
            self._seen = written
        return engine.searcher()

    def _written_at(self) -> int:
        try:
            return self._marker.stat().st_mtime_ns
        except OSError:
            return 0

    def _run(self, query: EngineQuery, limit: int, offset: int) -> tuple[list[Scored], int]:
        searcher = self._searcher()
        try:
            found = searcher.search(query, limit=max(limit, 1), offset=offset, count=True)
            hits = [
                (str(searcher.doc(place).get_first("id")), score) for score, place in found.hits
            ]
        except (ValueError, OSError) as error:
            raise IndexDamaged(str(error)) from error
        return hits, int(found.count or 0)  # type: ignore[attr-defined]
