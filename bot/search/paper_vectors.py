"""The vectors of stored papers, for those who learn what people like."""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from bot.search.index import Snapshot

if TYPE_CHECKING:
    from bot.search.semantic import Vectors

MOST_KEPT = 20_000
"""Vectors that stay in memory, 20 MB: whoever is asked for, new papers are asked for."""


class PaperVectors:
    """Reads vectors from one index after the other; where nothing was learned there are none."""

    def __init__(self, ask: Callable[[Callable[[Snapshot], "Found"]], "Found"]) -> None:
        self._ask = ask
        self._kept: dict[str, Vectors] = {}
        self._of: object = None
        self._lock = Lock()

    def of(self, ids: Sequence[str]) -> "dict[str, Vectors]":
        """Return the vectors of some papers at unit length, those that have one, by id."""
        with self._lock:
            missing = [one for one in ids if one not in self._kept]
            found, of = self._ask(lambda snapshot: _read(snapshot, missing, self._of, ids))
            if of is not self._of or len(self._kept) > MOST_KEPT:
                self._kept, self._of = {}, of
            self._kept |= found
            return {one: self._kept[one] for one in ids if one in self._kept}


Found = tuple["dict[str, Vectors]", object]


def _read(snapshot: Snapshot, missing: Sequence[str], known: object, ids: Sequence[str]) -> Found:
    """Read what is missing, or all where meaning was learned anew since."""
    if snapshot.semantics is None:
        return {}, None
    wanted = missing if snapshot.semantics is known else ids
    rows = snapshot.with_ids(wanted) if wanted else {}
    if not rows:
        return {}, snapshot.semantics
    vectors = snapshot.semantics.vectors(list(rows.values()))
    pairs = zip(rows, vectors, strict=True)
    return {one: vector for one, vector in pairs if vector.any()}, snapshot.semantics
