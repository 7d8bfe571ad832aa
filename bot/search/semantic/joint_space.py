"""Two readings of meaning as one: what the stored papers teach, and what words mean anywhere.

The latent space knows the corpus, but is weak while that is small. A static embedding (the mean of
what is known of each piece of a word) was learned from the whole web and knows nothing of the
corpus. Side by side in one vector, their cosines add up.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.config import EMBEDDINGS, STATIC_EMBEDDER
from bot.errors import ConfigError
from bot.search.index_entry import Gist
from bot.search.ranking_terms import Wording
from bot.search.semantic.embedder import Vectors
from bot.search.semantic.latent_space import Latent, unit

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SETTING = STATIC_EMBEDDER

LEARNED_SHARE = 1 / 3
"""What the latent space counts in a cosine; the static embedding counts the rest. Chosen, as is
`WEIGHT`, on half of the queries of four judged sets and confirmed on the other half."""

WEIGHT = 3.0
"""What a cosine of both counts beside one of the latent space alone."""

LONGEST = 512
"""Pieces of words of a text that are read."""

_CENTER = "center.npy"
_WEIGHTS = Path("weights", "l2_supercat_256.safetensors")
_TOKENIZER = Path("tokenizers", "l2_supercat_tokenizer_config.json")


class StaticWords:
    """Reads a text as the mean of the vectors of its pieces."""

    def __init__(self, vectors: Vectors, tokenizer: "Tokenizer") -> None:
        """Take a vector for each piece that the tokenizer knows, shape (pieces, size)."""
        self._vectors = vectors
        self._tokenizer = tokenizer

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return int(self._vectors.shape[1])

    def read(self, texts: Sequence[str]) -> Vectors:
        """Return the mean of each text, not yet at unit length; zeros for no text."""
        means = np.zeros((len(texts), self.size), np.float32)
        read = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for place, pieces in enumerate(read):
            if pieces.ids:
                means[place] = self._vectors[pieces.ids].mean(axis=0, dtype=np.float32)
        return means


class Joint:
    """Implements `Embedder` over both; without a latent space the static embedding is all."""

    weight = WEIGHT

    def __init__(self, latent: Latent | None, static: StaticWords, center: Vectors) -> None:
        """Take the mean of the static vectors of the stored papers as `center`."""
        self._latent = latent
        self._static = static
        self._center = center

    @classmethod
    def load(cls, folder: Path) -> "Joint":
        """Open what `save` wrote.

        Raises OSError or ValueError where it is not there, ConfigError where the weights are not.
        """
        center = np.load(folder / _CENTER)
        latent = Latent.load(folder) if Latent.is_in(folder) else None
        return cls(latent, load_static(), center)

    @classmethod
    def around(cls, latent: Latent | None, sample: Sequence[str]) -> "Joint":
        """Join the two, centred on a sample of the stored papers' texts."""
        static = load_static()
        means = static.read(sample)
        center = means.mean(axis=0) if len(means) else np.zeros(static.size, np.float32)
        return cls(latent, static, center.astype(np.float32))

    def save(self, folder: Path) -> None:
        """Write down what was learned; the static weights stay where they are."""
        np.save(folder / _CENTER, self._center)
        if self._latent:
            self._latent.save(folder)

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return self._static.size + (self._latent.size if self._latent else 0)

    def read_papers(self, entries: Sequence[Gist]) -> Vectors:
        """Return a vector for each paper."""
        static = self._centred(self._static.read([text_of(one) for one in entries]))
        if self._latent is None:
            return static
        return _side_by_side(self._latent.read_papers(entries), static)

    def read_query(self, wording: Wording) -> Vectors:
        """Return the vector of a query."""
        said = [wording.said] if wording.said else []
        static = self._centred(self._static.read(said)) if said else self._nothing()
        if self._latent is None:
            return unit(static[0])
        found: Vectors = _side_by_side(self._latent.read_query(wording)[None, :], static)[0]
        return found

    def _nothing(self) -> Vectors:
        return np.zeros((1, self._static.size), np.float32)

    def _centred(self, means: Vectors) -> Vectors:
        is_read = means.any(axis=1, keepdims=True)
        return _rows_at_unit_length(np.where(is_read, means - self._center, 0.0))


def text_of(entry: Gist) -> str:
    """Return what of a paper is embedded."""
    return f"{entry.paper.title}\n{entry.paper.abstract}"


@cache
def load_static() -> StaticWords:
    """Load the weights that come inside the wheel of wordllama; nothing is downloaded.

    Raises ConfigError where that is not installed, or not what it was.
    """
    try:
        from safetensors.numpy import load_file  # noqa: PLC0415 - an optional extra
        from tokenizers import Tokenizer  # noqa: PLC0415 - an optional extra

        spec = find_spec("wordllama")
        if spec is None or spec.origin is None:
            raise ImportError("wordllama")
        folder = Path(spec.origin).parent
        (vectors,) = load_file(folder / _WEIGHTS).values()
        tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
    except ImportError as error:
        hint = 'Install it with: pip install "daily-papers-bot[wordllama]"'
        raise ConfigError(EMBEDDINGS, f"wordllama is missing. {hint}") from error
    except Exception as error:  # whatever a library raises over files that are not what they were
        raise ConfigError(EMBEDDINGS, f"wordllama's weights cannot be read ({error}).") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return StaticWords(vectors, tokenizer)


def _side_by_side(learned: Vectors, static: Vectors) -> Vectors:
    both = (sqrt(LEARNED_SHARE) * learned, sqrt(1 - LEARNED_SHARE) * static)
    return _rows_at_unit_length(np.concatenate(both, axis=1))


def _rows_at_unit_length(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return found
