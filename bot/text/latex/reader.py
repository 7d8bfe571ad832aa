"""Reading LaTeX as a person would: what it says, without how it says it.

No macro is expanded and nothing is ever refused: abstracts are written by people, break off in
the middle, and use commands that only their own paper defines.
"""

from bot.text.latex.macro_context import Here
from bot.text.latex.macros import COMMANDS, names_operator, unknown
from bot.text.latex.pieces import Pieces, is_formula
from bot.text.latex.symbols import ACCENTS, ESCAPED, accented, lowered, raised

DEEPEST = 40
"""Groups inside groups that are followed; what lies deeper is shown as it is written."""

_BEFORE_ABOUT = frozenset("(<>=/[{-–—+±≈≤≥|")
"""Signs behind which a tilde says "about"."""

_DASHES_AND_QUOTES = {"``": "“", "''": "”", "--": "–", "---": "—"}


class Reader:
    """Reads one text. Each method returns what it read, and the place to read on from."""

    def __init__(self, text: str) -> None:
        self.pieces = Pieces(text)
        self._depth = 0
        self._quoting: dict[str, bool] = {}

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
        is_after_operator = False
        while here.place < stop:
            piece = self.pieces[here.place]
            before = said[-1][-1:] if said else ""
            word, place = self._one(here, before)
            is_operator = is_math and names_operator(piece)
            is_glued = is_operator and (before.isalnum() or before in tuple(")]|}"))
            is_followed = is_after_operator and piece not in ("^", "_") and word[:1].isalnum()
            said.append(f" {word}" if is_glued or is_followed else word)
            is_after_operator = is_operator or (is_after_operator and piece in ("^", "_"))
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
            has_letter = has_letter or (not here.is_math and self._is_letter_behind(name, after))
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
        is_before_blank = self.pieces.at(here.place, here.stop)[:1].isspace()
        if not name.isalpha() and is_before_blank and not self._is_letter_behind(name, here):
            return ("~" if name == "~" else ""), here.place
        content, after = self.argument(here)
        return (accented(name, content) if content else ""), after

    def _is_letter_behind(self, name: str, here: Here) -> bool:
        """Tell whether a blank parts an accent from its letter, as in `Erd\\H os`.

        What is rather a quotation mark (`a \\"word\\" and`) takes none.
        """
        behind = self.pieces.at(here.place, here.stop)
        letter = behind[1:2] if behind[:1] == " " else ""
        if not letter.isascii() or not letter.isalpha() or len(accented(name, letter)) > 1:
            return False
        before = self.pieces.at(here.place - 2, here.stop) if here.place > 1 else ""
        is_within = before[-1:].isalpha() or not before or name.isalpha()
        return is_within and not self._quotes(f"\\{name}")

    def _quotes(self, sign: str) -> bool:
        """Tell whether a sign stands before a word somewhere, as what opens a quotation does."""
        if sign not in self._quoting:
            self._quoting[sign] = self._opens_a_word(sign)
        return self._quoting[sign]

    def _opens_a_word(self, sign: str) -> bool:
        return any(
            self.pieces[place] == sign
            and (not place or self.pieces[place - 1][-1:].isspace())
            and len(self.pieces.at(place + 1, len(self.pieces)).split(" ")[0]) > 1
            for place in range(len(self.pieces))
        )

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
        end = self.pieces.find_closing(sign, start, here.stop)
        if end is None or not is_formula(self.pieces.written(start, end)):
            return sign, start
        after = end if self.pieces.is_left_over(end) else end + 1
        return self.stretch(start, end, is_math=True).strip(), after

    def _is_tie(self, here: Here, before: str) -> bool:
        """Tell the blank that does not break ("Fig.~1") from "about" (~5%)."""
        after = self.pieces.at(here.place + 1, here.stop)[:1]
        if not after or after.isspace() or not before or before.isspace():
            return False
        return before not in _BEFORE_ABOUT and not (before.isdigit() and after.isdigit())
