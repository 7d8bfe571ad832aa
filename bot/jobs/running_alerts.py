"""Everybody's running alerts in the memory of one process, following the store's changes."""

from functools import lru_cache
from threading import Lock

from bot.alerts.frequencies import Frequencies
from bot.alerts.percolator import Percolator
from bot.query import parse, view
from bot.store import Transaction, alerts, papers

PAGE = 5000
SAMPLE = 1000
"""Papers that the commonness of words is counted on."""


# Of many alerts half ask the same thousand queries; reading one costs more than filing it.
_read = lru_cache(maxsize=5000)(parse)


class RunningAlerts:
    """Holds a percolator and brings it up to date; it is built when it is first asked for."""

    def __init__(self) -> None:
        self._percolator: Percolator | None = None
        self._revision = 0
        self._papers = 0
        self.lock = Lock()
        """Held by whoever matches: the percolator serves one at a time."""

    def catch_up(self, tx: Transaction) -> Percolator:
        """Return the alerts as they stand in a transaction."""
        if self._percolator is None or self._is_worn(tx):
            self._percolator = Percolator(self._count_words(tx))
            self._revision = 0
        is_new = self._revision == 0
        while changes := alerts.read_alert_changes(tx, self._revision, PAGE):
            for change in changes:
                if change.query:
                    self._percolator.put(change.alert_id, _read(change.query))
                else:
                    self._percolator.drop(change.alert_id)
            self._revision = changes[-1].revision
        if is_new:
            self._percolator.settle()
        return self._percolator

    def _is_worn(self, tx: Transaction) -> bool:
        """Tell whether to file anew: most alerts are gone, or words were counted on few papers."""
        if self._percolator is not None and self._percolator.is_worn:
            return True
        return self._papers < SAMPLE <= papers.current_revision(tx)

    def _count_words(self, tx: Transaction) -> Frequencies:
        self._papers = papers.current_revision(tx)
        return Frequencies([view(paper) for paper in papers.newest_papers(tx, SAMPLE)])
