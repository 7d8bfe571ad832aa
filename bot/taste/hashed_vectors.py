"""Vectors of a few papers by their words alone, where nothing was learned of their meaning yet."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from zlib import crc32

from bot.model import Paper
from bot.taste.kinship import telling_words

if TYPE_CHECKING:
    from bot.taste.interest import Vectors

SIZE = 512


def hashed_vectors(papers: Iterable[Paper]) -> "dict[str, Vectors]":
    """Return a vector of unit length for each paper that has words (the hashing trick)."""
    import numpy as np  # noqa: PLC0415 - slow to import, and rarely needed

    found = {}
    for paper in papers:
        vector = np.zeros(SIZE, np.float32)
        for word, weight in telling_words(paper).items():
            place = crc32(word.encode())
            vector[place % SIZE] += weight if place & 0x10000 else -weight
        length = float(np.linalg.norm(vector))
        if length:
            found[paper.id] = vector / length
    return found
