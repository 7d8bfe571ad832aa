"""Which embedder reads meaning: the latent space of the stored papers, or a model that was set.

A setting names a library and a model: `model2vec:minishlab/potion-retrieval-32M` or
`model2vec:/a/folder`, `fastembed:BAAI/bge-small-en-v1.5` or that `@/a/folder`. Both are optional
extras; a model is loaded once a process, and downloaded where it is not on this machine.
`wordllama` joins the latent space with a static embedding that comes inside its wheel.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from bot.config import EMBEDDINGS
from bot.errors import ConfigError
from bot.search.index_entry import Gist
from bot.search.ranking_terms import Wording
from bot.search.semantic.embedder import Embedder, Vectors
from bot.search.semantic.joint_space import SETTING as JOINT
from bot.search.semantic.joint_space import Joint
from bot.search.semantic.latent_space import Latent

Encode = Callable[[Sequence[str]], Vectors]
"""Texts → vectors of any length, shape (texts, size)."""


class SentenceEmbedder:
    """Implements `Embedder` over a model that reads texts."""

    weight = 1.0

    def __init__(self, encode_papers: Encode, encode_query: Encode, size: int) -> None:
        self.size = size
        self._encode_papers = encode_papers
        self._encode_query = encode_query

    def read_papers(self, entries: Sequence[Gist]) -> Vectors:
        """Embed title and abstract of papers."""
        texts = [f"{one.paper.title}\n{one.paper.abstract}" for one in entries]
        return _at_unit_length(self._encode_papers(texts))

    def read_query(self, wording: Wording) -> Vectors:
        """Embed the words that are asked for, as they were typed."""
        if not wording.said:
            return np.zeros(self.size, np.float32)
        vector: Vectors = _at_unit_length(self._encode_query([wording.said]))[0]
        return vector


def open_embedder(setting: str, folder: Path) -> Embedder:
    """Open the embedder of a setting, "" for the latent space that was learned into `folder`.

    Raises OSError or ValueError where that space cannot be read, ConfigError where a model
    cannot be had.
    """
    if setting == JOINT:
        return Joint.load(folder)
    return _load(setting) if setting else Latent.load(folder)


@cache
def _load(setting: str) -> Embedder:
    kind, _, name = setting.partition(":")
    try:
        return _KINDS[kind](name)
    except ImportError as error:
        hint = f'Install it with: pip install "daily-papers-bot[{kind}]"'
        raise ConfigError(EMBEDDINGS, f"{kind} is missing. {hint}") from error
    except Exception as error:  # whatever a library raises while it loads or downloads
        raise ConfigError(
            EMBEDDINGS, f"{kind} cannot load the model {name} ({_first_line(error)})."
        ) from error


def _model2vec(name: str) -> Embedder:
    from model2vec import StaticModel  # noqa: PLC0415 - an optional extra

    model = StaticModel.from_pretrained(name)

    def encode(texts: Sequence[str]) -> Vectors:
        return np.asarray(model.encode(list(texts)), np.float32)

    return SentenceEmbedder(encode, encode, int(model.dim))


def _fastembed(name: str) -> Embedder:
    from fastembed import TextEmbedding  # noqa: PLC0415 - an optional extra

    name, _, folder = name.partition("@")
    model = TextEmbedding(name, specific_model_path=folder or None)

    def encode_papers(texts: Sequence[str]) -> Vectors:
        return np.stack(list(model.passage_embed(texts))).astype(np.float32)

    def encode_query(texts: Sequence[str]) -> Vectors:
        return np.stack(list(model.query_embed(texts))).astype(np.float32)

    return SentenceEmbedder(encode_papers, encode_query, encode_query(["size"]).shape[1])


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


_KINDS: dict[str, Callable[[str], Embedder]] = {"model2vec": _model2vec, "fastembed": _fastembed}


def _at_unit_length(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return found
