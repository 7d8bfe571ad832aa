"""The vectors of all papers in one file: a row of small numbers each, mapped into memory.

Only directions matter, so a vector is stored as whole numbers from -127 to 127; ranking loses
nothing measurable by it, and 2.7 million papers take 350 MB of disk in place of 1.4 GB of memory.
Products of such numbers are exact in floating point, whatever the order they are summed in: two
papers are as near to each other whoever asks.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot.search.semantic.embedder import Vectors

Rows = np.ndarray
"""Places of papers on a shelf."""

MOST_AT_ONCE, BLOCK = 16_384, 1024


class VectorFile:
    """A file of vectors; others may append to it while it is read."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._size = size
        self._mapped: np.ndarray = np.zeros((0, size), np.int8)

    def put(self, rows: Rows, vectors: Vectors) -> None:
        """Write vectors at their rows; rows that were skipped are zeros."""
        if not len(rows):
            return
        needed = (int(rows.max()) + 1) * self._size
        with self._path.open("ab") as file:
            if file.tell() < needed:
                file.truncate(needed)
        written = np.memmap(self._path, np.int8, "r+")
        written.reshape(-1, self._size)[rows] = small(vectors)
        written.flush()

    def get(self, rows: Rows) -> Vectors:
        """Return the vectors of some rows in small numbers, zeros where there is none."""
        mapped = self._map(int(rows.max()) + 1 if len(rows) else 0)
        vectors = np.zeros((len(rows), self._size), np.float32)
        held = rows < len(mapped)
        vectors[held] = mapped[rows[held]]
        return vectors

    def some(self, count: int) -> Vectors:
        """Return about so many of the vectors, spread evenly over all."""
        mapped = self._map(0)
        return mapped[:: max(len(mapped) // count, 1)].astype(np.float32)

    def near(self, vector: Vectors, least: float) -> Rows:
        """Return all rows whose cosine to a vector is `least` or more; reads every vector."""
        found = [
            start + np.flatnonzero(cosines(part, vector) >= least) for start, part in self._parts()
        ]
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def nearest(self, vector: Vectors, count: int, least: float) -> Rows:
        """Return the rows nearest to a vector, nearest first, whose cosine is `least` or more.

        It is exact: all are read, in blocks so small that they stay in the processor's cache
        while they become floating point, which takes less time than to read them as such.
        """
        mapped = self._map(0)
        found = np.zeros(len(mapped), np.float32)
        numbers = np.empty((BLOCK, self._size), np.float32)
        for start in range(0, len(mapped), BLOCK):
            part = mapped[start : start + BLOCK]
            block = numbers[: len(part)]
            np.copyto(block, part)
            lengths = np.sqrt(np.einsum("ij,ij->i", block, block))
            found[start : start + BLOCK] = (block @ vector) / np.maximum(lengths, 1e-9)
        near = np.flatnonzero(found >= least)
        nearest: Rows = near[_highest(found[near], count)]
        return nearest

    def _parts(self) -> Iterator[tuple[int, Vectors]]:
        mapped = self._map(0)
        for start in range(0, len(mapped), MOST_AT_ONCE):
            yield start, mapped[start : start + MOST_AT_ONCE].astype(np.float32)

    def _map(self, wanted: int) -> np.ndarray:
        """Map what is there; what was appended since is looked for when it is asked for."""
        if wanted > len(self._mapped) or not wanted:
            try:
                count = self._path.stat().st_size // self._size
            except OSError:
                count = 0
            if count > len(self._mapped):
                self._mapped = np.memmap(self._path, np.int8, "r", shape=(count, self._size))
        return self._mapped


def _highest(found: Vectors, count: int) -> Rows:
    best = np.arange(len(found))
    if len(found) > count:
        best = np.argpartition(-found, count)[:count]
    ordered: Rows = best[np.argsort(-found[best], kind="stable")]
    return ordered


def small(vectors: Vectors) -> np.ndarray:
    """Return vectors in whole numbers up to 127."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    numbers: np.ndarray = np.rint(vectors / np.maximum(largest, 1e-9) * 127).astype(np.int8)
    return numbers


def cosines(vectors: Vectors, vector: Vectors) -> Vectors:
    """Return the cosine of each of some vectors to one, 0 where either is zeros."""
    lengths = np.einsum("ij,ij->i", vectors, vectors) * float(vector @ vector)
    found: Vectors = (vectors @ vector) / np.sqrt(np.maximum(lengths, 1e-9))
    return found
