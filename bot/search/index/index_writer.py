"""Writing into a build of the index: changes become documents, rows and vectors."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tantivy import Index as Engine
from tantivy import IndexWriter

from bot.model import Change, Paper
from bot.search.engine import document_of
from bot.search.index.build_state import State, read_state, write_state
from bot.search.index.snapshot import Snapshot
from bot.search.index_entry import Entry, read

BATCH = 250
COMMIT_EVERY = 80
SMALL_HEAP, LARGE_HEAP = 15_000_000, 100_000_000
"""Bytes the engine may hold while writing; it accepts no less than 15 MB."""

ReadChanges = Callable[[int, int], Sequence[Change]]
"""(after a revision, limit) → the changes past it, the oldest first."""

OnRevision = Callable[[int], None]
"""Hears which revision was reached, while a long way is caught up."""


class Writing:
    """Feeds one build, by the one process that holds its lock."""

    def __init__(self, build: Path, engine: Engine, snapshot: Snapshot) -> None:
        self._build = build
        self._engine = engine
        self._snapshot = snapshot
        self._state = read_state(build)

    def feed(self, read_changes: ReadChanges, on_revision: OnRevision) -> None:
        """Take in all changes past the build's revision."""
        changes = read_changes(self._state.revision, BATCH)
        if not changes:
            return
        writer = self._engine.writer(LARGE_HEAP if len(changes) == BATCH else SMALL_HEAP, 1)
        try:
            batches = 0
            while changes:
                rows = self._take_in(writer, changes)
                batches += 1
                revision = changes[-1].revision
                on_revision(revision)
                changes = read_changes(revision, BATCH)
                self._state = State(revision, rows, self._state.is_whole or not changes)
                if not changes or batches % COMMIT_EVERY == 0:
                    writer.commit()
                    write_state(self._build, self._state)
        finally:
            writer.wait_merging_threads()
            self._engine.reload()

    def _take_in(self, writer: IndexWriter, changes: Sequence[Change]) -> int:
        """Write documents and vectors, and return how many rows were given in all."""
        for change in changes:
            writer.delete_documents_by_term("id", change.paper.id)
        papers = [change.paper for change in changes if not change.is_removed]
        rows, given = self._rows_of(papers)
        semantics, entries = self._snapshot.semantics, list[Entry]()
        for paper, row in zip(papers, rows, strict=True):
            entry = read(paper)
            writer.add_document(document_of(entry, row))
            if semantics:  # else each is let go of at once, since it is large
                entries.append(entry)
        if semantics:
            semantics.take_in(rows, entries)
        return given

    def _rows_of(self, papers: Sequence[Paper]) -> tuple[list[int], int]:
        """Return a row for each paper, and how many were given then; a known one keeps its own."""
        known = (
            self._snapshot.with_ids([paper.id for paper in papers]) if len(self._snapshot) else {}
        )
        rows, given = [], self._state.rows
        for paper in papers:
            row = known.get(paper.id, given)
            given += row == given
            rows.append(row)
        return rows, given
