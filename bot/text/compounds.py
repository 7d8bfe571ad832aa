"""Compounds: what is written with a hyphen, closed up or apart is the same word.

A text is read once more with its compounds closed up ("multi-modal" as "multimodal", "GPT-4" as
"gpt4"), and with runs of letters and digits apart ("GPT4" as "gpt 4"). These readings stand
beside the words as they are written; a query is read in the same ways, and one of its readings
must be found in one of the text's.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, compress, pairwise
from operator import not_
from typing import NamedTuple

from bot.text.homographs import is_another_word
from bot.text.lexicon import halves
from bot.text.tokens import (
    Remembered,
    filed,
    fold,
    has_capitals,
    is_greek,
    spelt_out,
    tokens,
    unaccented,
)

Row = tuple[str, ...]

REACH = 3
"""Words on either side of a compound that are read with it, so that phrases find it."""

MOST_PARTS, LONGEST = 4, 40
MOST_READINGS, MOST_JOINED = 6, 4

UNJOINED = frozenset(
    "a an and are as at be but by can do for from has have he her his i if in into is it its me "
    "may my no nor not of on or our she so than that the their them then they this to too us via "
    "was we were with would you your".split()
)
"""Words that join no other across a blank: "not able" is not "notable"."""

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
_PARTING = re.compile(f"[{_HYPHENS}]")
_COMPOUND = re.compile(rf"[^\W_]+(?:[{_HYPHENS}.][^\W_]+)*")
_BETWEEN_BLANKS = re.compile(r"\S+")
_AROUND = '.,;:()[]!?"'
"""Signs around a word that are part of no word: to leave them off spares reading it again."""

_MAYBE = re.compile(r"[A-Za-z0-9][-.][A-Za-z0-9]|[A-Za-z][0-9]|[0-9][A-Za-z]")
"""What stands in each compound of ASCII."""

_RUN = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)*")
_LETTERS = 3
"""A run of so many letters is a word beside digits: GPT4, but not CO2 or T5."""


class Reading(NamedTuple):
    """A compound closed up, the ways to close up two of its parts, and its runs apart.

    `acronyms` are those of the runs that are written with capitals: GPT in GPT4.
    """

    closed: str
    pairs: tuple[Row, ...] = ()
    apart: Row = ()
    acronyms: Row = ()


NO_COMPOUND = Reading("")

Read = tuple[Row, tuple[Row, ...], Row]
"""A word with the signs around it: closed up, () where that is the same, its other rows, and the
acronyms in these."""

NO_READING: Read = ((), (), ())


def other_rows(text: str) -> list[Row]:
    """Return the readings of a text besides its words as they stand, each with its neighbours."""
    return rows_and_acronyms(text)[0]


def rows_and_acronyms(text: str) -> tuple[list[Row], set[str]]:
    """Return the same, and the acronyms that only they hold, such as GPT of GPT4."""
    words = text.split()
    found = [(place, read) for place, word in _suspects(text, words) if (read := _READ[word])]
    if not found:
        return [], set()
    compounds = {place: closed for place, (closed, _, _) in found if closed}
    rows = [_closed_row(words, compounds, *span) for span in _stretches(compounds)]
    acronyms: set[str] = set()
    for place, (_, others, capitals) in found:
        if others:
            before, after = _around(words, place)
            rows += [(*before, *row, *after) for row in others]
            acronyms.update(capitals)
    return rows, acronyms


def _suspects(text: str, words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the words that may be compounds, without the signs around them, and their places."""
    places: Iterable[tuple[int, str]] = enumerate(words)
    if text.isascii():
        # To ask that is quicker than to look most words up.
        places = compress(places, map(not_, map(str.isalpha, words)))
    for place, word in places:
        core = word.strip(_AROUND)
        if not (core.isalpha() and core.isascii()):
            yield place, core


def compounds_in(
    text: str, beginnings: Collection[str] = ()
) -> Iterator[tuple[Row, tuple[int, int]]]:
    """Yield the compounds of a text, all their readings in a row, and where each stands.

    With `beginnings`, of two letters or more, compounds of ASCII in two parts that begin
    otherwise are passed over.
    """
    begun = {one[:2] for one in beginnings}
    for start, stop in _words_with_signs(text):
        word = text[start:stop].strip(_AROUND)
        if begun and word.count("-") == 1 and word.isascii():
            closed = word.replace("-", "").lower()
            if closed.isalnum() and not (closed[:2] in begun or closed[0] in begun):
                continue
        if _READ[word]:
            for match in _COMPOUND.finditer(text, start, stop):
                reading = _reading(match[0])
                pairs = (token for row in reading.pairs for token in row)
                yield (reading.closed, *pairs), match.span()


def _words_with_signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words stand that may be compounds: in ASCII, those with a hyphen."""
    if not text.isascii():
        yield from (match.span() for match in _BETWEEN_BLANKS.finditer(text))
        return
    place = text.find("-")
    while place >= 0:
        start, stop = text.rfind(" ", 0, place) + 1, text.find(" ", place)
        stop = len(text) if stop < 0 else stop
        yield start, stop
        place = text.find("-", stop)


def other_readings(written: str) -> tuple[Row, ...]:
    """Return the other ways to write a word or a phrase of a query, the likeliest first."""
    words = written.split()
    if len(words) > MOST_READINGS * REACH:
        return ()
    own = tuple(tokens(written))
    read = [_READ[word] or NO_READING for word in words]
    closed = tuple(
        token
        for word, (row, _, _) in zip(words, read, strict=True)
        for token in row or _TOKENS[word]
    )
    rows = [closed]
    for place, (_, others, _) in enumerate(read):
        before = [token for word in words[:place] for token in _TOKENS[word]]
        after = [token for word in words[place + 1 :] for token in _TOKENS[word]]
        rows += [(*before, *row, *after) for row in others]
    if len(own) <= MOST_JOINED:
        rows += _joined_rows(own)
    rows += [
        (*own[:place], *split, *own[place + 1 :])
        for place, token in enumerate(own)
        if (split := halves(token))
    ]
    return tuple(dict.fromkeys(row for row in rows if row and row != own))[:MOST_READINGS]


def joined(first: str, second: str) -> str:
    """Return what two tokens side by side are when closed up, "" where they stay apart."""
    if first in UNJOINED or second in UNJOINED or (first[-1:].isdigit() and second[:1].isdigit()):
        return ""
    if not (first.isalnum() and second.isalnum() and first.isascii() and second.isascii()):
        return ""
    return _closed_up((first, second))


def _joined_rows(own: Row) -> Iterator[Row]:
    for place, (first, second) in enumerate(pairwise(own)):
        if one := joined(first, second):
            yield (*own[:place], one, *own[place + 2 :])


def _read(word: str) -> Read | None:
    """Return a word, with the signs around it, closed up, and its further readings."""
    if len(word) > 2 * LONGEST or "\\" in word:
        return None
    if word.isascii() and not _MAYBE.search(word):
        return None
    pieces = list(_COMPOUND.finditer(word))
    readings = [_reading(piece[0]) for piece in pieces]
    others: list[Row] = []
    for place, reading in enumerate(readings):
        before, after = word[: pieces[place].start()], word[pieces[place].end() :]
        for row in (*reading.pairs, reading.apart):
            if row:
                others.append((*tokens(before), *row, *tokens(after)))
    is_closed = any(reading.closed for reading in readings)
    closed = tuple(_closed_word(word, pieces, readings)) if is_closed else ()
    acronyms = tuple(one for reading in readings for one in reading.acronyms)
    return (closed, tuple(others), acronyms) if closed or others else None


def _closed_word(
    word: str, pieces: Sequence[re.Match[str]], readings: Sequence[Reading]
) -> Iterator[str]:
    if len(pieces) == 1 and len(pieces[0][0]) == len(word):
        yield readings[0].closed
        return
    done = 0
    for piece, reading in zip(pieces, readings, strict=True):
        if reading.closed:
            yield from tokens(word[done : piece.start()])
            yield reading.closed
            done = piece.end()
    yield from tokens(word[done:])


@lru_cache(maxsize=10_000)
def _reading(written: str) -> Reading:
    """Read one compound: parts between hyphens, and runs within them."""
    parts = [part for part in _PARTING.split(written) if part]
    if len(parts) == 1:
        return _read_run(written)
    if len(parts) > MOST_PARTS or len(written) > LONGEST:
        return NO_COMPOUND
    folded = [_plain(part) for part in parts]
    if not all(folded):
        return NO_COMPOUND
    pairs = []
    if len(parts) > 2:
        for place, (first, second) in enumerate(pairwise(folded)):
            if first in UNJOINED or second in UNJOINED:
                continue
            if closed := _closed_up((first, second)):
                rest = [fold(one) for one in folded[place + 2 :]]
                pairs.append((*map(fold, folded[:place]), closed, *rest))
    runs = [run for part in parts for run in _runs(part) or [part]]
    apart = runs if len(runs) > len(parts) else []
    return Reading(_closed_up(folded), tuple(pairs), *_as_words(apart))


def _read_run(written: str) -> Reading:
    if written.isalpha():
        other = spelt_out(written)
        return Reading(fold(other)) if other else _read_greek(written)
    apart, acronyms = _as_words(_runs(written))
    is_decimal = bool(apart) and "." in written
    return Reading("".join(apart) if is_decimal else "", (), apart, acronyms)


def _read_greek(written: str) -> Reading:
    """Read TNFα, whose letters are words of their own, as tnfalpha."""
    if written.isascii() or len(written) < 2 or not any(map(is_greek, written)):
        return NO_COMPOUND
    row = tokens(written)
    return Reading("".join(row)) if len(row) == 2 and max(map(len, row)) > 1 else NO_COMPOUND


def _as_words(runs: Sequence[str]) -> tuple[Row, Row]:
    """Return runs as tokens, and those of them that are acronyms."""
    acronyms = [fold(run) for run in runs if run.isalpha() and has_capitals(run)]
    return tuple(map(fold, runs)), tuple(acronyms)


def _runs(written: str) -> list[str]:
    """Return the runs of letters and digits of a word, [] where it has but one."""
    if written.isalpha() or written.isdigit():
        return []
    runs = _RUN.findall(written)
    if len(runs) < 2 or "".join(runs) != written or not written.isascii():
        return []
    found = [runs[0]]
    for before, run in pairwise(runs):
        if any(one.isalpha() and len(one) >= _LETTERS for one in (before, run)):
            found.append(run)
        else:
            found[-1] += run
    return found if len(found) > 1 else []


def _plain(part: str) -> str:
    """Return a part of a compound without case and accents; only the last one may be a plural."""
    return "".join(tokens(part)) if not part.isascii() else unaccented(part)


def _closed_up(parts: Sequence[str]) -> str:
    closed = "".join(parts)
    if not closed.isalpha() and _digits_meet(parts):
        return ""
    if len(closed) > LONGEST or is_another_word(closed):
        return ""
    return filed(closed)


def _digits_meet(parts: Sequence[str]) -> bool:
    return any(one[-1:].isdigit() and two[:1].isdigit() for one, two in pairwise(parts))


def _stretches(places: dict[int, Row]) -> Iterator[tuple[int, int]]:
    """Yield where words with compounds among them begin and end, neighbours included."""
    start = stop = 0
    for place in places:
        if place - REACH > stop or not stop:
            if stop:
                yield start, stop
            start = max(place - REACH, 0)
        stop = place + REACH + 1
    if stop:
        yield start, stop


def _closed_row(words: Sequence[str], compounds: dict[int, Row], start: int, stop: int) -> Row:
    rows = [*map(_TOKENS.__getitem__, words[start:stop])]
    for place in range(start, min(stop, len(words))):
        if place in compounds:
            rows[place - start] = compounds[place]
    return tuple(chain.from_iterable(rows))


def _around(words: Sequence[str], place: int) -> tuple[Row, Row]:
    before, after = words[max(place - REACH, 0) : place], words[place + 1 : place + 1 + REACH]
    return _row(before), _row(after)


def _row(words: Iterable[str]) -> Row:
    return tuple(chain.from_iterable(map(_TOKENS.__getitem__, words)))


_READ: Remembered[Read | None] = Remembered(_read)
_TOKENS: Remembered[Row] = Remembered(lambda word: tuple(tokens(word)))
