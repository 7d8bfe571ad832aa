"""Putting away what a source said: papers, and what came of asking."""

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime

from bot.jobs import take_in
from bot.model import Fetch
from bot.sources.parse_result import Parsed
from bot.store import Store, fetches, papers

log = logging.getLogger(__name__)


class Ledger:
    """The store as sources see it; its methods wait in threads, since a database may be slow."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self.clock = clock

    async def take(self, parsed: Parsed, what: str) -> None:
        """Take papers in; what was left out is logged."""
        for skipped in parsed.skipped:
            log.warning("skipped %s of %s: %s", skipped.where, what, skipped.reason)
        await asyncio.to_thread(take_in, self._store, parsed.arrivals, self.clock())

    async def note(self, fetch: Fetch) -> None:
        """Write down what came of asking for a day."""

        def write() -> None:
            with self._store.write() as tx:
                fetches.put_fetch(tx, fetch)

        await asyncio.to_thread(write)

    async def known(self, source: str, day: date) -> Fetch | None:
        """Return what is known of a day's list."""
        return (await asyncio.to_thread(self.known_between, source, day, day)).get(day)

    def known_between(self, source: str, first: date, last: date) -> dict[date, Fetch]:
        """Return what is known of the lists of some days, by day."""
        with self._store.read() as tx:
            return fetches.get_fetches(tx, source, first, last)

    async def listed(self, source: str, day: date) -> set[str]:
        """Return the ids that a source listed on a day."""

        def read() -> set[str]:
            with self._store.read() as tx:
                return papers.listed_ids(tx, source, day)

        return await asyncio.to_thread(read)

    def holds(self, paper_id: str) -> bool:
        """Tell whether a paper is in the store."""
        with self._store.read() as tx:
            return bool(papers.get_papers(tx, [paper_id]))
