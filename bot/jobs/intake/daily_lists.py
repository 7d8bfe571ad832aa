"""Hugging Face's daily lists: which are due, and what each answer means."""

import logging
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.calendar.list_hours import current_day, has_list, is_closed
from bot.errors import SourceError
from bot.jobs.intake.ledger import Ledger
from bot.model import Arrival, Fetch
from bot.sources import huggingface
from bot.sources.huggingface import SOURCE
from bot.sources.list_policy import after_failure, after_list, after_stale, is_due
from bot.sources.parse_result import Fetched, Parsed
from bot.sources.polite_http import PoliteClient, Validators

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

FIRST_REACH = 4
"""Days that a new store begins with: a weekend and a holiday back."""

REACH = timedelta(days=14)
"""After an outage the lists that were missed are fetched, as far back as a digest may look."""

_BEFORE = 7
"""Days back that a list is compared with, to tell an old one that came again."""


class Lists:
    """Asks for the lists of days and puts them away."""

    def __init__(self, ledger: Ledger, endpoint: str) -> None:
        self._ledger = ledger
        self._endpoint = endpoint
        self._asker = PoliteClient(huggingface.NAME)
        self._walker = PoliteClient(huggingface.NAME, huggingface.SPACING_S)

    def due_days(self) -> list[date]:
        """Return the days to ask for now, the newest first."""
        now = self._ledger.clock()
        today = current_day(now)
        known = self._ledger.known_between(SOURCE, today - REACH, today)
        first = min(known, default=today - timedelta(days=FIRST_REACH - 1))
        days = [today - timedelta(days=back) for back in range((today - first).days + 1)]
        return [day for day in days if is_due(known.get(day), day, now)]

    async def fetch(self, client: "httpx.AsyncClient", day: date) -> Fetch:
        """Fetch the list of a day and return what came of it; never raises for a source."""
        try:
            return await self.ask(client, day)
        except SourceError as error:
            log.info("fetching %s: %s", day, error)
            return await self._ledger.known(SOURCE, day) or Fetch(SOURCE, day, self._ledger.clock())

    async def ask(
        self, client: "httpx.AsyncClient", day: date, *, is_walking: bool = False
    ) -> Fetch:
        """Ask for the list of a day and write down what came of it.

        On a walk through many days requests are kept apart. Raises SourceError, after a failure
        has been written down.
        """
        asker = self._walker if is_walking else self._asker
        known = await self._ledger.known(SOURCE, day)
        try:
            fetched = await huggingface.fetch_day(asker, client, self._endpoint, day, _seen(known))
            fetch = await self._put_away(client, fetched, known, day)
        except SourceError as error:
            now = self._ledger.clock()
            await self._ledger.note(
                after_failure(known, SOURCE, day, now, str(error), error.retry_after_s)
            )
            raise
        await self._ledger.note(fetch)
        return fetch

    async def fetch_span(self, client: "httpx.AsyncClient", kind: str, span: str) -> int:
        """Fetch the list of a week or a month; return how many papers it holds."""
        parsed = await huggingface.fetch_span(self._asker, client, self._endpoint, kind, span)
        await self._ledger.take(parsed, span)
        return len(parsed.arrivals)

    async def paper(self, client: "httpx.AsyncClient", paper_id: str) -> Arrival | None:
        """Fetch one paper; None where Hugging Face does not have it."""
        return await huggingface.fetch_paper(self._asker, client, self._endpoint, paper_id)

    async def _put_away(
        self, client: "httpx.AsyncClient", fetched: Fetched, known: Fetch | None, day: date
    ) -> Fetch:
        if fetched.parsed is None:
            papers = known.papers if known else 0
            return after_list(known, SOURCE, day, self._ledger.clock(), papers, fetched.validators)
        if stale_as := await self._repeats(client, fetched.parsed, day):
            log.info("asked for %s, Hugging Face sent the list of %s", day, stale_as)
            return after_stale(known, SOURCE, day, self._ledger.clock(), stale_as)
        await self._ledger.take(fetched.parsed, f"the list of {day}")
        count = len(fetched.parsed.arrivals)
        # A list may shrink where a paper was taken off it; what was listed stays.
        count = max(count, len(await self._ledger.listed(SOURCE, day))) if count else count
        return after_list(known, SOURCE, day, self._ledger.clock(), count, fetched.validators)

    async def _repeats(self, client: "httpx.AsyncClient", parsed: Parsed, day: date) -> date | None:
        """Return the day whose list this is, where it is another's: by its own word, or its ids.

        A paper may return days later, so only a list all of whose papers stood on one earlier
        list is that list again.
        """
        if not parsed.arrivals or parsed.day == day:
            return None
        if parsed.day:
            return parsed.day
        ids = {arrival.paper.id for arrival in parsed.arrivals}
        earlier = [day - timedelta(days=back) for back in range(1, _BEFORE + 1)]
        lists = {one: await self._ledger.listed(SOURCE, one) for one in earlier}
        if not any(lists.values()) and not is_closed(day, self._ledger.clock()):
            # Nothing to compare today's with, as on a first day: the list before tells.
            before = next(one for one in earlier if has_list(one))
            lists[before] = await self._ids_of(client, before)
        return next((one for one in earlier if lists[one] and ids <= lists[one]), None)

    async def _ids_of(self, client: "httpx.AsyncClient", day: date) -> set[str]:
        try:
            fetched = await huggingface.fetch_day(self._asker, client, self._endpoint, day)
        except SourceError as error:
            log.info("comparing with %s: %s", day, error)
            return set()
        return {one.paper.id for one in (fetched.parsed or Parsed()).arrivals}


def _seen(known: Fetch | None) -> Validators | None:
    """Return by what to tell whether anything changed since an answer that was put away."""
    is_whole = known and not known.problem and not known.stale_as
    return Validators(known.etag, known.last_modified) if known and is_whole else None
