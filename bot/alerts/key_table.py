"""64-bit keys → small numbers, many at a time."""

from typing import Any

import numpy as np
import numpy.typing as npt

from bot.alerts.arrays import Flags, Ints, Keys, Longs

_BUCKETS = 256

ONE_AT_A_TIME = 0.8
"""How full a table may be that is never asked for many keys at once."""


class KeyTable:
    """64-bit keys → 0, 1, 2, … in the order they came: a hash table of buckets.

    A bucket is one line of a processor's cache, and is looked at as a whole. A Python dict of as
    many numbers takes five times the memory, and must be asked for one at a time. Most keys that
    are looked for are not there, which a mark by their upper bits tells of nearly all of them.
    """

    _WIDTH = 8
    _MARKS = 16
    """Marks a bucket: one of four is set at most where the table is half full."""

    def __init__(self, fullest: float = 0.5) -> None:
        """`fullest` is the share of places taken before it grows: more is slower to look at."""
        self._fullest = fullest
        self._count = 0
        self._keys: Keys = np.zeros((_BUCKETS, self._WIDTH), np.uint64)
        self._numbers: Ints = np.full((_BUCKETS, self._WIDTH), -1, np.int32)
        self._marks: Flags = np.zeros(_BUCKETS * self._MARKS, np.uint8)

    def __len__(self) -> int:
        return self._count

    @property
    def nbytes(self) -> int:
        """How much memory is held."""
        return self._keys.nbytes + self._numbers.nbytes + self._marks.nbytes

    def find(self, keys: Keys) -> Ints:
        """Return the number of each key, -1 for one that is not there."""
        numbers: Ints = np.full(len(keys), -1, np.int32)
        likely = np.flatnonzero(self._marks[keys >> np.uint64(self._shift)])
        numbers[likely] = self._find(keys[likely])
        return numbers

    def _find(self, keys: Keys) -> Ints:
        mask = len(self._keys) - 1
        buckets = (keys & np.uint64(mask)).astype(np.int64)
        numbers, is_full = self._look(buckets, keys)
        open_ = np.flatnonzero(is_full & (numbers < 0))
        # A key that found its bucket full was put into the next one that was not.
        while len(open_):
            buckets[open_] = (buckets[open_] + 1) & mask
            numbers[open_], is_full = self._look(buckets[open_], keys[open_])
            open_ = open_[is_full & (numbers[open_] < 0)]
        return numbers

    def _look(self, buckets: Longs, keys: Keys) -> tuple[Ints, npt.NDArray[Any]]:
        is_hit = self._keys[buckets] == keys[:, None]
        held = self._numbers[buckets]
        numbers = np.where(is_hit, held, -1).max(axis=1)
        return numbers, held[:, -1] >= 0

    def get(self, key: int) -> int:
        """Return the number of one key, -1 where it is not there."""
        return self._get(key)[1]

    def add(self, key: int) -> int:
        """Return the number of a key, a new one where it was not there."""
        bucket, number = self._get(key)
        if number >= 0:
            return number
        number = self._count
        self._put(bucket, key, number)
        self._count += 1
        if self._count > self._fullest * self._numbers.size:
            self._grow()
        return number

    def _get(self, key: int) -> tuple[int, int]:
        """Return the bucket where a key is or would be, and its number or -1."""
        mask = len(self._keys) - 1
        bucket = key & mask
        while True:
            numbers = self._numbers[bucket].tolist()
            if key in (keys := self._keys[bucket].tolist()):
                number = numbers[keys.index(key)]
                if number >= 0:
                    return bucket, number
            if numbers[-1] < 0:
                return bucket, -1
            bucket = (bucket + 1) & mask

    @property
    def _shift(self) -> int:
        return 65 - len(self._marks).bit_length()

    def _put(self, bucket: int, key: int, number: int) -> None:
        self._marks[key >> self._shift] = 1
        place = self._numbers[bucket].tolist().index(-1)
        self._keys[bucket, place] = key
        self._numbers[bucket, place] = number

    def _grow(self) -> None:
        is_taken = self._numbers >= 0
        keys, numbers = self._keys[is_taken], self._numbers[is_taken]
        self._keys = np.zeros((2 * len(self._keys), self._WIDTH), np.uint64)
        self._numbers = np.full(self._keys.shape, -1, np.int32)
        self._marks = np.zeros(len(self._keys) * self._MARKS, np.uint8)
        self._marks[keys >> np.uint64(self._shift)] = 1
        buckets = (keys & np.uint64(len(self._keys) - 1)).astype(np.int64)
        order = np.argsort(buckets, kind="stable")
        buckets = buckets[order]
        places = np.arange(len(buckets)) - np.searchsorted(buckets, buckets)
        fits = places < self._WIDTH
        self._keys[buckets[fits], places[fits]] = keys[order[fits]]
        self._numbers[buckets[fits], places[fits]] = numbers[order[fits]]
        for late in order[~fits]:
            bucket, _ = self._get(int(keys[late]))
            self._put(bucket, int(keys[late]), int(numbers[late]))
