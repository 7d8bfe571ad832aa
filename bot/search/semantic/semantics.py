"""Meaning at work: an embedder and the shelf of vectors that it made of the stored papers."""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.errors import ConfigError
from bot.search.index_entry import Gist
from bot.search.ranking_terms import Wording
from bot.search.semantic.embedder import Embedder, Vectors
from bot.search.semantic.embedder_choice import open_embedder
from bot.search.semantic.latent_space import unit
from bot.search.semantic.manifest import About, read_about
from bot.search.semantic.vector_file import VectorFile, cosines, small

log = logging.getLogger(__name__)

FEEDBACK, FEEDBACK_SHARE = 5, 0.7
"""Of the best matches so many are taken to be right, and what they have in common counts so much
of what was asked for (Rocchio 1971); 3 to 10 and 0.5 to 0.8 rank alike."""

FIRST_SIMILARITY = 0.4
"""What meaning counts beside words while the best matches are chosen."""

LEAST_RELATED = 0.35
"""How near a paper must be, from ordinary (0) to the same (1), to be found by meaning alone."""

VECTORS = "vectors.i8"


class Semantics:
    """Says how near papers are to queries and to each other."""

    def __init__(self, folder: Path, embedder: Embedder, about: About) -> None:
        self._embedder = embedder
        self._vector_file = VectorFile(folder / VECTORS, embedder.size)
        self._about = about

    def take_in(self, rows: Sequence[int], entries: Sequence[Gist]) -> None:
        """Read papers and keep their vectors, a row each."""
        if entries:
            self._vector_file.put(np.array(rows), self._embedder.read_papers(entries))

    def nearness(
        self, rows: Sequence[int], wording: Wording, words: Sequence[float]
    ) -> list[float]:
        """Return how near papers are to a query and to what its best matches share.

        `words` says how well the words of each paper fit, 1 for the best. Nearness is a cosine,
        but 0 for papers that have as little to do with it as most have with each other.
        """
        vectors = _at_unit_length(self._vector_file.get(np.array(rows)))
        asked = self._embedder.read_query(wording)
        weight = self._embedder.weight
        scores = np.array(words, np.float32) + FIRST_SIMILARITY * weight * (vectors @ asked)
        best = np.argsort(-scores, kind="stable")[:FEEDBACK]
        shared = unit(np.maximum(scores[best], 0) @ vectors[best])
        meant = unit((1 - FEEDBACK_SHARE) * asked + FEEDBACK_SHARE * shared)
        return [weight * near for near in self._beyond_the_ordinary(vectors @ meant)]

    def nearest(self, wording: Wording, count: int) -> list[int]:
        """Return the rows of the papers nearest to a query, nearest first; it reads every vector.

        Papers that have little more to do with it than most have with each other are left out.
        """
        asked = self._embedder.read_query(wording)
        if not asked.any():
            return []
        least = self._about.ordinary + LEAST_RELATED * (1 - self._about.ordinary)
        return [int(row) for row in self._vector_file.nearest(asked, count, least)]

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """Return the vectors of papers at unit length, shape (rows, size); zeros for none."""
        return _at_unit_length(self._vector_file.get(np.array(rows)))

    def nearness_to(self, paper: Gist, rows: Sequence[int]) -> list[float]:
        """Return how near papers are to another, stored or not."""
        return self._beyond_the_ordinary(
            cosines(self._vector_file.get(np.array(rows)), self._read(paper))
        )

    def nearness_of(self, others: Sequence[int], rows: Sequence[int]) -> list[float]:
        """Return how near papers are to the nearest of some others, by their rows."""
        vectors = self._vector_file.get(np.array(rows))
        found = [cosines(vectors, other) for other in self._vector_file.get(np.array(others))]
        return self._beyond_the_ordinary(np.max(found, axis=0))

    def rows_like(self, row: int) -> list[int]:
        """Return the rows of all papers that are like the one in a row, itself left out."""
        (vector,) = self._vector_file.get(np.array([row]))
        if not vector.any():
            return []
        found = self._vector_file.near(vector, self._about.alike)
        return [int(one) for one in found if one != row]

    def is_like(self, row: int, others: Sequence[int]) -> list[bool]:
        """Tell of each of some rows whether its paper is like the one in a row."""
        (vector,) = self._vector_file.get(np.array([row]))
        return self._are_like(vector, others)

    def is_like_paper(self, paper: Gist, others: Sequence[int]) -> list[bool]:
        """Tell the same for a paper that has no row yet."""
        return self._are_like(self._read(paper), others)

    def _are_like(self, vector: Vectors, rows: Sequence[int]) -> list[bool]:
        if not rows or not vector.any():
            return [False] * len(rows)
        found = cosines(self._vector_file.get(np.array(rows)), vector)
        return [bool(cosine >= self._about.alike) for cosine in found]

    def _read(self, paper: Gist) -> Vectors:
        """Return the vector of a paper as it would stand on the shelf, shape (size,)."""
        vector: Vectors = small(self._embedder.read_papers([paper]))[0].astype(np.float32)
        return vector

    def _beyond_the_ordinary(self, found: Vectors) -> list[float]:
        ordinary = self._about.ordinary
        return [float((cosine - ordinary) / (1 - ordinary)) for cosine in found]


def open_semantics(folder: Path, setting: str) -> Semantics | None:
    """Open what was learned into a folder; None where it is damaged, or of another embedder."""
    about = read_about(folder)
    if about is None or about.setting != setting:
        return None
    try:
        embedder = open_embedder(setting, folder)
    except (OSError, ValueError, ConfigError) as error:
        log.warning("search goes on without the meaning of papers: %s", error)
        return None
    return Semantics(folder, embedder, about) if embedder.size == about.size else None


def _at_unit_length(vectors: Vectors) -> Vectors:
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    vectors /= np.maximum(lengths, 1e-9)[:, None]
    return vectors
