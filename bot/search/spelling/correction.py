"""A text as it was probably meant: what was changed in it, said in the words of papers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.model import Paper
from bot.text import filed, has_capitals, written


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
        meant = {
            w for piece in self.pieces if isinstance(piece, Change) for w in piece.meant.split()
        }
        surfaces = _surfaces(meant, papers)
        return Correction(
            tuple(
                replace(piece, meant=" ".join(surfaces.get(w, w) for w in piece.meant.split()))
                if isinstance(piece, Change)
                else piece
                for piece in self.pieces
            )
        )


def _said(piece: str | Change) -> str:
    if isinstance(piece, str):
        return piece
    if piece.written.isupper():
        return piece.meant.upper()
    is_capital = piece.written[:1].isupper()
    return piece.meant[:1].upper() + piece.meant[1:] if is_capital else piece.meant


def _surfaces(tokens: set[str], papers: Iterable[Paper]) -> dict[str, str]:
    """Return how some tokens are written, by the first paper that holds each."""
    surfaces: dict[str, str] = {}
    for paper in papers:
        for word, _, _ in written(f"{paper.abstract}\n{paper.title}", tokens):
            if (token := filed(word)) in tokens and token not in surfaces:
                surfaces[token] = word if has_capitals(word) else word.lower()
                if len(surfaces) == len(tokens):
                    return surfaces
    return surfaces
