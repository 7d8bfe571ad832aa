"""Query → alerts: who asks the same, and is told where it matches."""

import numpy as np

from bot.alerts.columns import Column, Flags, Ints, Longs
from bot.alerts.keytable import ONE_AT_A_TIME, KeyTable
from bot.alerts.postings import Postings

FEW = 10_000
"""Crossed-out alerts that are no burden."""


class Askers:
    """Alerts by the number of their query; one that is dropped is only crossed out."""

    def __init__(self) -> None:
        self._numbers = KeyTable(ONE_AT_A_TIME)
        self._row_of = Column(np.int32)
        self._ids = Column(np.int64)
        self._lives = Column(np.uint8)
        self._rows_by_query = Postings()
        self._is_asked = Column(np.uint8)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def nbytes(self) -> int:
        """How much memory is held."""
        columns = (self._row_of, self._ids, self._lives, self._is_asked)
        own = self._numbers.nbytes + self._rows_by_query.nbytes
        return own + sum(column.nbytes for column in columns)

    @property
    def is_worn(self) -> bool:
        """Tell whether most rows are crossed out."""
        return len(self._ids) > 2 * self._count + FEW

    def put(self, alert_id: int, query: int) -> None:
        """Let an alert ask a query."""
        row = self._ids.append(alert_id)
        self._lives.append(1)
        number = self._numbers.add(alert_id)
        if number == len(self._row_of):
            self._row_of.append(row)
        else:
            self._row_of.rows[number] = row
        self._rows_by_query.put(query, row)
        self._rows_by_query.settle()
        if query >= len(self._is_asked):
            self._is_asked.extend(0, query + 1 - len(self._is_asked))
        self._count += 1

    def drop(self, alert_id: int) -> None:
        """Let an alert ask nothing any more."""
        number = self._numbers.get(alert_id)
        if number >= 0 and self._lives.rows[row := self._row_of.rows[number]]:
            self._lives.rows[row] = 0
            self._count -= 1

    def settle(self) -> None:
        """Sort in all that was put."""
        self._rows_by_query.settle(is_bulk=True)

    def of(self, queries: Ints) -> Longs:
        """Return the ids of the alerts that ask one of some distinct queries, in order."""
        is_asked: Flags = self._is_asked.rows
        is_asked[queries] = 1
        rows = self._rows_by_query.items(queries, is_asked)
        is_asked[queries] = 0
        found: Longs = np.sort(self._ids.rows[rows[self._lives.rows[rows] > 0]])
        return found
