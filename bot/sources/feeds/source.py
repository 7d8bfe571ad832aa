"""A feed as one of the sources: whatever stands in it is read, by the day it says."""

from collections.abc import AsyncIterator, Iterable
from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.calendar.list_calendar import ListCalendar
from bot.config import Config
from bot.model import Arrival
from bot.sources.feeds.feed_entries import parse_feed
from bot.sources.parse_result import Fetched, Parsed
from bot.sources.polite_http import PoliteClient, Validators
from bot.sources.source_protocol import Leg

if TYPE_CHECKING:
    import httpx

SPACING_S = 1.0


def connect(config: Config) -> "list[FeedSource]":
    """Return the feeds that PAPERS_FEEDS names."""
    return [FeedSource(name, address) for name, address in config.feeds]


class FeedSource:
    """A feed at an address; it has no past and no papers that can be asked for one by one."""

    fields = frozenset("title abstract authors published doi project_url journal".split())
    # Nobody knows when a feed is done: it is complete as it stands, and looked at every hour.
    calendar = ListCalendar(
        ZoneInfo("UTC"),
        again=timedelta(hours=1),
        comes_whole=True,
        keeps_coming=True,
        certain_at=time(23, 59),
    )
    reach = timedelta()
    spacing_s = SPACING_S
    takes_turns, may_repeat, has_lists = False, False, True

    def __init__(self, name: str, address: str) -> None:
        self.name = self.label = name
        self._address = address
        self._asker = PoliteClient(name, SPACING_S)

    async def fetch(
        self,
        client: "httpx.AsyncClient",
        day: date,
        seen: Validators | None = None,
        *,
        is_walking: bool = False,
    ) -> Fetched:
        """Fetch the feed as it stands."""
        answer = await self._asker.get(client, self._address, seen)
        if answer.is_unchanged:
            return Fetched(None, answer.validators)
        return Fetched(parse_feed(answer.body, self.name, day, self._address), answer.validators)

    async def paper(self, client: "httpx.AsyncClient", paper_id: str) -> Arrival | None:
        """Return None: a feed cannot be asked for a paper."""
        return None

    def legs(self, since: date, today: date) -> Iterable[Leg]:
        """Return nothing: a feed forgets what is old."""
        return ()

    async def backfill(self, client: "httpx.AsyncClient", leg: Leg) -> AsyncIterator[Parsed]:
        """Yield nothing: there is no leg to walk."""
        no_pages: list[Parsed] = []
        for page in no_pages:
            yield page
