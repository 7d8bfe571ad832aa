"""All sources behind one door: what is due, single papers, and walks through the past."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.jobs.intake.backfill import Backfill, OnStep
from bot.jobs.intake.day_lists import DayLists
from bot.jobs.intake.ledger import Ledger
from bot.jobs.intake.request_turns import Turns
from bot.model import Arrival, Fetch
from bot.sources.network import Network
from bot.sources.parse_result import Parsed
from bot.sources.source_protocol import Archive, Source, Spans
from bot.store import Store
from bot.store.coordination.ownership import Owner

if TYPE_CHECKING:
    import httpx

OnFetch = Callable[[Fetch], None]
"""Hears what came of each list that was asked for."""

OnStart = Callable[[int, float], None]

FETCHING, WALKING = "fetching", "walking"
"""What only one process does at a time."""


class Intake:
    """Asks the sources on behalf of a store; the first of them is the primary one."""

    def __init__(
        self,
        store: Store,
        sources: Sequence[Source],
        owner: Owner,
        clock: Callable[[], datetime],
        network: Network | None = None,
    ) -> None:
        self._ledger = Ledger(store, clock)
        self._owner = owner
        self._network = network or Network()
        self._turns = {source.name: Turns(owner, source) for source in sources}
        self.lists = {
            source.name: DayLists(self._ledger, self._turns[source.name], source)
            for source in sources
        }
        self.primary = self.lists[sources[0].name]
        self.backfill = Backfill(self._ledger, self.lists, self._network)

    @property
    def names(self) -> str:
        """The sources that are read each day, as people call them."""
        read = [one.source.label for one in self.lists.values() if one.source.has_lists]
        *most, last = read
        return f"{', '.join(most)} and {last}" if most else last

    def count_due(self) -> int:
        """Return how many lists there are to ask for now."""
        return sum(len(lists.due_days()) for lists in self.lists.values())

    def is_due(self) -> bool:
        """Tell whether there is anything to ask for now."""
        return any(lists.due_days() for lists in self.lists.values())

    async def fetch_due(self, on_fetch: OnFetch = lambda _fetch: None) -> bool:
        """Fetch all that is due, unless another process is at it: then False."""
        return await self._owner.while_held(FETCHING, lambda: self._fetch_due(on_fetch))

    async def fetch_days(
        self, days: Sequence[date], on_fetch: OnFetch = lambda _fetch: None
    ) -> str:
        """Fetch the primary lists of some days; return the first problem, "" if none."""
        async with self._network.open() as client:
            return await self._fetch_days(client, self.primary, days, on_fetch)

    async def fetch_paper(self, paper_id: str) -> None:
        """Fetch one paper that is not stored, from the first source that has it.

        One that nobody has changes nothing. Raises SourceError where it cannot be told.
        """
        problem: SourceError | None = None
        async with self._network.open() as client:
            for lists in self.lists.values():
                try:
                    arrival = await lists.paper(client, paper_id)
                except SourceError as error:
                    problem = problem or error
                    continue
                if arrival:
                    return await self._ledger.take(Parsed((arrival,)), paper_id)
        if problem:
            raise problem
        return None

    async def fetch_records(self, ids: Sequence[str]) -> int:
        """Fetch papers of arXiv by id, many at once; return how many it had."""
        return await self._from_archive(lambda source, client: source.records(client, ids))

    async def fetch_author(self, name: str) -> int:
        """Fetch an author's papers from arXiv, up to two thousand; return how many."""
        return await self._from_archive(lambda source, client: source.by_author(client, name))

    async def fetch_span(self, kind: str, span: str) -> int:
        """Fetch the list of a `week` or a `month`; return how many papers it holds."""
        count = 0
        async with self._network.open() as client:
            for lists in self.lists.values():
                if isinstance(lists.source, Spans):
                    parsed = await lists.source.span(client, kind, span)
                    await self._ledger.take(parsed, span)
                    count += len(parsed.arrivals)
        return count

    async def walk(self, since: date, on_start: OnStart, on_step: OnStep) -> str | None:
        """Fetch all lists since a day that are not complete yet; return why it stopped early.

        `on_start` hears how many steps there are and how many seconds they take at least.
        Returns "" where it came to the end, None where another process is walking.
        """
        route = await asyncio.to_thread(self.backfill.route, since)
        on_start(len(route.legs), route.least_s)
        stopped: list[str] = []

        async def work() -> None:
            stopped.append(await self.backfill.walk(route, on_step))

        return stopped[0] if await self._owner.while_held(WALKING, work) else None

    def lacks_list(self, day: date) -> bool:
        """Tell whether the list of a day is to be expected and was never asked for."""
        return self.primary.lacks(day)

    def is_stored(self, paper_id: str) -> bool:
        """Tell whether a paper is in the store."""
        return self._ledger.holds(paper_id)

    async def _fetch_due(self, on_fetch: OnFetch) -> None:
        async with self._network.open() as client:
            for lists in self.lists.values():
                # Asked again: another process may have fetched while this one waited.
                days = await asyncio.to_thread(lists.due_days)
                await self._fetch_days(client, lists, days, on_fetch)

    async def _fetch_days(
        self, client: "httpx.AsyncClient", lists: DayLists, days: Sequence[date], on_fetch: OnFetch
    ) -> str:
        """Fetch some days; after a problem the rest is not asked for: it is left alone."""
        for day in days:
            fetch = await lists.fetch(client, day)
            on_fetch(fetch)
            if fetch.problem:
                return fetch.problem
        return ""

    async def _from_archive(
        self, ask: "Callable[[Archive, httpx.AsyncClient], Awaitable[Parsed]]"
    ) -> int:
        arrivals: dict[str, Arrival] = {}
        async with self._network.open() as client:
            for lists in self.lists.values():
                if isinstance(lists.source, Archive):
                    turns = self._turns[lists.source.name]
                    parsed = await turns.take(partial(ask, lists.source, client))
                    await self._ledger.take(parsed, f"{lists.source.label}'s records")
                    arrivals |= {one.paper.id: one for one in parsed.arrivals}
        return len(arrivals)
