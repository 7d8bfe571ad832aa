"""The index: a cache on this machine's disk, derived from the store and never the truth."""

from bot.search.index.index import FORMAT, WRITING, Index
from bot.search.index.look import Candidate, IndexDamaged, Look
from bot.search.index.writing import OnRevision, ReadChanges

__all__ = [
    "FORMAT",
    "WRITING",
    "Candidate",
    "Index",
    "IndexDamaged",
    "Look",
    "OnRevision",
    "ReadChanges",
]
