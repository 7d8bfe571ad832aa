"""Query → alerts: who asks the same, and is told where it matches."""

import numpy as np

from bot.alerts.arrays import Column, Flags, Ints, Longs
from bot.alerts.key_table import ONE_AT_A_TIME, KeyTable
from bot.alerts.postings import Postings

FEW = 10_000
"""Alerts that are gone and no burden."""

_NOTHING = -1


class Askers:
    """Alerts by the number of their query, and the other way round."""

    def __init__(self) -> None:
        self._numbers = KeyTable(ONE_AT_A_TIME)
        self._asked = Column(np.int32)
        self._ids_by_query = Postings(np.int64)
        self._is_asked = Column(np.uint8)
        self._puts = 0

    def __len__(self) -> int:
        return len(self._ids_by_query)

    @property
    def nbytes(self) -> int:
        """How much memory is held."""
        columns = self._asked.nbytes + self._is_asked.nbytes
        return self._numbers.nbytes + self._ids_by_query.nbytes + columns

    @property
    def is_worn(self) -> bool:
        """Tell whether most alerts that ever were put are gone."""
        return self._puts > 2 * len(self) + FEW

    def put(self, alert_id: int, query: int) -> None:
        """Let an alert, which asks nothing yet, ask a query."""
        number = self._numbers.add(alert_id)
        if number == len(self._asked):
            self._asked.append(query)
        else:
            self._asked.rows[number] = query
        self._ids_by_query.put(query, alert_id)
        self._ids_by_query.settle()
        if query >= len(self._is_asked):
            self._is_asked.extend(0, query + 1 - len(self._is_asked))
        self._puts += 1

    def drop(self, alert_id: int) -> None:
        """Let an alert ask nothing any more."""
        number = self._numbers.get(alert_id)
        if number >= 0 and (query := int(self._asked.rows[number])) != _NOTHING:
            self._ids_by_query.drop(query, alert_id)
            self._asked.rows[number] = _NOTHING

    def settle(self) -> None:
        """Sort in all that was put."""
        self._ids_by_query.settle(is_bulk=True)

    def of(self, queries: Ints) -> Longs:
        """Return the ids of the alerts that ask one of some distinct queries, in any order."""
        is_asked: Flags = self._is_asked.rows
        is_asked[queries] = 1
        found: Longs = self._ids_by_query.items(queries, is_asked)
        is_asked[queries] = 0
        return found
