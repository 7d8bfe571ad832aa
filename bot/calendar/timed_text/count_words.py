"""How many papers, as people type it: top 5, max ten, at most 3, 5 papers a day."""

import re
from collections.abc import Sequence

from bot.calendar.timed_text.clock_words import NUMBERS
from bot.calendar.timed_text.found import Count, Found
from bot.calendar.timed_text.words import Word

_LEADS = {
    ("top",), ("max",), ("maximum",), ("most",), ("at", "most"), ("up", "to"), ("limit",),
    ("limit", "to"), ("only",), ("best",), ("first",), ("no", "more", "than"), ("max", "of"),
    ("just",), ("not", "more", "than"), ("the", "top"), ("the", "best"), ("maximum", "of"),
}  # fmt: skip
_NOUNS = {"papers", "paper", "articles", "results", "items", "highlights", "preprints"}
_TEN_MORE = {"fifteen": 15, "twenty": 20, "twenty-five": 25}
_GLUED = re.compile(r"(?:top|max)-?(\d{1,4})")
_WHOLE = re.compile(r"-?\d{1,4}")


def read_count(words: Sequence[Word], place: int) -> Found | None:
    """Read a number of papers at a place."""
    if match := _GLUED.fullmatch(words[place].plain):
        return Found(Count(int(match[1])), place, _noun(words, place + 1))
    for length in (3, 2, 1):
        lead = tuple(word.plain for word in words[place : place + length])
        number = number_of(words[place + length]) if place + length < len(words) else None
        if lead in _LEADS and number is not None:
            return _led(words, lead, place, place + length + 1, number)
    number = number_of(words[place])
    if number is not None and place + 1 < len(words) and words[place + 1].plain in _NOUNS:
        return Found(Count(number, is_plain=True), place, _noun(words, place + 1))
    return None


def _led(
    words: Sequence[Word], lead: tuple[str, ...], place: int, stop: int, number: int
) -> Found | None:
    end = _noun(words, stop)
    # “only 3 layers” says something else; “top 5” hardly ever does.
    is_plain = lead[-1] in ("top", "max", "most", "limit") or end > stop or stop == len(words)
    return Found(Count(number, end > stop), place, end) if is_plain else None


def _noun(words: Sequence[Word], place: int) -> int:
    """Return where “papers a day” ends."""
    if place < len(words) and words[place].plain in _NOUNS:
        place += 1
    rest = tuple(word.plain for word in words[place : place + 2])
    if rest in {("a", "day"), ("per", "day"), ("each", "time"), ("at", "most"), ("per", "digest")}:
        return place + 2
    return place + 1 if rest[:1] in {("max",), ("maximum",)} and len(rest) == 1 else place


def number_of(word: Word) -> int | None:
    """Read a whole number in digits or in words."""
    if word.plain in _TEN_MORE:
        return _TEN_MORE[word.plain]
    if word.plain in NUMBERS:
        return NUMBERS[word.plain]
    is_number = word.typed.isascii() and _WHOLE.fullmatch(word.typed)
    return int(word.typed) if is_number else None
