"""Marking in a text the words that were asked for."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.model import Span
from bot.query import Phrase, Prefix, Query, TextLeaf, Word
from bot.search.stems import stem
from bot.text.compounds import Row, compounds_in
from bot.text.tokens import as_written, filed, written


class Marks:
    """Finds the words of a query in texts, in any form that ranking takes for them."""

    def __init__(self, query: Query) -> None:
        leaves = query.wanted()
        self._beginnings = tuple(v for p in leaves if isinstance(p, Prefix) for v in p.variants)
        self._words = {token for leaf in leaves for token in _tokens_of(leaf)}
        self._stems = set(stem(sorted(self._words)))
        # What begins otherwise need not be looked at: stemming leaves the first two letters of a
        # word alone, but for dying, lying and tying.
        begun = {one[:2] for one in (*self._stems, *self._words, *self._beginnings)}
        self._begun = begun | {f"{one[0]}y" for one in begun if one[1:] == "i"}
        self._begun_closed = as_written(self._begun)
        self._known: dict[str, bool] = {}
        self._apart = _rows_apart(leaves)

    def of(self, text: str) -> tuple[Span, ...]:
        """Return where the words stand; words with only a blank between them are one mark."""
        if not self._words and not self._beginnings:
            return ()
        marks: list[Span] = []
        for start, stop in self._places(text):
            if marks and not text[marks[-1][1] : start].strip(" -"):
                marks[-1] = (marks[-1][0], max(stop, marks[-1][1]))
            else:
                marks.append((start, stop))
        return tuple(marks)

    def _places(self, text: str) -> Sequence[Span]:
        known = self._known
        places = []
        for word, start, stop in written(text, self._begun):
            is_asked = known.get(word)
            if is_asked is None:
                is_asked = known[word] = self._is_asked(filed(word))
            if is_asked:
                places.append((start, stop))
        others = [
            place
            for row, place in compounds_in(text, self._begun_closed)
            if self._is_one_asked(row)
        ]
        if self._apart:
            others += _places_of(self._apart, text)
        return sorted((*places, *others)) if others else places

    def _is_one_asked(self, row: Sequence[str]) -> bool:
        if not self._words.isdisjoint(row):
            return True
        return bool(self._beginnings) and any(one.startswith(self._beginnings) for one in row)

    def _is_asked(self, token: str) -> bool:
        if token in self._words:
            return True
        if self._beginnings and token.startswith(self._beginnings):
            return True
        return bool(token) and stem([token])[0] in self._stems


def _tokens_of(leaf: TextLeaf) -> tuple[str, ...]:
    match leaf:
        case Prefix():
            return (leaf.whole,)
        case Phrase(words):
            own = words
        case Word(token):
            own = (token,)
    return (*own, *(row[0] for row in leaf.readings if len(row) == 1))


def _rows_apart(leaves: Sequence[TextLeaf]) -> frozenset[Row]:
    """Return the words that are written in two: "data set" for dataset."""
    return frozenset(
        row for leaf in leaves if isinstance(leaf, Word) for row in leaf.readings if len(row) > 1
    )


def _places_of(rows: frozenset[Row], text: str) -> list[Span]:
    # To look for the parts is much quicker than to compile a pattern, which few texts need.
    lowered = text.lower()
    if not any(all(part in lowered for part in row) for row in rows):
        return []
    return [match.span() for match in _pattern_of(rows).finditer(text)]


@lru_cache(maxsize=64)
def _pattern_of(rows: frozenset[Row]) -> re.Pattern[str]:
    found = "|".join(r"\w{0,2}\s+".join(map(re.escape, row)) for row in sorted(rows))
    return re.compile(rf"\b(?:{found})\w{{0,3}}", re.IGNORECASE)
