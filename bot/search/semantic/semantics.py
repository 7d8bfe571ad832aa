"""Meaning at work: an embedder and the shelf of vectors that it made of the stored papers."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.search.entry import Entry
from bot.search.semantic.contract import Embedder, Vectors
from bot.search.semantic.embedders import open_embedder
from bot.search.semantic.latent import unit
from bot.search.semantic.shelf import Shelf
from bot.search.versions import put
from bot.search.wording import Wording

log = logging.getLogger(__name__)

FEEDBACK, FEEDBACK_SHARE = 5, 0.7
"""Of the best matches so many are taken to be right, and what they have in common counts so much
of what was asked for (Rocchio 1971); 3 to 10 and 0.5 to 0.8 rank alike."""

FIRST_SIMILARITY = 0.4
"""What meaning counts beside words while the best matches are chosen."""

_ABOUT, _VECTORS = "about.json", "vectors.i8"


@dataclass(frozen=True, slots=True)
class About:
    """Whose vectors a folder holds ("" for the latent space), how large, of how many papers."""

    setting: str
    size: int
    papers: int


class Semantics:
    """Says how near papers are to queries and to each other."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.size = embedder.size
        self._embedder = embedder
        self._shelf = Shelf(folder / _VECTORS, embedder.size)

    def take_in(self, rows: Sequence[int], entries: Sequence[Entry]) -> None:
        """Read papers and keep their vectors, a row each."""
        if entries:
            self.put(rows, self._embedder.read_papers(entries))

    def put(self, rows: Sequence[int], vectors: Vectors) -> None:
        """Keep vectors, a row each."""
        self._shelf.put(np.array(rows), vectors)

    def nearness(
        self, rows: Sequence[int], wording: Wording, words: Sequence[float]
    ) -> list[float]:
        """Return the cosine of each paper to a query and to what its best matches share.

        `words` says how well the words of each paper fit, 1 for the best.
        """
        vectors = self._shelf.get(np.array(rows))
        asked = self._embedder.read_query(wording)
        scores = np.array(words, np.float32) + FIRST_SIMILARITY * (vectors @ asked)
        best = np.argsort(-scores, kind="stable")[:FEEDBACK]
        shared = unit(np.maximum(scores[best], 0) @ vectors[best])
        meant = unit((1 - FEEDBACK_SHARE) * asked + FEEDBACK_SHARE * shared)
        return [float(cosine) for cosine in vectors @ meant]

    def nearness_to(self, paper: Entry, rows: Sequence[int]) -> list[float]:
        """Return the cosine of each paper to another, stored or not."""
        return [float(cosine) for cosine in self._shelf.get(np.array(rows)) @ self.read(paper)]

    def read(self, paper: Entry) -> Vectors:
        """Return the vector of a paper, shape (size,)."""
        vector: Vectors = self._embedder.read_papers([paper])[0]
        return vector


def open_semantics(folder: Path, setting: str) -> Semantics | None:
    """Open what was learned into a folder; None where it is damaged, or of another embedder."""
    about = read_about(folder)
    if about is None or about.setting != setting:
        return None
    try:
        embedder = open_embedder(setting, folder)
    except (OSError, ValueError) as error:
        log.warning("what was learned of the papers cannot be read (%s)", error)
        return None
    return Semantics(folder, embedder) if embedder.size == about.size else None


def read_about(folder: Path) -> About | None:
    """Return what a folder holds, None where that cannot be read."""
    try:
        return About(**json.loads((folder / _ABOUT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_about(folder: Path, about: About) -> None:
    """Say what a folder holds."""
    put(folder / _ABOUT, json.dumps(asdict(about)))
