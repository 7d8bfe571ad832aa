"""What a command is handed: where it stands, and what it may ask of whoever reads the text."""

from typing import NamedTuple, Protocol

from bot.text.latex.pieces import Pieces


class Here(NamedTuple):
    """Where is being read: a place, the end of the group around it, and whether in a formula."""

    place: int
    stop: int
    is_math: bool

    def on(self, place: int) -> "Here":
        """Return another place of the same group."""
        return self._replace(place=place)


class Reads(Protocol):
    """Whoever reads a text; each method returns what was read, and the place to read on from."""

    @property
    def pieces(self) -> Pieces:
        """The text in pieces."""
        ...

    def argument(self, here: Here, *, is_math: bool | None = None) -> tuple[str, int]:
        """Read a group's content, or the one letter or command that stands without braces."""
        ...
