"""The index as the rest of search knows it: looks at what is there, and catches up."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from tantivy import Index as Engine

from bot.search.engine import QueryBuilder, make_schema, teach
from bot.search.index.build_state import read_state, written_at
from bot.search.index.index_writer import OnRevision, ReadChanges, Writing
from bot.search.index.likeness import Likeness
from bot.search.index.snapshot import IndexDamaged, Snapshot, damage
from bot.search.versions import Versions

if TYPE_CHECKING:
    from bot.search.semantic import Semantics

log = logging.getLogger(__name__)

FORMAT = 5
"""Raised whenever fields, folding or stems change: an index of another format is left behind."""

WRITING = "writing"


class Index:
    """An index in a folder; several processes may share it, one of them writing at a time.

    `versions` are its builds: whenever one is in doubt the next is built beside it.
    """

    def __init__(self, folder: Path, setting: str) -> None:
        """Keep the index in a folder; `setting` names the embedder, "" for the latent space."""
        self.versions = Versions(folder / f"format-{FORMAT}")
        self._setting = setting
        self._schema = make_schema()
        self._asking = QueryBuilder(self._schema, Likeness(self.snapshot))
        self._opened: _Opened | None = None

    @property
    def revision(self) -> int:
        """The revision of the store that the index has reached, 0 for a new one."""
        current = self.versions.current
        return read_state(current).revision if current else 0

    def snapshot(self) -> Snapshot:
        """Look at what was last committed, by whichever process.

        Where the files were taken away, what was opened before is still looked at.
        """
        current = self.versions.current
        if current is None:
            if self._opened:
                return self._snapshot(self._opened)
            current = self.versions.next()
            self.versions.switch_to(current)
        if self._opened is None or self._opened.build != current:
            self._opened = self._open(current)
        self._opened.see_news()
        return self._snapshot(self._opened)

    def catch_up(self, read_changes: ReadChanges, on_revision: OnRevision) -> bool:
        """Take in what changed in the store; False where somebody else is doing it."""
        with self.versions.lock(WRITING) as is_ours:
            if not is_ours:
                return False
            current = self.versions.current
            target = current
            if target is None or _is_ahead(target, read_changes):
                target = self.versions.next()
            if target != current:
                self._announce(target)
            opened = self._open(target)
            with damage():
                Writing(target, opened.engine, self._snapshot(opened)).feed(
                    read_changes, on_revision
                )
            self.versions.switch_to(target)
            self.versions.sweep()
            return True

    def replace(self, broken: Path | None) -> bool:
        """Begin a new build in the place of a broken one; False where that must wait."""
        with self.versions.lock(WRITING) as is_ours:
            if is_ours and self.versions.current == broken:
                self._opened = None
                self.versions.switch_to(self.versions.next())
            return is_ours

    def _announce(self, target: Path) -> None:
        """Say what is built; the very first build is searched while it grows."""
        if self.versions.current is None and self._opened is None:
            self.versions.switch_to(target)
        else:
            log.warning("the search index is built anew")

    def _open(self, build: Path) -> "_Opened":
        if read_state(build).revision and not (build / "meta.json").exists():
            raise IndexDamaged("its list of files is missing")
        with damage():
            return _Opened(build, teach(Engine(self._schema, path=str(build))), self._setting)

    def _snapshot(self, opened: "_Opened") -> Snapshot:
        is_whole = read_state(opened.build).is_whole
        return Snapshot(opened.engine.searcher(), self._asking, opened.semantics, is_whole=is_whole)


class _Opened:
    """A build that is open for looking."""

    def __init__(self, build: Path, engine: Engine, setting: str) -> None:
        self.build = build
        self.engine = engine
        self._setting = setting
        self._seen = written_at(build)
        self._learned: Path | None = None
        self._semantics: Semantics | None = None

    def see_news(self) -> None:
        """Look at what was committed since."""
        if (written := written_at(self.build)) != self._seen:
            with damage():
                self.engine.reload()
            self._seen = written

    @property
    def semantics(self) -> "Semantics | None":
        """What was learned last of its papers, None where nothing was."""
        learned = Versions(self.build / "semantic").current
        if learned != self._learned:
            from bot.search.semantic import open_semantics  # noqa: PLC0415 - numpy is slow to load

            self._semantics = open_semantics(learned, self._setting) if learned else None
            self._learned = learned
        return self._semantics


def _is_ahead(build: Path, read_changes: ReadChanges) -> bool:
    """Tell whether the store has been put back behind what is indexed."""
    reached = read_state(build).revision
    return bool(reached) and not read_changes(reached - 1, 1)
