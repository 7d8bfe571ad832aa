"""The daily lists of one source: which are due, and what each answer means."""

import logging
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.jobs.intake.ledger import Ledger
from bot.jobs.intake.request_turns import Turns
from bot.model import Arrival, Fetch
from bot.sources.ask_times import after_answer, after_failure, after_stale, is_due
from bot.sources.parse_result import Fetched, Parsed
from bot.sources.polite_http import Validators
from bot.sources.source_protocol import Leg, Source

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

FIRST_REACH = timedelta(days=3)
"""How far back a new store begins: over a weekend and a holiday."""

_BEFORE = 7
"""Days back that a list is compared with, to tell an old one that came again."""


class DayLists:
    """Asks a source for the lists of days and puts them away."""

    def __init__(self, ledger: Ledger, turns: Turns, source: Source) -> None:
        self.source = source
        self._ledger = ledger
        self._turns = turns

    def due_days(self) -> list[date]:
        """Return the days to ask for now, the newest first."""
        source, now = self.source, self._ledger.clock()
        if not source.has_lists:
            return []
        today = source.calendar.current_day(now)
        known = self._ledger.known_between(source.name, today - source.reach, today)
        first = min(known, default=today - min(FIRST_REACH, source.reach))
        days = [today - timedelta(days=back) for back in range((today - first).days + 1)]
        return [
            day
            for day in days
            if source.calendar.is_asked_on(day)
            and is_due(source.calendar, known.get(day), day, now)
        ]

    def lacks(self, day: date) -> bool:
        """Tell whether a day should have a list and none was ever seen."""
        known = self._ledger.known_between(self.source.name, day, day).get(day)
        is_unseen = known is None or known.fetched_at is None
        return is_unseen and self.source.calendar.has_list(day)

    async def fetch(self, client: "httpx.AsyncClient", day: date) -> Fetch:
        """Fetch the list of a day and return what came of it; never raises for a source."""
        try:
            return await self.ask(client, day)
        except SourceError as error:
            name = self.source.name
            log.info("fetching %s of %s: %s", name, day, error)
            return await self._ledger.known(name, day) or Fetch(name, day, self._ledger.clock())

    async def ask(
        self, client: "httpx.AsyncClient", day: date, *, is_walking: bool = False
    ) -> Fetch:
        """Ask for the list of a day and write down what came of it.

        Raises SourceError, after a failure has been written down: whatever went wrong is one.
        """
        source = self.source
        known = await self._ledger.known(source.name, day)
        try:
            seen = self._seen(known)
            fetched = await self._turns.take(
                lambda: source.fetch(client, day, seen, is_walking=is_walking)
            )
            fetch = await self._put_away(client, fetched, known, day)
        except Exception as error:
            failure = _as_failure(error, source.label)
            wait_s, now = failure.retry_after_s, self._ledger.clock()
            await self._ledger.note(
                after_failure(source.calendar, known, source.name, day, now, str(failure), wait_s)
            )
            raise failure from error
        await self._ledger.note(fetch)
        return fetch

    async def paper(self, client: "httpx.AsyncClient", paper_id: str) -> Arrival | None:
        """Fetch one paper; None where the source does not have it."""
        return await self._turns.take(lambda: self.source.paper(client, paper_id))

    async def backfill(self, client: "httpx.AsyncClient", leg: Leg) -> AsyncIterator[Parsed]:
        """Yield the pages of a leg, each asked for in its turn."""
        pages = self.source.backfill(client, leg)
        while True:
            page = await self._turns.take(lambda: anext(pages, None))
            if page is None:
                return
            yield page

    def _seen(self, known: Fetch | None) -> Validators | None:
        """Return by what to tell whether anything changed since an answer that was put away."""
        if known is None or known.problem or (known.stale_as and self.source.may_repeat):
            return None
        return Validators(known.etag, known.last_modified)

    async def _put_away(
        self, client: "httpx.AsyncClient", fetched: Fetched, known: Fetch | None, day: date
    ) -> Fetch:
        source, calendar, now = self.source, self.source.calendar, self._ledger.clock()
        if fetched.parsed is None:
            # The very list that was seen: another day's where this one's has not been seen yet.
            if known and known.stale_as:
                return after_stale(calendar, known, source.name, day, now, known.stale_as)
            count = known.papers if known else 0
        elif stale_as := await self._repeats(client, fetched.parsed, day):
            log.info("asked for %s, %s sent the list of %s", day, source.label, stale_as)
            seen = None if source.may_repeat else fetched.validators
            return after_stale(calendar, known, source.name, day, now, stale_as, seen)
        else:
            await self._ledger.take(fetched.parsed, f"{source.label}'s list of {day}")
            count = await self._count(fetched.parsed, day)
        return after_answer(
            calendar, known, source.name, day, self._ledger.clock(), count, fetched.validators
        )

    async def _count(self, parsed: Parsed, day: date) -> int:
        """Count a list; it may shrink where a paper was taken off it, but what was listed stays."""
        count = sum(1 for one in parsed.arrivals if one.listing and one.listing.day == day)
        return max(count, len(await self._ledger.listed(self.source.name, day))) if count else 0

    async def _repeats(self, client: "httpx.AsyncClient", parsed: Parsed, day: date) -> date | None:
        """Return the day whose list this is, where it is another's: by its own word, or its ids.

        A paper may return days later, so only a list all of whose papers stood on one earlier
        list is that list again.
        """
        if parsed.day:
            return None if parsed.day == day else parsed.day
        if not parsed.arrivals or not self.source.may_repeat:
            return None
        ids = {arrival.paper.id for arrival in parsed.arrivals}
        earlier = [day - timedelta(days=back) for back in range(1, _BEFORE + 1)]
        lists = {one: await self._ledger.listed(self.source.name, one) for one in earlier}
        calendar = self.source.calendar
        if not any(lists.values()) and not calendar.is_closed(day, self._ledger.clock()):
            # Nothing to compare today's with, as on a first day: the list before tells.
            before = next(one for one in earlier if calendar.has_list(one))
            lists[before] = await self._ids_of(client, before)
        return next((one for one in earlier if lists[one] and ids <= lists[one]), None)

    async def _ids_of(self, client: "httpx.AsyncClient", day: date) -> set[str]:
        try:
            fetched = await self.source.fetch(client, day)
        except SourceError as error:
            log.info("comparing with %s: %s", day, error)
            return set()
        return {one.paper.id for one in (fetched.parsed or Parsed()).arrivals}


def _as_failure(error: Exception, label: str) -> SourceError:
    if isinstance(error, SourceError):
        return error
    log.error("reading what %s sent", label, exc_info=error)
    return SourceError("", f"{label} sent something I couldn't make sense of.")
