"""A text cut into words, each with its place, in one pass over the text."""

import re
from dataclasses import dataclass

_PIECE = re.compile(
    r'[^\s,;&"“”()]*["“][^"“”]*["”]?'  # a phrase, also behind a field: author:"Ann Lee"
    r"|[,;&]"
    r'|[^\s,;&"“]+'
    r"|\S"
)
_DASHES = re.compile("[‐‑‒–—−]")
_OPAQUE = re.compile(r'^[-!]\S|["“”()*<>|=]|^[a-z_]{2,}:\S|\d{4}\.\d{4,5}|://', re.IGNORECASE)
"""What a query's own syntax marks, or an id or a link: never a time."""

_MENTIONS = ("<#", "<@", "<!")
"""How Slack and Discord write channels and people."""

JOINTS = frozenset({"and", ",", "&", ";", "+", "plus"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, as it's compared, and where it stands.

    One that `is_opaque` belongs to the topic whatever it says.
    """

    typed: str
    plain: str
    start: int
    stop: int
    is_opaque: bool = False


def cut(text: str) -> list[Word]:
    """Cut a text at blanks and commas; quoted and bracketed stretches stay whole."""
    closings = _closings(text)
    words: list[Word] = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        stop = closings.get(place) or _end_of(text, place)
        words += _split(text, place, stop)
        place = stop
    return words


def _end_of(text: str, place: int) -> int:
    piece = _PIECE.match(text, place)
    return piece.end() if piece else place + 1


def _closings(text: str) -> dict[int, int]:
    """Return for each opening bracket at a word's start the place behind its closing one."""
    opened: list[int] = []
    found: dict[int, int] = {}
    for place, letter in enumerate(text):
        if letter == "(":
            opened.append(place)
        elif letter == ")" and opened:
            found[opened.pop()] = place + 1
    return found


def _split(text: str, start: int, stop: int) -> list[Word]:
    typed = text[start:stop]
    is_opaque = bool(_OPAQUE.search(typed)) and typed[:2] not in _MENTIONS
    days = typed.split("/")
    if is_opaque or len(days) < 2 or not all(_is_day(day) for day in days):
        return [Word(typed, _plain(typed), start, stop, is_opaque)]
    words = []
    for day in days:  # tue/thu
        words.append(Word(day, _plain(day), start, start + len(day)))
        start += len(day) + 1
    return words


def _is_day(word: str) -> bool:
    return word[:3].lower() in {"mon", "tue", "wed", "thu", "fri", "sat", "sun"} and len(word) < 11


def _plain(typed: str) -> str:
    if len(typed) == 1:
        return _DASHES.sub("-", typed).lower()
    return _DASHES.sub("-", typed).replace("’", "'").lower().rstrip(".!?:")
