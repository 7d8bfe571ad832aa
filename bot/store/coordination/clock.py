"""One clock for all processes that share a database, since leases end by it."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic

from bot.store import Store

log = logging.getLogger(__name__)

TOLERANCE = timedelta(seconds=0.5)
"""What the way to the database and back may take; less is no difference."""

NOTABLE = timedelta(seconds=5)
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
"""Where the seconds of a steady clock are counted from; only differences matter."""


class SharedClock:
    """The database's clock as last seen, and the seconds since by a clock that nobody sets.

    This machine's own clock may be set at any time, and a process that adds a difference to it
    would be ahead of all others until it looks again, and take over living leases. On SQLite, and
    before the first look, there is one machine and its clock.
    """

    def __init__(
        self, local: Callable[[], datetime], steady: Callable[[], float] = monotonic
    ) -> None:
        self._local = local
        self._steady_s = steady
        self._began: datetime | None = None
        self._told = timedelta()

    def __call__(self) -> datetime:
        """Return this instant, in UTC, as the database tells it."""
        return self._local() if self._began is None else self._began + self._since()

    def _since(self) -> timedelta:
        return timedelta(seconds=self._steady_s())

    def set_by(self, store: Store) -> timedelta:
        """Set the clock by the database's, and return how far this machine's is behind it.

        Raises StoreError where the database does not answer.
        """
        if store.is_embedded:
            return timedelta()
        began = _ZERO + store.measure_skew(lambda: _ZERO + self._since())
        is_news = self._began is None or abs(began - self._began) > TOLERANCE
        if is_news:
            self._began = began
        behind = began + self._since() - self._local()
        if abs(behind - self._told) > TOLERANCE:
            self._told = behind
            if abs(behind) > NOTABLE:
                log.warning(
                    "this machine's clock differs by %.1f s from the database's, which I go by; "
                    "see to its time service",
                    behind.total_seconds(),
                )
        return behind
