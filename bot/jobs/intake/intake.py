"""All sources behind one door: what is due, single papers, and walks through the past."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import SourceError
from bot.jobs.intake.arxiv_feeds import Feeds
from bot.jobs.intake.backfill import Backfill, OnStep, estimate_s
from bot.jobs.intake.daily_lists import Lists
from bot.jobs.intake.ledger import Ledger
from bot.model import Fetch
from bot.model.identity import is_arxiv
from bot.sources import arxiv, huggingface
from bot.sources.network import Network
from bot.sources.parse_result import Parsed
from bot.store import Store
from bot.store.coordination.ownership import Owner

OnFetch = Callable[[Fetch], None]
"""Hears what came of each list that was asked for."""

OnStart = Callable[[int, float], None]

FETCHING, WALKING = "fetching", "walking"
"""What only one process does at a time."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where papers come from: an address each ("" is the real one), and arXiv's categories."""

    huggingface: str
    arxiv: str = ""
    categories: tuple[str, ...] = ()


class Intake:
    """Asks the sources on behalf of a store."""

    def __init__(
        self,
        store: Store,
        sources: Sources,
        owner: Owner,
        clock: Callable[[], datetime],
    ) -> None:
        self._ledger = Ledger(store, clock)
        self._owner = owner
        self._categories = sources.categories
        self.lists = Lists(self._ledger, sources.huggingface)
        self.feeds = Feeds(self._ledger, owner, sources.categories, sources.arxiv)
        self.backfill = Backfill(self._ledger, self.lists, self.feeds, sources.categories)

    @property
    def names(self) -> str:
        """The sources that are read each day, as people call them."""
        return " and ".join((huggingface.NAME, *([arxiv.NAME] if self._categories else [])))

    def count_due(self) -> int:
        """Return how many lists there are to ask for now."""
        return len(self.lists.due_days()) + (self.feeds.due_day() is not None)

    def is_due(self) -> bool:
        """Tell whether there is anything to ask for now."""
        return self.count_due() > 0

    async def fetch_due(self, on_fetch: OnFetch = lambda _fetch: None) -> bool:
        """Fetch all that is due, unless another process is at it: then False."""
        return await self._owner.while_held(FETCHING, lambda: self._fetch_due(on_fetch))

    async def fetch_days(
        self, days: Sequence[date], on_fetch: OnFetch = lambda _fetch: None
    ) -> str:
        """Fetch the lists of some days; return the first problem as a sentence, "" if none.

        After a problem the rest is not asked for: a source in trouble is left alone.
        """
        async with Network().open() as client:
            for day in days:
                fetch = await self.lists.fetch(client, day)
                on_fetch(fetch)
                if fetch.problem:
                    return fetch.problem
        return ""

    async def fetch_paper(self, paper_id: str) -> None:
        """Fetch one paper that is not stored, from arXiv where Hugging Face lacks it.

        One that nobody has changes nothing. Raises SourceError where it cannot be told.
        """
        async with Network().open() as client:
            problem, arrival = None, None
            try:
                arrival = await self.lists.paper(client, paper_id)
            except SourceError as error:
                problem = error
            if is_arxiv(paper_id):
                arrival = arrival or await self.feeds.paper(client, paper_id)
        if arrival:
            await self._ledger.take(Parsed((arrival,)), paper_id)
        elif problem:
            raise problem

    async def fetch_records(self, ids: Sequence[str]) -> int:
        """Fetch papers of arXiv by id, many at once; return how many it had."""
        async with Network().open() as client:
            parsed = await self.feeds.records(client, ids)
        await self._ledger.take(parsed, "records")
        return len(parsed.arrivals)

    async def fetch_author(self, name: str) -> int:
        """Fetch an author's papers from arXiv, up to two thousand; return how many."""
        async with Network().open() as client:
            parsed = await self.feeds.by_author(client, name)
        await self._ledger.take(parsed, f"the papers of {name}")
        return len(parsed.arrivals)

    async def fetch_span(self, kind: str, span: str) -> int:
        """Fetch Hugging Face's list of a `week` or a `month`; return how many papers it holds."""
        async with Network().open() as client:
            return await self.lists.fetch_span(client, kind, span)

    async def walk(self, since: date, on_start: OnStart, on_step: OnStep) -> str | None:
        """Fetch all lists since a day that are not complete yet; return why it stopped early.

        `on_start` hears how many steps there are and how many seconds they take at least.
        Returns "" where it came to the end, None where another process is walking.
        """
        legs = await asyncio.to_thread(self.backfill.legs, since)
        on_start(len(legs), estimate_s(legs))
        stopped: list[str] = []

        async def work() -> None:
            stopped.append(await self.backfill.walk(legs, on_step))

        return stopped[0] if await self._owner.while_held(WALKING, work) else None

    def is_stored(self, paper_id: str) -> bool:
        """Tell whether a paper is in the store."""
        return self._ledger.holds(paper_id)

    async def _fetch_due(self, on_fetch: OnFetch) -> None:
        # Asked again: another process may have fetched while this one waited for the lease.
        days = await asyncio.to_thread(self.lists.due_days)
        await self.fetch_days(days, on_fetch)
        if day := await asyncio.to_thread(self.feeds.due_day):
            async with Network().open() as client:
                on_fetch(await self.feeds.fetch(client, day))
