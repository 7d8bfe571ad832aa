"""Cutting LaTeX into pieces: commands, braces, dollars, and the plain stretches between them."""

import re

_PIECE = re.compile(
    r"\\verb\*?([^\sA-Za-z*])(?P<verbatim>.{0,200}?)\1"
    r"|\\[A-Za-z]+\*?"
    r"|\\."
    r"|\$\$?|[{}^_~]|``|''|---?(?!-)"
    r"|[^\\${}^_~`'-]+"
    r"|.",
    re.DOTALL,
)
_MARKUP = re.compile(r"[\\^_={}<>|+*/]")
_SENTENCE = re.compile(r"[A-Za-z]{2}\s+[A-Za-z]{2}")
_OPTION = re.compile(r"\s*\[([^\[\]]*)\]")
_LONGEST_FORMULA = 600


class Pieces:
    """The pieces of a text, and which brace closes which."""

    def __init__(self, text: str) -> None:
        self._all: list[str] = []
        self.verbatim: dict[int, str] = {}
        for match in _PIECE.finditer(text):
            if (inside := match["verbatim"]) is not None:
                self.verbatim[len(self._all)] = inside
            self._all.append(match[0])
        self._closes = _pairs(self._all)
        self._left_over: set[int] = set()

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, place: int) -> str:
        return self._all[place]

    def at(self, place: int, stop: int) -> str:
        """Return a piece, "" past the end of the stretch that is read."""
        return self._all[place] if place < stop else ""

    def written(self, start: int, stop: int) -> str:
        """Return a stretch as it is written."""
        return "".join(self._all[start:stop])

    def closing(self, place: int, stop: int) -> int | None:
        """Return where the group that opens here closes, None where none does."""
        end = self._closes.get(place)
        return end if end is not None and end < stop else None

    def find(self, piece: str, start: int, stop: int) -> int | None:
        """Return where a piece comes next, within the length of a formula."""
        length = 0
        for place in range(start, stop):
            if self._all[place] == piece:
                return place
            length += len(self._all[place])
            if length > _LONGEST_FORMULA:
                return None
        return None

    def find_closing(self, sign: str, start: int, stop: int) -> int | None:
        """Return where a formula ends; `$$` between two of them ends one and begins the next."""
        end = self.find(sign, start, stop)
        if sign != "$":
            return end
        double = self.find("$$", start, stop if end is None else end)
        if double is None or not is_formula(self.written(start, double)):
            return end
        self._all[double] = "$"
        self._left_over.add(double)
        return double

    def is_left_over(self, place: int) -> bool:
        """Tell, once, whether a dollar that ended a formula begins another."""
        if place in self._left_over:
            self._left_over.discard(place)
            return True
        return False

    def take_letter(self, place: int) -> tuple[str, int]:
        """Split the first letter off a plain piece; return it and where to read on."""
        letter, self._all[place] = self._all[place][0], self._all[place][1:]
        return letter, place if self._all[place] else place + 1

    def past_blanks(self, place: int, stop: int) -> int:
        """Return the place after blanks; those at the start of a longer piece are cut off."""
        while place < stop and not self._all[place].strip():
            place += 1
        if place < stop:
            self._all[place] = self._all[place].lstrip()
        return place

    def take_option(self, place: int, stop: int) -> tuple[str, int]:
        """Return what stands in the `[option]` of a command, and the place after all of them."""
        match = _OPTION.match(self.written(place, min(place + 9, stop)))
        return (match[1].strip() if match else ""), self.past_options(place, stop)

    def past_options(self, place: int, stop: int) -> int:
        """Return the place after all `[options]` of a command."""
        while self.at(place, stop).startswith("["):
            end = next((n for n in range(place, min(place + 9, stop)) if "]" in self._all[n]), None)
            if end is None:
                break
            self._all[end] = self._all[end].partition("]")[2]
            place = end + (not self._all[end])
        return place


def is_formula(content: str) -> bool:
    """Tell what stands between two dollars: a formula, or the words between sums of money."""
    if not content.strip():
        return False
    if content[0].isdigit() and (content[-1].isspace() or _SENTENCE.search(content)):
        return False
    if _MARKUP.search(content):
        return True
    return len(content) <= 40 and not _SENTENCE.search(content)


def _pairs(pieces: list[str]) -> dict[int, int]:
    """Return which brace closes which; those without a partner are left out."""
    closes: dict[int, int] = {}
    opened: list[int] = []
    for place, piece in enumerate(pieces):
        if piece == "{":
            opened.append(place)
        elif piece == "}" and opened:
            closes[opened.pop()] = place
    return closes
