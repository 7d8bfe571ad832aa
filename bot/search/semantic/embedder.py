"""The interface behind which meaning is read, however it was learned."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from bot.search.index_entry import Gist
from bot.search.ranking_terms import Wording

if TYPE_CHECKING:  # numpy takes as long to import as a small answer takes in all
    from numpy import float32
    from numpy.typing import NDArray

    Vectors = NDArray[float32]
    """One or more vectors of unit length, a row each; zeros where nothing is known."""
else:
    Vectors = object


class Embedder(Protocol):
    """Reads papers and queries into vectors whose products say how near they are."""

    @property
    def weight(self) -> float:
        """What its cosines count beside those of the latent space, for which ranking is tuned."""
        ...

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        ...

    def read_papers(self, entries: Sequence[Gist]) -> Vectors:
        """Return a vector for each paper, shape (papers, size)."""
        ...

    def read_query(self, wording: Wording) -> Vectors:
        """Return the vector of a query, shape (size,)."""
        ...
