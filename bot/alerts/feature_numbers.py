"""Numbers of features: what alerts ask for, and what of it each paper holds."""

import numpy as np

from bot.alerts.arrays import Column, Flags, Ints, Keys, Longs, distinct
from bot.alerts.features import Feature, Space
from bot.alerts.key_table import KeyTable
from bot.alerts.paper_features import Owners, Reading
from bot.query import Leaf, Like, Query


class Numbering:
    """Features and leaves without features, by number, and what of a paper need be read at all."""

    def __init__(self) -> None:
        self._table = KeyTable()
        self._spaces: set[Space] = set()
        self._specials: dict[Leaf, int] = {}
        self._flags = Column(np.uint8)
        self.special_leaves: list[Leaf] = []
        self.likes: set[str] = set()

    @property
    def nbytes(self) -> int:
        """How much memory is held, but for the leaves, which are few."""
        return self._table.nbytes + self._flags.nbytes

    def feature(self, feature: Feature) -> int:
        """Return the number of a feature."""
        self._spaces.add(feature.space)
        return self._table.add(feature.key)

    def special(self, leaf: Leaf) -> int:
        """Return the number of a leaf that no feature tells."""
        if leaf not in self._specials:
            self._specials[leaf] = len(self.special_leaves)
            self.special_leaves.append(leaf)
        return self._specials[leaf]

    def note_likes(self, query: Query) -> None:
        """Remember which papers must be compared with."""
        self.likes.update(leaf.paper_id for leaf in query.leaves() if isinstance(leaf, Like))

    def flags(self) -> Flags:
        """Return a flag for each feature, none of them raised; lower them after use."""
        self._flags.extend(0, len(self._table) - len(self._flags))
        flags: Flags = self._flags.rows
        return flags

    def held(self, reading: Reading) -> list[Ints]:
        """Return for each paper the features that it holds, each once."""
        keys, owners = reading.keys(self._spaces)
        numbers = self._table.find(keys)
        is_known = numbers >= 0
        stride = len(self._table)
        both: Longs = distinct(owners[is_known] * stride + numbers[is_known])
        bounds = np.searchsorted(both, np.arange(1, len(reading)) * stride)
        return [part.astype(np.int32) for part in np.split(both % stride, bounds)]

    def rows(self, keys: Keys) -> Ints:
        """Return the numbers of words in their order, -1 for a word that nobody asks for."""
        return self._table.find(keys)


class Rows:
    """The words of some papers in their order, looked up for all where one is asked about."""

    def __init__(self, numbering: Numbering, reading: Reading) -> None:
        self._numbering = numbering
        self._reading = reading
        self._known: dict[str, list[tuple[Ints, Owners]]] = {}

    def of(self, field: str, paper: int) -> list[Ints]:
        """Return a row of numbers for each text that a field stands for."""
        if field not in self._known:
            words = self._reading.words(field)
            self._known[field] = [(self._numbering.rows(keys), owners) for keys, owners in words]
        return [
            row[slice(*np.searchsorted(owners, (paper, paper + 1)))]
            for row, owners in self._known[field]
        ]
