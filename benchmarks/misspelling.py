"""Misspelling queries: as people really misspell a word where that is known, else by a slip."""

import gzip
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.text.tokens import fold, tokens

SHORTEST = 4
SHARE = 0.5
"""The part of all words that are misspelt; with it plain BM25 loses about a quarter."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    letter: row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
    for row in _ROWS
    for place, letter in enumerate(row)
}


class Misspeller:
    """Knows real misspellings: a gzipped table of (misspelling, correction) lines."""

    def __init__(self, path: Path, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._real: dict[str, list[str]] = defaultdict(list)
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                wrong, _, right = line.rstrip("\n").partition("\t")
                if wrong.isalpha() and fold(wrong) != fold(right):
                    self._real[fold(right)].append(wrong)

    def misspell_all(
        self, queries: dict[str, str], find: Callable[[str], Sequence[str]]
    ) -> dict[str, str]:
        """Return those queries that could be misspelt, with their misspellings.

        Only words that `find` knows are misspelt: others help nobody as they stand.
        """
        known: dict[str, bool] = {}
        misspelt = {}
        for key, text in queries.items():
            words = text.split()
            for place, word in enumerate(words):
                if word not in known:
                    known[word] = _is_plain(word) and bool(find(word))
                if known[word] and self._chance.random() < SHARE:
                    words[place] = self._misspell(word)
            if (changed := " ".join(words)) != " ".join(text.split()):
                misspelt[key] = changed
        return misspelt

    def _misspell(self, word: str) -> str:
        if real := self._real.get(fold(word)):
            return self._chance.choice(real)
        return self._slip(word)

    def _slip(self, word: str) -> str:
        """Leave a letter out, swap two, double one, or hit the key beside it."""
        place = self._chance.randrange(1, len(word) - 1)
        before, letter, after = word[:place], word[place], word[place + 1 :]
        return self._chance.choice(
            [
                before + after,
                before + after[0] + letter + after[1:],
                before + letter + letter + after,
                before + self._chance.choice(_BESIDE.get(letter.lower(), "e") or "e") + after,
            ]
        )


def _is_plain(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and len(tokens(word)) == 1
