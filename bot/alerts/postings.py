"""Number → items: what is filed under each of many numbers."""

import numpy as np

from bot.alerts.columns import Column, Flags, Ints, Longs


class Postings:
    """Number → items, as slices of one array; what came since it was sorted waits beside it."""

    _FEWEST_WAITING = 4096

    def __init__(self) -> None:
        self._starts: Longs = np.zeros(1, np.int64)
        self._items: Ints = np.zeros(0, np.int32)
        self._waiting_numbers = Column(np.int32)
        self._waiting_items = Column(np.int32)

    def __len__(self) -> int:
        return len(self._items) + len(self._waiting_items)

    @property
    def nbytes(self) -> int:
        """How much memory is held."""
        waiting = self._waiting_numbers.nbytes + self._waiting_items.nbytes
        return self._starts.nbytes + self._items.nbytes + waiting

    def put(self, number: int, item: int) -> None:
        """File an item under a number."""
        self._waiting_numbers.append(number)
        self._waiting_items.append(item)

    def settle(self, *, is_bulk: bool = False) -> None:
        """Sort in what waits, where it has become much; in bulk, whatever there is."""
        count = len(self._waiting_items)
        if not count or not (is_bulk or count > max(self._FEWEST_WAITING, len(self._items) >> 7)):
            return
        counts = np.diff(self._starts)
        numbers = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        numbers = np.concatenate((numbers, self._waiting_numbers.rows))
        items = np.concatenate((self._items, self._waiting_items.rows))
        order = np.argsort(numbers, kind="stable")
        self._items = items[order]
        counts = np.bincount(numbers, minlength=len(counts))
        self._starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        self._waiting_numbers.clear()
        self._waiting_items.clear()

    def items(self, numbers: Ints, is_asked: Flags) -> Ints:
        """Return the items of some distinct numbers, which `is_asked` flags as well."""
        settled = numbers[numbers < len(self._starts) - 1]
        starts = self._starts[settled]
        lengths = self._starts[settled + 1] - starts
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        # Each slice's start, repeated over its length, plus a count within the slice.
        places = np.repeat(starts - (ends - lengths), lengths) + np.arange(total)
        found = self._items[places]
        if not len(self._waiting_items):
            return found
        late = is_asked[self._waiting_numbers.rows] > 0
        return np.concatenate((found, self._waiting_items.rows[late]))
