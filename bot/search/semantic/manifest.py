"""What a folder of vectors holds, written down when it is complete."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.search.semantic.embedder import Vectors
from bot.search.semantic.vector_file import VectorFile, cosines
from bot.search.versions import put

SAMPLE = 1000
ALIKE = 0.998
"""Papers are alike that are nearer than this part of all pairs: of a day's fifty, one in ten
papers has one like it."""

_NAME = "about.json"


@dataclass(frozen=True, slots=True)
class About:
    """Whose vectors there are ("" for the latent space), how large, learned of how many papers.

    `ordinary` is the mean cosine of two papers, `alike` the one from which on they are alike.
    """

    setting: str
    size: int
    papers: int
    ordinary: float = 0.0
    alike: float = 1.0


def describe(setting: str, vector_file: VectorFile, size: int, papers: int) -> About:
    """Look at the vectors on a shelf."""
    vectors = vector_file.some(SAMPLE)
    vectors = vectors[vectors.any(axis=1)]
    if len(vectors) < 2:
        return About(setting, size, papers)
    pairs = np.concatenate([_to_later_ones(vectors, place) for place in range(len(vectors) - 1)])
    return About(setting, size, papers, float(pairs.mean()), float(np.quantile(pairs, ALIKE)))


def _to_later_ones(vectors: Vectors, place: int) -> Vectors:
    return cosines(vectors[place + 1 :], vectors[place])


def read_about(folder: Path) -> About | None:
    """Return what a folder holds, None where that cannot be read."""
    try:
        return About(**json.loads((folder / _NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_about(folder: Path, about: About) -> None:
    """Say what a folder holds."""
    put(folder / _NAME, json.dumps(asdict(about)))
