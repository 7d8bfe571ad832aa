"""Messages as lines of text for a terminal."""

import re
import shlex
from collections.abc import Iterator

from bot.message import Action, Card, Message, Text

BOLD, DIM, MARK, END = "\x1b[1m", "\x1b[2m", "\x1b[1;33m", "\x1b[0m"

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
"""What could move the cursor, colour the screen or turn the reading direction."""


def render(
    message: Message, width: int = 80, *, is_colourful: bool = False, prefix: str = ""
) -> str:
    """Write a message in lines of at most `width` columns, plain where colour is not wanted.

    `prefix` begins each suggested command, which a shell can then be given as it stands.
    """
    page = _Page(width, is_colourful, prefix)
    blocks = [page.wrap(Text(message.title), style=BOLD)] if message.title else []
    if message.lead:
        blocks.append(page.wrap(message.lead))
    blocks += [_card(card, page) for card in message.cards]
    if message.note:
        blocks.append(page.wrap(Text(message.note), style=DIM))
    if message.actions:
        blocks.append("\n".join(map(page.suggest, message.actions)))
    for below in message.thread:
        blocks.append(render(below, width, is_colourful=is_colourful, prefix=prefix))
    return "\n\n".join(blocks)


def _card(card: Card, page: "_Page") -> str:
    indent = "    " if card.number else ""
    title = page.wrap(card.title, indent, BOLD)
    if card.number:
        title = f"{card.number:>2}. {title.removeprefix(indent)}"
    lines = [title]
    if card.facts:
        lines.append(page.wrap(Text(card.facts), indent, DIM))
    if card.number:
        lines += [page.wrap(card.body, indent)] if card.body else []
        lines += [page.paint(f"{indent}{_clean(card.url)}", DIM)] if card.url else []
        return "\n".join(lines)
    lines += ["", page.wrap(card.body)] if card.body else []
    lines += ["", *(f"{link.label}: {_clean(link.url)}" for link in card.links)]
    lines += map(page.suggest, card.actions)
    return "\n".join(lines).rstrip()


class _Page:
    """The width and the colours that words are set in."""

    def __init__(self, width: int, is_colourful: bool, prefix: str) -> None:
        self._width = width
        self._is_colourful = is_colourful
        self._prefix = prefix

    def suggest(self, action: Action) -> str:
        """Write a command down to be typed, for a shell quoted where that needs it."""
        words = _clean(action.command)
        if self._prefix:
            words = self._prefix + _quoted(words)
        return f"→ {words}"

    def paint(self, words: str, style: str) -> str:
        """Dress words in a style, or leave them plain."""
        return f"{style}{words}{END}" if self._is_colourful and style and words else words

    def wrap(self, text: Text, indent: str = "", style: str = "") -> str:
        """Break a text into lines at its own line ends and at spaces."""
        lines = [
            indent + self._dress(text, start, stop, style)
            for start, stop in _lines(text.plain, max(self._width - len(indent), 20))
        ]
        return "\n".join(line.rstrip() for line in lines)

    def _dress(self, text: Text, start: int, stop: int, style: str) -> str:
        pieces, place = [], start
        for a, b in text.marks:
            if a < stop and b > start:
                pieces.append(self.paint(_clean(text.plain[place : max(a, start)]), style))
                pieces.append(self.paint(_clean(text.plain[max(a, start) : min(b, stop)]), MARK))
                place = min(b, stop)
        pieces.append(self.paint(_clean(text.plain[place:stop]), style))
        return "".join(pieces)


def _lines(plain: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, stop) of each line."""
    start = 0
    for paragraph in plain.split("\n"):
        end = start + len(paragraph)
        while end - start > width:
            space = plain.rfind(" ", start + 1, start + width + 1)
            stop = space if space > start else start + width
            yield start, stop
            start = stop + (space > start)
        yield start, end
        start = end + 1


def _quoted(words: str) -> str:
    """Quote for a shell what needs it, together: from the first such word to the last."""
    parts = words.split(" ")
    odd = [place for place, part in enumerate(parts) if shlex.quote(part) != part]
    if not odd:
        return words
    start, stop = odd[0], odd[-1] + 1
    return " ".join([*parts[:start], shlex.quote(" ".join(parts[start:stop])), *parts[stop:]])


def _clean(words: str) -> str:
    return _CONTROL.sub("", words)
