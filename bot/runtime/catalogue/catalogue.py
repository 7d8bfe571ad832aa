"""The catalogue over the store and the search: each question is answered in a thread."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import TypeVar

from bot.calendar.list_hours import current_day
from bot.compose import paper_list_titles
from bot.compose.paper_records import paper_record
from bot.jobs import list_states
from bot.jobs.topic_trends import count_topics, split_topics
from bot.message import Destination, PaperDetails, PaperList, SourceState, TopicTrend
from bot.runtime.catalogue.period_lists import PeriodLists
from bot.runtime.catalogue.search_lists import SearchLists
from bot.search import Search
from bot.store import Store, alert_matches, papers

Answer = TypeVar("Answer")

MOST_MATCHES = 100
AT_ONCE = 4
"""Threads that read, apart from those that answer commands."""


class StoredCatalogue:
    """Implements `bot.message.Catalogue`."""

    def __init__(self, store: Store, search: Search, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._search = search
        self._periods = PeriodLists(store, clock)
        self._searches = SearchLists(store, search)
        self._threads = ThreadPoolExecutor(AT_ONCE, "reading")

    async def version(self) -> str:
        """Return a word that changes with the papers and with the day."""
        return await self._in_thread(self._version)

    async def listed(self, period: str, offset: int, limit: int) -> PaperList | None:
        """Return the papers of a period; None for what is no period."""
        return await self._in_thread(lambda: self._periods.listed(period, offset, limit))

    async def search(self, query: str, sort: str, offset: int, limit: int) -> PaperList:
        """Return what a query finds."""
        return await self._in_thread(lambda: self._searches.search(query, sort, offset, limit))

    async def tagged(self, field: str, value: str, offset: int, limit: int) -> PaperList:
        """Return the papers of an author, an org or a cat."""
        return await self._in_thread(lambda: self._searches.tagged(field, value, offset, limit))

    async def paper(self, paper_id: str) -> PaperDetails | None:
        """Return all of a paper."""
        return await self._in_thread(lambda: self._searches.details(paper_id))

    async def similar(self, paper_id: str, limit: int) -> PaperList | None:
        """Return the papers most like one."""
        return await self._in_thread(lambda: self._searches.similar(paper_id, limit))

    async def alerts(self, person: Destination) -> PaperList:
        """Return what somebody's alerts matched lately."""
        return await self._in_thread(lambda: self._alerts(person))

    async def topics(self, written: str) -> Sequence[TopicTrend]:
        """Return how topics move."""
        today = current_day(self._clock())
        return await self._in_thread(
            lambda: count_topics(self._store, self._search, split_topics(written), today)
        )

    async def days(self, limit: int) -> Sequence[date]:
        """Return the newest days that have lists."""
        return await self._in_thread(lambda: self._days(limit))

    async def states(self) -> Sequence[SourceState]:
        """Return how the lists of the sources stand."""
        return await self._in_thread(self._states)

    async def _in_thread(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _version(self) -> str:
        with self._store.read() as tx:
            return f"{papers.current_revision(tx)}-{current_day(self._clock())}"

    def _alerts(self, person: Destination) -> PaperList:
        with self._store.read() as tx:
            matches = alert_matches.finds_of(tx, person)[:MOST_MATCHES]
            found = papers.get_papers(tx, [match.paper_id for match in matches])
        records = tuple(
            paper_record(found[match.paper_id], match.found_at.date())
            for match in matches
            if match.paper_id in found and match.state != "silent"
        )
        return PaperList(paper_list_titles.ALERTS, papers=records, total=len(records))

    def _days(self, limit: int) -> list[date]:
        with self._store.read() as tx:
            return papers.listed_days(tx, current_day(self._clock()), limit)

    def _states(self) -> list[SourceState]:
        with self._store.read() as tx:
            lines = list_states.checked(tx, self._clock())
        return [SourceState(is_good, line) for is_good, line in lines]
