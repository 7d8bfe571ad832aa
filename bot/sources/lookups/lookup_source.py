"""An archive that is asked for one paper at a time, as one of the sources: it has no lists."""

from collections.abc import AsyncIterator, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from bot.calendar.list_calendar import ListCalendar
from bot.errors import SourceError
from bot.model import Arrival
from bot.sources.parse_result import Fetched, Parsed
from bot.sources.polite_http import NotFound, PoliteClient, Validators
from bot.sources.source_protocol import Leg

if TYPE_CHECKING:
    import httpx

SPACING_S = 1.0


class Lookup(Protocol):
    """What differs from archive to archive."""

    name: str
    label: str
    fields: frozenset[str]

    def knows(self, paper_id: str) -> bool:
        """Tell whether an id is one that the archive gives or keeps."""
        ...

    async def ask(
        self, asker: PoliteClient, client: "httpx.AsyncClient", paper_id: str
    ) -> Arrival | None:
        """Ask for a paper; raises NotFound where there is none, or SourceError."""
        ...


class LookupSource:
    """A lookup behind the protocol of sources."""

    calendar = ListCalendar(ZoneInfo("UTC"))
    reach = timedelta()
    takes_turns, may_repeat, has_lists = False, False, False

    def __init__(self, lookup: Lookup, spacing_s: float = SPACING_S) -> None:
        self.name, self.label, self.fields = lookup.name, lookup.label, lookup.fields
        self.spacing_s = spacing_s
        self._lookup = lookup
        self._asker = PoliteClient(lookup.label, spacing_s)

    async def fetch(
        self,
        client: "httpx.AsyncClient",
        day: date,
        seen: Validators | None = None,
        *,
        is_walking: bool = False,
    ) -> Fetched:
        """Raise SourceError: there is no list to fetch."""
        raise SourceError("", f"{self.label} has no daily list.")

    async def paper(self, client: "httpx.AsyncClient", paper_id: str) -> Arrival | None:
        """Fetch one paper; None where the archive does not have it, or could not by its id."""
        if not self._lookup.knows(paper_id):
            return None
        try:
            return await self._lookup.ask(self._asker, client, paper_id)
        except NotFound:
            return None

    def legs(self, since: date, today: date) -> Iterable[Leg]:
        """Return nothing: there is no past to walk through."""
        return ()

    async def backfill(self, client: "httpx.AsyncClient", leg: Leg) -> AsyncIterator[Parsed]:
        """Yield nothing: there is no leg to walk."""
        no_pages: list[Parsed] = []
        for page in no_pages:
            yield page
