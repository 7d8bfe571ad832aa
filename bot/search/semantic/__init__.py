"""What papers and queries mean, as vectors: learned from the stored papers, or embeddings."""

from bot.search.semantic.embedder import Embedder, Vectors
from bot.search.semantic.semantics import Semantics, open_semantics

__all__ = ["Embedder", "Semantics", "Vectors", "open_semantics"]
