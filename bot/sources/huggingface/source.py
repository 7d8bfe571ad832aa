"""Hugging Face as one of the sources."""

from collections.abc import AsyncIterator, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.calendar.list_hours import DAILY
from bot.config import Config
from bot.model import Arrival
from bot.model.identity import is_arxiv
from bot.sources.huggingface.client import SPACING_S, fetch_day, fetch_paper, fetch_span
from bot.sources.huggingface.parser import NAME, SOURCE
from bot.sources.parse_result import Fetched, Parsed
from bot.sources.polite_http import PoliteClient, Validators
from bot.sources.source_protocol import Leg

if TYPE_CHECKING:
    import httpx


def connect(config: Config) -> "list[HuggingFace]":
    """Return the source that every bot has."""
    return [HuggingFace(config.hf_endpoint, SPACING_S)]


class HuggingFace:
    """The daily lists of huggingface.co/papers; only a long walk keeps its requests apart."""

    name, label = SOURCE, NAME
    fields = frozenset(
        "title abstract authors published upvotes comments ai_summary ai_keywords code_url "
        "code_stars project_url organization thumbnail media discussion authors_take_part".split()
    )
    calendar = DAILY
    reach = timedelta(days=14)
    takes_turns, may_repeat, has_lists = False, True, True

    def __init__(self, endpoint: str, spacing_s: float = SPACING_S) -> None:
        self.spacing_s = spacing_s
        self._endpoint = endpoint
        self._asker = PoliteClient(NAME)
        self._walker = PoliteClient(NAME, spacing_s)

    async def fetch(
        self,
        client: "httpx.AsyncClient",
        day: date,
        seen: Validators | None = None,
        *,
        is_walking: bool = False,
    ) -> Fetched:
        """Fetch all pages of the list of a day."""
        asker = self._walker if is_walking else self._asker
        return await fetch_day(asker, client, self._endpoint, day, seen)

    async def paper(self, client: "httpx.AsyncClient", paper_id: str) -> Arrival | None:
        """Fetch one paper; None where Hugging Face does not have it."""
        if not is_arxiv(paper_id):
            return None
        return await fetch_paper(self._asker, client, self._endpoint, paper_id)

    async def span(self, client: "httpx.AsyncClient", kind: str, span: str) -> Parsed:
        """Fetch the list of a week or a month."""
        return await fetch_span(self._asker, client, self._endpoint, kind, span)

    def legs(self, since: date, today: date) -> Iterable[Leg]:
        """Return the days that have a list."""
        days = (today - timedelta(days=back) for back in range((today - since).days + 1))
        return [
            Leg(SOURCE, day, day, f"{day:%a} {day}", is_list=True)
            for day in days
            if self.calendar.has_list(day)
        ]

    async def backfill(self, client: "httpx.AsyncClient", leg: Leg) -> AsyncIterator[Parsed]:
        """Yield the list of a day."""
        fetched = await self.fetch(client, leg.first, is_walking=True)
        yield fetched.parsed or Parsed()
