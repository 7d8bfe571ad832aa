"""A text as it was probably meant: what was changed in it, said in the words of papers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from bot.model import Paper
from bot.search.distance import slips
from bot.text.tokens import filed, has_capitals, written

MOST_PAPERS = 10
"""Papers that are read for how they write a word."""


@dataclass(frozen=True, slots=True)
class Change:
    """A word as it was written, and what was probably meant (tokens, as they are filed)."""

    written: str
    meant: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A text in pieces, some of them changed."""

    pieces: tuple[str | Change, ...]

    @property
    def text(self) -> str:
        """The text as it was probably meant."""
        return "".join(_said(piece) for piece in self.pieces)

    @property
    def as_typed(self) -> str:
        """The text as it was typed, in a form that is left alone: in quotation marks."""
        return "".join(
            f'"{piece.written}"' if isinstance(piece, Change) else piece for piece in self.pieces
        )

    def as_papers_write(self, papers: Iterable[Paper]) -> "Correction":
        """Return the same in the words of some papers.

        Words are filed folded, as "physic" or "quantisation", which nobody would want to read.
        """
        changes = [piece for piece in self.pieces if isinstance(piece, Change)]
        surfaces = _surfaces({w for change in changes for w in change.meant.split()}, papers)
        return Correction(
            tuple(
                _reworded(piece, surfaces) if isinstance(piece, Change) else piece
                for piece in self.pieces
            )
        )


def _said(piece: str | Change) -> str:
    if isinstance(piece, str):
        return piece
    if piece.written.isupper():
        return piece.meant.upper()
    is_capital = piece.written[:1].isupper() and not has_capitals(piece.written)
    return piece.meant[:1].upper() + piece.meant[1:] if is_capital else piece.meant


def _reworded(change: Change, surfaces: dict[str, list[str]]) -> Change:
    """Return a change in the forms that are nearest to what was typed: “modles” meant models."""
    typed = change.written.lower()
    words = [
        # A word that was typed without its blank holds the forms that were meant.
        min(surfaces.get(token, [token]), key=lambda one: (one not in typed, slips(typed, one)))
        for token in change.meant.split()
    ]
    return replace(change, meant=" ".join(words))


def _surfaces(tokens: set[str], papers: Iterable[Paper]) -> dict[str, list[str]]:
    """Return how some papers write tokens, what comes first before the rest."""
    surfaces: dict[str, dict[str, None]] = {}
    for paper in islice(papers, MOST_PAPERS):
        for word, _, _ in written(f"{paper.abstract}\n{paper.title}", tokens):
            if (token := filed(word)) in tokens:
                surface = word if has_capitals(word) else word.lower()
                surfaces.setdefault(token, {})[surface] = None
    return {token: list(found) for token, found in surfaces.items()}
