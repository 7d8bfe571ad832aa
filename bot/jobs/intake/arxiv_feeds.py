"""arXiv's daily feed of chosen categories, its records, and its bulk for what was missed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from bot.calendar.list_hours import NEW_YORK, has_list
from bot.errors import SourceError
from bot.jobs.intake.ledger import Ledger
from bot.model import Arrival, Fetch
from bot.sources import arxiv
from bot.sources.arxiv import SOURCE, SPACING_S, ArXiv, Hosts
from bot.sources.list_policy import after_failure, after_feed, after_stale, is_due
from bot.sources.parse_result import Fetched, Parsed
from bot.sources.polite_http import PoliteClient, Validators
from bot.store.coordination.ownership import Owner

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)
T = TypeVar("T")

APPEARS_AT = time(0, 15)
"""The feed of a day is made at midnight in New York, and is there some minutes later."""

_PATIENCE_S, _TURNS = 0.5, 120
"""How often to look whether another process is done with arXiv, and how many times."""


class Feeds:
    """Asks arXiv: one request at a time over all processes, three seconds apart."""

    def __init__(
        self, ledger: Ledger, owner: Owner, categories: Sequence[str], endpoint: str
    ) -> None:
        self._ledger = ledger
        self._owner = owner
        self._categories = tuple(categories)
        self._one_at_a_time = asyncio.Lock()
        self._arxiv = ArXiv(PoliteClient(arxiv.NAME, SPACING_S), Hosts.under(endpoint))

    def due_day(self) -> date | None:
        """Return the day whose feed to ask for now, None where none is due."""
        now = self._ledger.clock()
        day = feed_day(now)
        if not self._categories or not has_list(day):
            return None
        known = self._ledger.known_between(SOURCE, day, day).get(day)
        return day if is_due(known, day, now) else None

    async def fetch(self, client: "httpx.AsyncClient", day: date) -> Fetch:
        """Fetch the feed and write down what came of it; never raises for a source."""
        known = await self._ledger.known(SOURCE, day)
        seen = Validators(known.etag, known.last_modified) if known and not known.problem else None
        try:
            fetched = await self._alone(lambda: self._arxiv.feed(client, self._categories, seen))
            fetch = await self._put_away(fetched, known, day)
        except SourceError as error:
            log.info("fetching arXiv's feed of %s: %s", day, error)
            now = self._ledger.clock()
            fetch = after_failure(known, SOURCE, day, now, str(error), error.retry_after_s)
        await self._ledger.note(fetch)
        return fetch

    async def paper(self, client: "httpx.AsyncClient", paper_id: str) -> Arrival | None:
        """Fetch the record of one paper; None where arXiv does not have it."""
        parsed = await self._alone(lambda: self._arxiv.records(client, [paper_id]))
        return next((one for one in parsed.arrivals if one.paper.id == paper_id), None)

    async def records(self, client: "httpx.AsyncClient", ids: Sequence[str]) -> Parsed:
        """Fetch the records of some papers."""
        return await self._alone(lambda: self._arxiv.records(client, ids))

    async def by_author(self, client: "httpx.AsyncClient", name: str) -> Parsed:
        """Fetch the records of an author's papers."""
        return await self._alone(lambda: self._arxiv.by_author(client, name))

    async def harvest(
        self, client: "httpx.AsyncClient", category: str, first: date, last: date
    ) -> AsyncIterator[Parsed]:
        """Yield pages of what was changed in a category, each asked for in its turn."""
        pages = self._arxiv.harvest(client, category, first, last)
        while True:
            page = await self._alone(lambda: anext(pages, None))
            if page is None:
                return
            yield page

    async def _put_away(self, fetched: Fetched, known: Fetch | None, day: date) -> Fetch:
        now = self._ledger.clock()
        if fetched.parsed is None:
            # The very feed that was seen: yesterday's where today's has not been seen yet.
            if known and known.stale_as:
                return after_stale(known, SOURCE, day, now, known.stale_as)
            return after_feed(
                known, SOURCE, day, now, known.papers if known else 0, fetched.validators
            )
        if fetched.parsed.day and fetched.parsed.day < day:
            return after_stale(known, SOURCE, day, now, fetched.parsed.day, fetched.validators)
        await self._ledger.take(fetched.parsed, f"arXiv's feed of {day}")
        listed = sum(1 for one in fetched.parsed.arrivals if one.listing)
        return after_feed(known, SOURCE, day, now, listed, fetched.validators)

    async def _alone(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask while no other process does, and leave arXiv alone for its three seconds after."""
        answer: list[T] = []

        async def work() -> None:
            answer.append(await ask())

        rest = timedelta(seconds=SPACING_S)
        async with self._one_at_a_time:
            for _ in range(_TURNS):
                if await self._owner.while_held(SOURCE, work, rest):
                    return answer[0]
                # It may be on another machine: nothing here can tell when it is done.
                await asyncio.sleep(_PATIENCE_S)
        raise SourceError("", "Another process is asking arXiv for a long time already.")


def feed_day(now: datetime) -> date:
    """Return the day whose feed is the newest there can be."""
    local = now.astimezone(NEW_YORK)
    return local.date() - timedelta(days=local.time() < APPEARS_AT)
