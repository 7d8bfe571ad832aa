"""Papers → keys: everything that some papers hold, read for many alerts at once."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.alerts.columns import Keys, Longs
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
            for held, by in self._read(space):
                keys.append(held ^ np.uint64(space.salt))
                owners.append(by)
        return np.concatenate(keys), np.concatenate(owners)

    def words(self, field: str) -> list[tuple[Keys, Owners]]:
        """Return the keys of all words in their order; "" has three fields' words."""
        salt = np.uint64(Space("word", field).salt)
        found = [self._words_of(name) for name in _fields(field)]
        return [(words ^ salt, owners) for words, owners in found]

    def _read(self, space: Space) -> Iterator[tuple[Keys, Owners]]:
        kind, field = space
        if kind in RUNS:
            for name in _fields(field):
                yield self._runs_within(RUNS.index(kind) + 1, name)
        elif kind == "acronym":
            for name in _fields(field):
                yield _hashed([paper.acronyms[name] for paper in self._papers])
        elif kind == "beginning":
            for name in _fields(field):
                yield _hashed([_beginnings(paper.texts[name]) for paper in self._papers])
        elif field == "like":
            yield _hashed(self._liked)
        elif field == "part":
            yield _hashed([paper.parts for paper in self._papers])
        else:
            yield _hashed([paper.tags.get(field, ()) for paper in self._papers])

    def _runs_within(self, length: int, name: str) -> tuple[Keys, Owners]:
        """Return the runs of words that do not reach into the next paper."""
        runs, owners = self._runs_of(length, name), self._words_of(name)[1]
        first = owners[: len(runs)]
        is_within = first == owners[length - 1 :]
        return runs[is_within], first[is_within]

    def _runs_of(self, length: int, name: str) -> Keys:
        words, _ = self._words_of(name)
        if length == 1:
            return words
        if (length, name) not in self._runs:
            shorter = self._runs_of(length - 1, name)[:-1]
            self._runs[length, name] = shorter * np.uint64(SPREAD) + words[length - 1 :]
        return self._runs[length, name]

    def _words_of(self, name: str) -> tuple[Keys, Owners]:
        if name not in self._words:
            self._words[name] = _hashed([paper.texts[name] for paper in self._papers])
        return self._words[name]


def _fields(field: str) -> tuple[str, ...]:
    return (field,) if field else ANYWHERE


def _hashed(words: Sequence[Collection[str]]) -> tuple[Keys, Owners]:
    lengths = list(map(len, words))
    flat = map(hash, chain.from_iterable(words))
    hashes: npt.NDArray[Any] = np.fromiter(flat, np.int64, sum(lengths))
    return hashes.view(np.uint64), np.repeat(np.arange(len(words)), lengths)


def _beginnings(tokens: Sequence[str]) -> set[str]:
    return {token[:length] for token in set(tokens) for length in range(1, LONGEST_BEGINNING + 1)}
