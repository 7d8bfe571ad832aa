"""Learning the latent space: tf·idf of the stored papers, and a truncated SVD of it.

Only numpy is needed: papers are multiplied in blocks, each dense in the few thousand stems
that occur in it, which keeps the processor as busy as a sparse library would.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np

from bot.search.semantic.embedder import Vectors
from bot.search.semantic.latent_space import LONGEST, Latent

AXES = 128
"""Coordinates of the space; 64 to 256 rank nearly alike (`benchmarks.relevance`), and each costs
a byte a paper."""

RAREST, MOST_COMMON = 2, 0.5
"""A stem is learned from so many papers up to this part of all."""

MOST_TERMS = 60_000
SPARE_AXES, ROUNDS = 20, 3
"""How the SVD is approximated: Halko, Martinsson & Tropp (2011), algorithm 4.4."""

BLOCK = 256


class Bags:
    """Papers as bags of stems, a row each."""

    def __init__(
        self, bags: Iterable[Mapping[str, int]], check: Callable[[], None] = lambda: None
    ) -> None:
        """Take bags, and what to call now and then while they are worked on, which may raise."""
        self._check = check
        self._known: dict[str, int] = {}
        places, counts, lengths = [], [], [0]
        for bag in bags:
            places.append(np.fromiter((self._place(stem) for stem in bag), np.int32, len(bag)))
            counts.append(np.fromiter(bag.values(), np.float32, len(bag)))
            lengths.append(len(bag))
        self._places = np.concatenate(places) if places else np.zeros(0, np.int32)
        self._counts = np.concatenate(counts) if counts else np.zeros(0, np.float32)
        self._starts = np.cumsum(lengths)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def learn(self, axes: int = AXES) -> Latent | None:
        """Return the space of these papers, None where they are too few to span one."""
        frequency = np.bincount(self._places, minlength=len(self._known))
        chosen = self._choose(frequency)
        axes = min(axes, len(self) // 4, len(chosen) // 4)
        if axes < 2:
            return None
        weights = np.log(len(self) / frequency[chosen]).astype(np.float32)
        self._keep(chosen, weights)
        names = list(self._known)
        terms = np.array([names[place].encode() for place in chosen])
        return Latent(terms, weights, self._principal_axes(len(chosen), axes))

    def vectors(self, space: Latent) -> Iterator[tuple[int, Vectors]]:
        """Yield (first row, the vectors of some papers) in the space that was learned of them."""
        for start, terms, block in self._blocks():
            yield start, block @ space.axes[terms]

    def _place(self, stem: str) -> int:
        return self._known.setdefault(stem, len(self._known))

    def _choose(self, frequency: np.ndarray) -> np.ndarray:
        """Return the places of the stems to learn, in the order of their bytes."""
        is_useful = (frequency >= RAREST) & (frequency <= MOST_COMMON * len(self))
        useful = np.flatnonzero(is_useful)
        useful = useful[np.argsort(-frequency[useful], kind="stable")][:MOST_TERMS]
        names = list(self._known)
        short = [place for place in useful if len(names[place].encode()) <= LONGEST]
        return np.array(sorted(short, key=lambda place: names[place].encode()), np.int64)

    def _keep(self, chosen: np.ndarray, weights: np.ndarray) -> None:
        """Turn counts into tf·idf of unit length over the chosen stems alone."""
        renumbered = np.full(len(self._known), -1, np.int32)
        renumbered[chosen] = np.arange(len(chosen), dtype=np.int32)
        rows = np.repeat(np.arange(len(self)), np.diff(self._starts))
        places = renumbered[self._places]
        is_kept = places >= 0
        rows, self._places = rows[is_kept], places[is_kept]
        weighed = (1 + np.log(self._counts[is_kept])) * weights[self._places]
        lengths = np.sqrt(np.bincount(rows, weighed**2, minlength=len(self)))
        self._counts = (weighed / np.maximum(lengths, 1e-9)[rows]).astype(np.float32)
        self._starts = np.searchsorted(rows, np.arange(len(self) + 1))

    def _principal_axes(self, terms: int, axes: int) -> Vectors:
        """Return the right singular vectors, shape (terms, axes)."""
        chance = np.random.default_rng(1)
        some = chance.standard_normal((terms, axes + SPARE_AXES), np.float32)
        span, _ = np.linalg.qr(self._times(some))
        for _ in range(ROUNDS):
            back, _ = np.linalg.qr(self._transposed_times(span, terms))
            span, _ = np.linalg.qr(self._times(back))
        _, _, right = np.linalg.svd(self._transposed_times(span, terms).T, full_matrices=False)
        return np.ascontiguousarray(right[:axes].T)

    def _times(self, matrix: Vectors) -> Vectors:
        return np.concatenate([block @ matrix[terms] for _, terms, block in self._blocks()])

    def _transposed_times(self, matrix: Vectors, terms: int) -> Vectors:
        product = np.zeros((terms, matrix.shape[1]), np.float32)
        for start, held, block in self._blocks():
            product[held] += block.T @ matrix[start : start + len(block)]
        return product

    def _blocks(self) -> Iterator[tuple[int, np.ndarray, Vectors]]:
        """Yield (first row, the terms of the block, its papers dense in those terms)."""
        for start in range(0, len(self), BLOCK):
            self._check()
            stop = min(start + BLOCK, len(self))
            first, last = self._starts[start], self._starts[stop]
            terms, columns = np.unique(self._places[first:last], return_inverse=True)
            rows = np.repeat(np.arange(stop - start), np.diff(self._starts[start : stop + 1]))
            block = np.zeros((stop - start, len(terms)), np.float32)
            block[rows, columns] = self._counts[first:last]
            yield start, terms, block
