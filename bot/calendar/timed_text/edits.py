"""Changing the words of a text that were doubted, so that the whole can be typed again."""

from collections.abc import Sequence

from bot.calendar.timed_text.timed import Offer
from bot.calendar.timed_text.words import Word


class Edits:
    """Writes a text anew, with some of its words left out, replaced or kept as its topic."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self._text = text
        self._words = words

    @property
    def count(self) -> int:
        """The number of words."""
        return len(self._words)

    def said(self, start: int, stop: int) -> str:
        """Return some words as they were typed."""
        return self._text[self._words[start].start : self._words[stop - 1].stop]

    def instead(self, start: int, stop: int, words: str) -> Offer:
        """Offer other words in the place of some."""
        return Offer(words or "without it", self._replaced(start, stop, words))

    def without(self, spans: Sequence[tuple[int, int]], says: str) -> Offer:
        """Offer the text without some stretches of words."""
        text, end = "", len(self._text)
        for start, stop in sorted(spans, reverse=True):
            text = self._text[self._words[stop - 1].stop : end] + text
            end = self._words[start].start
        return Offer(says, _tidy(self._text[:end] + text))

    def as_topic(self, start: int, stop: int) -> Offer:
        """Offer some words as a part of the topic: brackets say so."""
        return Offer("", self._replaced(start, stop, f"({self.said(start, stop)})"))

    def _replaced(self, start: int, stop: int, words: str) -> str:
        before = self._text[: self._words[start].start]
        return _tidy(f"{before} {words} {self._text[self._words[stop - 1].stop :]}")


def _tidy(text: str) -> str:
    """Close the gaps that an edit leaves, but none within quotes."""
    return text.strip() if '"' in text or "“" in text else " ".join(text.split())
