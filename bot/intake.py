"""Bringing papers in: ask a source, store what it says, write down what came of it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.errors import SourceError
from bot.jobs import LimitsOf, take_in
from bot.sources import fetching
from bot.sources.calendar import current_day, has_list, is_closed
from bot.store import Store, fetches, papers
from bot.store.fetches import Fetch

log = logging.getLogger(__name__)

SOURCE = "huggingface"
AGAIN = timedelta(minutes=20)
AGAIN_AFTER_PROBLEM = timedelta(minutes=5)
REACH = 4
"""Days back that are fetched until they were seen closed: a weekend and a holiday."""


class Intake:
    """Asks Hugging Face on behalf of a store."""

    def __init__(
        self, store: Store, endpoint: str, limits_of: LimitsOf, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._endpoint = endpoint
        self._limits_of = limits_of
        self._clock = clock

    def due_days(self) -> list[date]:
        """Return the days to ask for now, the newest first.

        The list that is filling is asked for again and again; an earlier one until an answer
        came after it had closed.
        """
        now = self._clock()
        today = current_day(now)
        days = [today - timedelta(days=back) for back in range(REACH)]
        with self._store.read() as tx:
            known = {day: fetches.get_fetch(tx, SOURCE, day) for day in days}
        return [day for day in days if has_list(day) and _is_due(day, known[day], now)]

    async def fetch_days(
        self, days: list[date], on_day: Callable[[date, int], None] = lambda _day, _count: None
    ) -> str:
        """Fetch the lists of some days; return the first problem as a sentence, "" if none.

        `on_day` hears each day that is done with its number of papers. After a problem the
        rest is not asked for: a source in trouble is left alone.
        """
        async with fetching.open_client() as client:
            for day in days:
                try:
                    parsed = await fetching.fetch_day(client, day, self._endpoint)
                except SourceError as error:
                    log.info("fetching %s: %s", day, error)
                    await asyncio.to_thread(self._record, day, 0, str(error))
                    return str(error)
                for skipped in parsed.skipped:
                    log.warning("skipped %s of %s: %s", skipped.where, day, skipped.reason)
                now = self._clock()
                await asyncio.to_thread(take_in, self._store, parsed.arrivals, now, self._limits_of)
                await asyncio.to_thread(self._record, day, len(parsed.arrivals), "")
                on_day(day, len(parsed.arrivals))
        return ""

    async def fetch_paper(self, paper_id: str) -> None:
        """Fetch one paper that is not stored; one that the source lacks changes nothing.

        Raises SourceError where the source cannot be asked.
        """
        async with fetching.open_client() as client:
            arrival = await fetching.fetch_paper(client, paper_id, self._endpoint)
        if arrival:
            await asyncio.to_thread(take_in, self._store, [arrival], self._clock(), self._limits_of)

    def is_stored(self, paper_id: str) -> bool:
        """Tell whether a paper is in the store."""
        with self._store.read() as tx:
            return bool(papers.get_papers(tx, [paper_id]))

    def _record(self, day: date, count: int, problem: str) -> None:
        with self._store.write() as tx:
            fetches.record_fetch(tx, SOURCE, day, self._clock(), papers=count, problem=problem)


def _is_due(day: date, known: Fetch | None, now: datetime) -> bool:
    if known is None:
        return True
    if known.problem:
        return now - known.tried_at >= AGAIN_AFTER_PROBLEM
    if not is_closed(day, now):
        return now - known.tried_at >= AGAIN
    return known.fetched_at is None or not is_closed(day, known.fetched_at)
