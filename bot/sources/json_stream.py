"""Reading JSON of any size as a stream: lines, or the objects of one long list."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO

LONGEST_ROW = 10_000_000
"""Bytes of one row; a longer one is no paper."""

MOST_OF_A_LINE = 2_000_000_000
"""Bytes after which a line without an end ends the reading."""

_PIECE = 1 << 20
_BLANKS = re.compile(r"[\s\ufeff]*")


class TooLong(ValueError):
    """A row has no end, as far as anybody would read."""


def read_lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Yield the lines of a file, None for one that is longer than a row can be."""
    while line := stream.readline(LONGEST_ROW):
        if line.endswith(b"\n") or len(line) < LONGEST_ROW:
            yield line
        else:
            _skip_line(stream)
            yield None


def read_list(stream: IO[bytes]) -> Iterator[tuple[int, object]]:
    """Yield the values of a list, each with the line where it begins; a piece is held at a time.

    Raises ValueError that names the line where the list breaks.
    """
    window = _Window(stream)
    window.skip("[")
    while not window.is_at("]"):
        line = window.line
        yield line, window.value()
        window.skip(",")


class _Window:
    """A stretch of a long text, moved on as values are read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.line = 1
        self._stream = stream
        self._letters = codecs.getincrementaldecoder("utf-8")("replace")
        self._decoder = json.JSONDecoder()
        self._text, self._place, self._is_last = "", 0, False

    def is_at(self, sign: str) -> bool:
        """Tell whether a sign comes next."""
        self._pass(_BLANKS)
        return self._text.startswith(sign, self._place)

    def skip(self, sign: str) -> None:
        """Pass a sign where it comes next."""
        if self.is_at(sign):
            self._place += 1

    def value(self) -> object:
        """Read the value that comes next."""
        self._pass(_BLANKS)
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._place)
                # A number or a word may go on in the next piece.
                if end < len(self._text) or self._is_last:
                    break
            except (ValueError, RecursionError) as error:
                if self._is_last or len(self._text) - self._place > LONGEST_ROW:
                    raise ValueError(f"line {self.line}") from error
            self._read_on()
        self._move(end)
        return value

    def _pass(self, blanks: re.Pattern[str]) -> None:
        while True:
            match = blanks.match(self._text, self._place)
            self._move(match.end() if match else self._place)
            if self._place < len(self._text) or self._is_last:
                return
            self._read_on()

    def _move(self, place: int) -> None:
        self.line += self._text.count("\n", self._place, place)
        self._place = place

    def _read_on(self) -> None:
        piece = self._stream.read(_PIECE)
        self._is_last = not piece
        more = self._letters.decode(piece, final=self._is_last)
        self._text, self._place = self._text[self._place :] + more, 0


def _skip_line(stream: IO[bytes]) -> None:
    read = 0
    while piece := stream.readline(_PIECE):
        read += len(piece)
        if piece.endswith(b"\n"):
            return
        if read > MOST_OF_A_LINE:
            raise TooLong
