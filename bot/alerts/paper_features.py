"""Papers → keys: everything that some papers hold, read for many alerts at once."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.alerts.arrays import Keys, Longs
from bot.alerts.features import ALWAYS, LONGEST_BEGINNING, RUNS, SPREAD, Space
from bot.query import View
from bot.query.fields import ANYWHERE

Owners = Longs
"""The place of the paper that holds each key."""


class Reading:
    """Some papers, each word of which is hashed once; `liked` are the papers each is like."""

    def __init__(self, papers: Sequence[View], liked: Sequence[Collection[str]]) -> None:
        self._papers = papers
        self._liked = liked
        self._words: dict[str, tuple[Keys, Owners]] = {}
        self._runs: dict[tuple[int, str], Keys] = {}

    def __len__(self) -> int:
        return len(self._papers)

    def keys(self, spaces: Iterable[Space]) -> tuple[Keys, Owners]:
        """Return the keys held in some spaces with their owners, in any order, some twice."""
        always = np.full(len(self._papers), ALWAYS.key, np.uint64)
        keys, owners = [always], [np.arange(len(self._papers))]
        for space in spaces:
            held, by = self._read(space)
            keys.append(held ^ np.uint64(space.salt))
            owners.append(by)
        return np.concatenate(keys), np.concatenate(owners)

    def words(self, field: str) -> list[tuple[Keys, Owners]]:
        """Return the keys of all words in their order; "" has three fields' words."""
        salt = np.uint64(Space("word", field).salt)
        found = [self._words_of(name) for name in _fields(field)]
        return [(words ^ salt, owners) for words, owners in found]

    def _read(self, space: Space) -> tuple[Keys, Owners]:
        kind, field = space
        if kind in RUNS:
            return self._runs_within(RUNS.index(kind) + 1, field)
        if kind == "acronym":
            return self._hashed_of(field, lambda paper, name: paper.acronyms[name])
        if kind == "beginning":
            return self._hashed_of(field, lambda paper, name: _beginnings(paper.texts[name]))
        if field == "like":
            return _hashed(self._liked)
        if field == "part":
            return _hashed([paper.parts for paper in self._papers])
        return _hashed([paper.tags.get(field, ()) for paper in self._papers])

    def _runs_within(self, length: int, field: str) -> tuple[Keys, Owners]:
        """Return the runs of words that do not reach into the next text."""
        runs, texts = self._runs_of(length, field), self._words_of(field)[1]
        first = texts[: len(runs)]
        is_within = first == texts[length - 1 :]
        return runs[is_within], first[is_within] // len(_fields(field))

    def _runs_of(self, length: int, field: str) -> Keys:
        words, _ = self._words_of(field)
        if length == 1:
            return words
        if (length, field) not in self._runs:
            shorter = self._runs_of(length - 1, field)[:-1]
            self._runs[length, field] = shorter * np.uint64(SPREAD) + words[length - 1 :]
        return self._runs[length, field]

    def _words_of(self, field: str) -> tuple[Keys, Longs]:
        """Return all words in their order, with the place of the text that each stands in."""
        if field not in self._words:
            names = _fields(field)
            texts = [paper.texts[name] for paper in self._papers for name in names]
            self._words[field] = _hashed(texts)
        return self._words[field]

    def _hashed_of(
        self, field: str, held: Callable[[View, str], Collection[str]]
    ) -> tuple[Keys, Owners]:
        names = _fields(field)
        keys, texts = _hashed([held(paper, name) for paper in self._papers for name in names])
        return keys, texts // len(names)


def _fields(field: str) -> tuple[str, ...]:
    return (field,) if field else ANYWHERE


def _hashed(words: Sequence[Collection[str]]) -> tuple[Keys, Owners]:
    lengths = list(map(len, words))
    flat = map(hash, chain.from_iterable(words))
    hashes: npt.NDArray[Any] = np.fromiter(flat, np.int64, sum(lengths))
    return hashes.view(np.uint64), np.repeat(np.arange(len(words)), lengths)


def _beginnings(tokens: Sequence[str]) -> set[str]:
    return {token[:length] for token in set(tokens) for length in range(1, LONGEST_BEGINNING + 1)}
