"""One clock for all processes that share a database, since leases end by it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.store import Store

log = logging.getLogger(__name__)

TOLERANCE = timedelta(seconds=0.5)
"""What the way to the database and back may take; less is no difference."""

NOTABLE = timedelta(seconds=5)


class SharedClock:
    """This machine's clock, set by the database's; on SQLite there is one machine and one clock."""

    def __init__(self, local: Callable[[], datetime]) -> None:
        self._local = local
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """Return this instant, in UTC, as the database tells it."""
        return self._local() + self._ahead

    def set_by(self, store: Store) -> timedelta:
        """Set the clock by the database's, and return how far this machine's is behind it.

        Raises StoreError where the database does not answer.
        """
        behind = store.measure_skew(self._local)
        if abs(behind - self._ahead) > TOLERANCE:
            self._ahead = behind
            if abs(behind) > NOTABLE:
                log.warning(
                    "this machine's clock differs by %.1f s from the database's, which I go by; "
                    "see to its time service",
                    behind.total_seconds(),
                )
        return behind
