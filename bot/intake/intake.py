"""All sources behind one door: what is due, single papers, and walks through the past."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import SourceError
from bot.identity import is_arxiv
from bot.intake.feeds import Feeds
from bot.intake.ledger import Ledger
from bot.intake.lists import Lists
from bot.jobs import LimitsOf
from bot.model import Fetch
from bot.ownership import Owner
from bot.sources import arxiv, huggingface
from bot.sources.asking import open_client
from bot.sources.parsed import Parsed
from bot.store import Store

OnFetch = Callable[[Fetch], None]
"""Hears what came of each list that was asked for."""

FETCHING = "fetching"
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
        limits_of: LimitsOf,
        owner: Owner,
        clock: Callable[[], datetime],
    ) -> None:
        self._ledger = Ledger(store, limits_of, clock)
        self._owner = owner
        self._categories = sources.categories
        self.lists = Lists(self._ledger, sources.huggingface)
        self.feeds = Feeds(self._ledger, owner, sources.categories, sources.arxiv)

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
        async with open_client() as client:
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
        async with open_client() as client:
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

    def is_stored(self, paper_id: str) -> bool:
        """Tell whether a paper is in the store."""
        return self._ledger.holds(paper_id)

    async def _fetch_due(self, on_fetch: OnFetch) -> None:
        # Asked again: another process may have fetched while this one waited for the lease.
        days = await asyncio.to_thread(self.lists.due_days)
        await self.fetch_days(days, on_fetch)
        if day := await asyncio.to_thread(self.feeds.due_day):
            async with open_client() as client:
                on_fetch(await self.feeds.fetch(client, day))
