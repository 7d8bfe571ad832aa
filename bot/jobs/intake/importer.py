"""Taking files in: batch by batch, going on after a stop where it was, and nothing unsaid."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from bot.model import Arrival, Skipped
from bot.sources.files import find_files, read_file, size_of
from bot.store import Store, papers, walks
from bot.store.papers import BATCH, Added

Report = Callable[[int, int], None]
"""Hears how many bytes were read, and of how many in all."""

MOST_SKIPPED_SHOWN = 10
MOST_SKIPPED_KEPT = 1000
_BEGINNING = 65_536


class Tally:
    """What became of an import: read papers, and what was skipped with its reason."""

    def __init__(self) -> None:
        self.imported = self.new = self.updated = self.resumed = self.skips = 0
        self.skipped: list[Skipped] = []

    def sift(self, read: Iterable[Arrival | Skipped]) -> Iterator[Arrival]:
        """Pass the arrivals on and keep what was skipped."""
        for one in read:
            if isinstance(one, Arrival):
                yield one
                continue
            self.skips += 1
            if self.skips <= MOST_SKIPPED_KEPT:
                self.skipped.append(one)

    def count(self, added: Added, read: int) -> None:
        """Count a batch."""
        self.imported += read
        self.new += len(added.new)
        self.updated += len(added.updated)

    def __str__(self) -> str:
        lines = [
            f"imported {self.imported:,} (new {self.new:,}, updated {self.updated:,}, "
            f"unchanged {self.imported - self.new - self.updated:,}), skipped {self.skips:,}"
        ]
        if self.resumed:
            lines.insert(0, f"going on after {self.resumed:,} that were imported before a stop")
        lines += [
            f"  skipped {one.where}: {one.reason}" for one in self.skipped[:MOST_SKIPPED_SHOWN]
        ]
        if (more := self.skips - MOST_SKIPPED_SHOWN) > 0:
            lines.append(f"  and {more:,} more")
        return "\n".join(lines)


class Importer:
    """Imports files into a store."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def import_files(
        self, paths: Sequence[Path], report: Report = lambda _done, _total: None
    ) -> Tally:
        """Take in what some files and folders hold; what cannot be read is in the tally."""
        tally = Tally()
        files = find_files(paths)
        total, before = sum(map(size_of, files)), 0
        for file in files:
            if isinstance(file, Skipped):
                list(tally.sift([file]))
                continue

            def on_bytes(done: int, start: int = before) -> None:
                report(start + done, total)

            self._import(file, tally, on_bytes)
            before += size_of(file)
            report(before, total)
        return tally

    def _import(self, file: Path, tally: Tally, on_bytes: Callable[[int], None]) -> None:
        name = _walk_of(file)
        done = self._reached(name)
        tally.resumed += done
        # What was taken in before is read again, since places on lists are counted, and dropped.
        arrivals = islice(tally.sift(read_file(file, on_bytes)), done, None)
        while batch := list(islice(arrivals, BATCH)):
            now = self._clock()
            done += len(batch)
            # In one transaction: what is taken in is never counted apart from it.
            with self._store.write() as tx:
                added = papers.add_papers(tx, batch, now)
                if len(batch) == BATCH:
                    walks.set_step(tx, name, str(done), now)
            tally.count(added, len(batch))
        if done >= BATCH:
            with self._store.write() as tx:
                walks.end_walk(tx, name)

    def _reached(self, name: str) -> int:
        with self._store.read() as tx:
            return int(walks.get_step(tx, name) or 0)


def _walk_of(file: Path) -> str:
    """Name a file by what it holds, so that another of the same name is not taken for it."""
    try:
        with file.open("rb") as stream:
            beginning = zlib.crc32(stream.read(_BEGINNING))
    except OSError:
        beginning = 0
    return f"import {file.name[-100:]} {size_of(file)} {beginning:08x}"
