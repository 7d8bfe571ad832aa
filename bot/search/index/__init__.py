"""The index: a cache on this machine's disk, derived from the store and never the truth."""

from bot.search.index.index import FORMAT, WRITING, Index
from bot.search.index.index_writer import OnRevision, ReadChanges
from bot.search.index.snapshot import Candidate, IndexDamaged, Snapshot

__all__ = [
    "FORMAT",
    "WRITING",
    "Candidate",
    "Index",
    "IndexDamaged",
    "OnRevision",
    "ReadChanges",
    "Snapshot",
]
