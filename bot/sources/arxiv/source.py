"""arXiv as one of the sources: the daily feed of chosen categories, and its records."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.calendar.list_calendar import WORKING_DAYS, ListCalendar
from bot.config import Config
from bot.model import Arrival
from bot.model.identity import is_arxiv
from bot.sources.arxiv.client import SPACING_S, ArXiv, Hosts
from bot.sources.arxiv.entries import NAME, SOURCE
from bot.sources.parse_result import Fetched, Parsed
from bot.sources.polite_http import PoliteClient, Validators
from bot.sources.source_protocol import Leg

if TYPE_CHECKING:
    import httpx

WINDOW = timedelta(days=7)
"""What is asked of arXiv's bulk at a time; a window that was broken off is asked for again."""


def connect(config: Config) -> "list[ArXivSource]":
    """Return arXiv; without categories it has no lists, but it still knows papers."""
    return [ArXivSource(Hosts.under(config.arxiv_endpoint), config.arxiv_categories, SPACING_S)]


class ArXivSource:
    """arXiv, asked three seconds apart over all processes together."""

    name, label = SOURCE, NAME
    fields = frozenset(
        "title abstract authors published categories version revised is_withdrawn doi journal "
        "remark".split()
    )
    # The feed of a day is made at midnight in New York, and is there some minutes later; on
    # arXiv's holidays it is empty, which is certain only after some hours.
    calendar = ListCalendar(
        ZoneInfo("America/New_York"),
        begins=timedelta(minutes=15),
        weekdays=WORKING_DAYS,
        comes_whole=True,
        certain_at=time(6),
    )
    reach = timedelta()
    takes_turns, may_repeat = True, False

    def __init__(
        self, hosts: Hosts, categories: Sequence[str] = (), spacing_s: float = SPACING_S
    ) -> None:
        self.spacing_s = spacing_s
        self.categories = tuple(categories)
        self._arxiv = ArXiv(PoliteClient(NAME, spacing_s, mirrors=hosts.names), hosts)

    @property
    def has_lists(self) -> bool:
        """Whether any category is read each day."""
        return bool(self.categories)

    async def fetch(
        self,
        client: "httpx.AsyncClient",
        day: date,
        seen: Validators | None = None,
        *,
        is_walking: bool = False,
    ) -> Fetched:
        """Fetch the newest feed, whichever day it is for."""
        return await self._arxiv.feed(client, self.categories, seen)

    async def paper(self, client: "httpx.AsyncClient", paper_id: str) -> Arrival | None:
        """Fetch the record of one paper; None where arXiv does not have it."""
        if not is_arxiv(paper_id):
            return None
        parsed = await self._arxiv.records(client, [paper_id])
        return next((one for one in parsed.arrivals if one.paper.id == paper_id), None)

    async def records(self, client: "httpx.AsyncClient", ids: Sequence[str]) -> Parsed:
        """Fetch the records of some papers."""
        return await self._arxiv.records(client, ids)

    async def by_author(self, client: "httpx.AsyncClient", name: str) -> Parsed:
        """Fetch the records of an author's papers, up to two thousand."""
        return await self._arxiv.by_author(client, name)

    def legs(self, since: date, today: date) -> Iterable[Leg]:
        """Return windows of a week for each category."""
        return [
            Leg(f"{NAME} {category}", first, last, f"{NAME} {category}, {_days(first, last)}")
            for category in self.categories
            for first, last in _windows(since, today)
        ]

    def backfill(self, client: "httpx.AsyncClient", leg: Leg) -> AsyncIterator[Parsed]:
        """Yield pages of what was changed in a category."""
        category = leg.key.rpartition(" ")[2]
        return self._arxiv.harvest(client, category, leg.first, leg.last)


def _windows(since: date, today: date) -> Iterator[tuple[date, date]]:
    """Yield windows that begin on the same days whenever the walk is begun."""
    first = today - timedelta(days=today.toordinal() % WINDOW.days)
    while first + WINDOW > since:
        yield first, min(first + WINDOW - timedelta(days=1), today)
        first -= WINDOW


def _days(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first} to {last}"
