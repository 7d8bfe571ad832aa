"""Latent semantic vectors (Deerwester et al. 1990): which words occur in the same papers.

A text is its stems weighed by tf·idf, projected onto the axes that the stored papers spread
along most. New papers are folded in by the same projection.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from bot.search.index_entry import Gist
from bot.search.ranking_terms import Wording
from bot.search.semantic.embedder import Vectors

LONGEST = 40
"""Bytes of the longest stem that is learned."""

_TERMS, _WEIGHTS, _AXES = "terms.npy", "weights.npy", "axes.npy"


class Latent:
    """Implements `Embedder` over stems and their weights; `axes` holds each stem's coordinates."""

    def __init__(self, terms: np.ndarray, weights: np.ndarray, axes: np.ndarray) -> None:
        """Take sorted stems (bytes), their idf, and their coordinates, shape (stems, size)."""
        self._terms = terms
        self._weights = weights
        self.axes = axes

    weight = 1.0

    @staticmethod
    def is_in(folder: Path) -> bool:
        """Tell whether a folder holds a space."""
        return (folder / _AXES).exists()

    @classmethod
    def load(cls, folder: Path) -> "Latent":
        """Open what `save` wrote, without reading what is not asked for.

        Raises OSError or ValueError where it is not there, or damaged.
        """
        return cls(*(np.load(folder / name, mmap_mode="r") for name in (_TERMS, _WEIGHTS, _AXES)))

    def save(self, folder: Path) -> None:
        """Write the space into a folder: about 15 MB for 60,000 stems."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / _TERMS, self._terms)
        np.save(folder / _WEIGHTS, self._weights.astype(np.float32))
        np.save(folder / _AXES, self.axes.astype(np.float16))

    @property
    def size(self) -> int:
        """How many axes the space has."""
        return int(self.axes.shape[1])

    def read_papers(self, entries: Sequence[Gist]) -> Vectors:
        """Fold papers in."""
        read = [self._project(entry.counts, self._places) for entry in entries]
        return np.stack(read) if read else np.zeros((0, self.size), np.float32)

    def read_query(self, wording: Wording) -> Vectors:
        """Fold a query in; its stems are looked up on disk, since most are never asked for."""
        counts = Counter(wording.stems)
        wanted = np.array([stem.encode()[:LONGEST] for stem in counts], self._terms.dtype)
        found = np.searchsorted(self._terms, wanted).clip(max=len(self._terms) - 1)
        known = self._terms[found] == wanted
        pairs = zip(counts, found, known, strict=True)
        return self._project(
            counts, {stem: int(place) for stem, place, is_known in pairs if is_known}
        )

    @cached_property
    def _places(self) -> dict[str, int]:
        return {term.decode(): place for place, term in enumerate(self._terms.tolist())}

    def _project(self, counts: Mapping[str, int], places: Mapping[str, int]) -> Vectors:
        held = [stem for stem in counts if stem in places]
        if not held:
            return np.zeros(self.size, np.float32)
        rows = np.array([places[stem] for stem in held])
        often = np.array([counts[stem] for stem in held], np.float32)
        weighed = (1 + np.log(often)) * self._weights[rows]
        return unit(weighed @ self.axes[rows].astype(np.float32))


def unit(vector: Vectors) -> Vectors:
    """Return a vector at unit length; one of zeros stays so."""
    length = float(np.linalg.norm(vector))
    return (vector / length if length > 1e-9 else vector).astype(np.float32)
