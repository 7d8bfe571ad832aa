"""Reading LaTeX as a person would: what it says, without how it says it.

No macro is expanded and nothing is ever refused: abstracts are written by people, break off in
the middle, and use commands that only their own paper defines.
"""

from bot.text.latex.macro_context import Here
from bot.text.latex.macros import COMMANDS, unknown
from bot.text.latex.pieces import Pieces, is_formula
from bot.text.latex.symbols import ACCENTS, ESCAPED, accented, lowered, raised

DEEPEST = 40
"""Groups inside groups that are followed; what lies deeper is shown as it is written."""

_DASHES_AND_QUOTES = {"``": "“", "''": "”", "--": "–", "---": "—"}


class Reader:
    """Reads one text. Each method returns what it read, and the place to read on from."""

    def __init__(self, text: str) -> None:
        self.pieces = Pieces(text)
        self._depth = 0

    def read(self) -> str:
        """Return the whole as people read it."""
        return self.stretch(0, len(self.pieces), is_math=False)

    def stretch(self, start: int, stop: int, *, is_math: bool) -> str:
        """Read from one place to another."""
        if self._depth >= DEEPEST:
            return self.pieces.written(start, stop)
        self._depth += 1
        said: list[str] = []
        here = Here(start, stop, is_math)
        while here.place < stop:
            word, place = self._one(here, said[-1][-1:] if said else "")
            said.append(word)
            here = here.on(place)
        self._depth -= 1
        return "".join(said)

    def argument(self, here: Here, *, is_math: bool | None = None) -> tuple[str, int]:
        """Read a group's content, or the one letter or command that stands without braces."""
        in_math = here.is_math if is_math is None else is_math
        place = self.pieces.past_blanks(here.place, here.stop)
        if place >= here.stop:
            return "", place
        if (end := self.pieces.closing(place, here.stop)) is not None:
            return self.stretch(place + 1, end, is_math=in_math), end + 1
        piece = self.pieces[place]
        if piece == "{":
            return "", place + 1  # it is never closed: what follows is read as text
        if piece[0] != "\\" or len(piece) == 1:
            return self.pieces.take_letter(place)
        if self._depth >= DEEPEST:
            return piece, place + 1
        self._depth += 1
        read = self._command(Here(place, here.stop, in_math))
        self._depth -= 1
        return read

    def _one(self, here: Here, before: str) -> tuple[str, int]:
        """Read the piece at a place; `before` is the letter that was said before it."""
        piece, after = self.pieces[here.place], here.place + 1
        if len(piece) > 1 and piece[0] == "\\":
            return self._command(here)
        if piece == "{":
            return self._group(here, before)
        if piece[0] == "$":
            return self._formula(here)
        if here.is_math and piece in "^_" and after < here.stop:
            content, after = self.argument(here.on(after))
            return (raised if piece == "^" else lowered)(content.strip()), after
        if piece == "~" and self._is_tie(here, before):
            return " ", after
        return (piece if here.is_math else _DASHES_AND_QUOTES.get(piece, piece)), after

    def _command(self, here: Here) -> tuple[str, int]:
        if here.place in self.pieces.verbatim:
            return self.pieces.verbatim[here.place], here.place + 1
        name = self.pieces[here.place][1:].rstrip("*")
        after = here.on(here.place + 1)
        if not name.isalpha():
            return self._sign(name, after)
        if name in ACCENTS and len(name) == 1:
            has_letter = self.pieces.closing(after.place, after.stop) is not None
            return self._accent(name, after) if has_letter else unknown(self, name, after)
        if name in ACCENTS:
            return self._accent(name, after)
        return COMMANDS.get(name, unknown)(self, name, after)

    def _sign(self, name: str, here: Here) -> tuple[str, int]:
        """Read a backslash and one sign: an accent, the start of a formula, the sign itself."""
        closing = {"(": "\\)", "[": "\\]"}.get(name)
        if closing and (end := self.pieces.find(closing, here.place, here.stop)) is not None:
            return self.stretch(here.place, end, is_math=True), end + 1
        if name in ACCENTS and not here.is_math:
            return self._accent(name, here)
        return ESCAPED.get(name, name), here.place

    def _accent(self, name: str, here: Here) -> tuple[str, int]:
        if not name.isalpha() and self.pieces.at(here.place, here.stop)[:1].isspace():
            return ("~" if name == "~" else ""), here.place
        content, after = self.argument(here)
        return (accented(name, content) if content else ""), after

    def _group(self, here: Here, before: str) -> tuple[str, int]:
        """Read a group; braces that wrap neither a word nor a command are text: {0, 1}."""
        end = self.pieces.closing(here.place, here.stop)
        if end is None:
            return "{", here.place + 1
        content = self.stretch(here.place + 1, end, is_math=here.is_math)
        is_touching = before.isalnum() or self.pieces.at(end + 1, here.stop)[:1].isalnum()
        has_commands = "\\" in self.pieces.written(here.place, end)
        is_markup = here.is_math or is_touching or has_commands or self._depth > 1
        is_markup = is_markup or (content.isalpha() and len(content) > 1)
        return content if is_markup else f"{{{content}}}", end + 1

    def _formula(self, here: Here) -> tuple[str, int]:
        """Read what stands between dollars; a dollar that is money stays."""
        sign, start = self.pieces[here.place], here.place + 1
        end = self.pieces.find(sign, start, here.stop)
        if end is None or not is_formula(self.pieces.written(start, end)):
            return sign, start
        return self.stretch(start, end, is_math=True).strip(), end + 1

    def _is_tie(self, here: Here, before: str) -> bool:
        """Tell the blank that does not break ("Fig.~1") from "about" (~5%)."""
        after = self.pieces.at(here.place + 1, here.stop)[:1]
        return (before.isalpha() or before in (".", ")")) and bool(after) and not after.isspace()
