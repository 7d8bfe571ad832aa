"""Number → items: what is filed under each of many numbers."""

from typing import Any

import numpy as np
import numpy.typing as npt

from bot.alerts.arrays import Column, Flags, Ints, Longs

Items = npt.NDArray[Any]

GONE = -1
"""Stands where an item was until all is sorted anew."""

_LONG = 128
"""Items under a number from which on copying them as one is quicker than gathering them."""


class Postings:
    """Number → items, as slices of one array; what came since it was sorted waits beside it."""

    _FEWEST_WAITING = 4096

    def __init__(self, dtype: type[np.generic] = np.int32) -> None:
        self._starts: Longs = np.zeros(1, np.int64)
        self._items: Items = np.zeros(0, dtype)
        self._waiting_numbers = Column(np.int32)
        self._waiting_items = Column(dtype)
        self._gone = 0

    def __len__(self) -> int:
        return len(self._items) + len(self._waiting_items) - self._gone

    @property
    def nbytes(self) -> int:
        """How much memory is held."""
        waiting = self._waiting_numbers.nbytes + self._waiting_items.nbytes
        return self._starts.nbytes + self._items.nbytes + waiting

    def put(self, number: int, item: int) -> None:
        """File an item, which is not negative, under a number."""
        self._waiting_numbers.append(number)
        self._waiting_items.append(item)

    def drop(self, number: int, item: int) -> None:
        """Take an item from under a number; each is there once at most."""
        places = (self._settled_under(number), self._waiting_items.rows)
        for items in places:
            found = np.flatnonzero(items == item)
            if len(found):
                items[found[0]] = GONE
                self._gone += 1
                return

    def settle(self, *, is_bulk: bool = False) -> None:
        """Sort in what waits, where it has become much; in bulk, whatever there is."""
        count = len(self._waiting_items)
        if not count or not (is_bulk or count > max(self._FEWEST_WAITING, len(self._items) >> 7)):
            return
        counts = np.diff(self._starts)
        numbers = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        numbers = np.concatenate((numbers, self._waiting_numbers.rows))
        items = np.concatenate((self._items, self._waiting_items.rows))
        if self._gone:
            numbers, items = numbers[items != GONE], items[items != GONE]
            self._gone = 0
        order = np.argsort(numbers, kind="stable")
        self._items = items[order]
        counts = np.bincount(numbers, minlength=len(counts))
        self._starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        self._waiting_numbers.clear()
        self._waiting_items.clear()

    def items(self, numbers: Ints, is_asked: Flags) -> Items:
        """Return the items of some distinct numbers, which `is_asked` flags as well."""
        settled = numbers[numbers < len(self._starts) - 1]
        starts, stops = self._starts[settled], self._starts[settled + 1]
        is_long = stops - starts > _LONG
        pieces = [self._gathered(starts[~is_long], stops[~is_long])]
        long = zip(starts[is_long].tolist(), stops[is_long].tolist(), strict=True)
        pieces += [self._items[start:stop] for start, stop in long]
        if len(self._waiting_items):
            pieces.append(self._waiting_items.rows[is_asked[self._waiting_numbers.rows] > 0])
        found = np.concatenate(pieces) if len(pieces) > 1 else pieces[0]
        return found[found != GONE] if self._gone else found

    def _gathered(self, starts: Longs, stops: Longs) -> Items:
        lengths = stops - starts
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        # Each slice's start, repeated over its length, plus a count within the slice.
        return self._items[np.repeat(starts - (ends - lengths), lengths) + np.arange(total)]

    def _settled_under(self, number: int) -> Items:
        if number >= len(self._starts) - 1:
            return self._items[:0]
        return self._items[self._starts[number] : self._starts[number + 1]]
