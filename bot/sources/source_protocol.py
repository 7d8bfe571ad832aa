"""What a source of papers is: all that the intake knows of one."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from bot.calendar.list_calendar import ListCalendar
from bot.model import Arrival
from bot.sources.parse_result import Fetched, Parsed
from bot.sources.polite_http import Validators

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of a walk through the past, written down under `key` once it is done.

    One that `is_list` is the list of a single day, and stands like any other.
    """

    key: str
    first: date
    last: date
    label: str
    is_list: bool = False


class Source(Protocol):
    """A place that lists papers day by day.

    `name` is what listings and fetches are filed under, `label` what people call it, `fields`
    what it can know of a paper. Lists can be asked for as far back as `reach`. Requests are
    `spacing_s` apart; of one that `takes_turns`, over all processes. One that `may_repeat`
    answers with an older list, at times, where the one that was asked for has not begun.
    """

    name: str
    label: str
    fields: frozenset[str]
    calendar: ListCalendar
    reach: timedelta
    spacing_s: float
    takes_turns: bool
    may_repeat: bool

    @property
    def has_lists(self) -> bool:
        """Whether there is a list to ask for each day."""
        ...

    async def fetch(
        self,
        client: "httpx.AsyncClient",
        day: date,
        seen: Validators | None = None,
        *,
        is_walking: bool = False,
    ) -> Fetched:
        """Fetch the list of a day, unless it is still the one that was `seen`.

        Raises SourceError with a sentence.
        """
        ...

    async def paper(self, client: "httpx.AsyncClient", paper_id: str) -> Arrival | None:
        """Fetch one paper; None where the source does not have it. Raises SourceError."""
        ...

    def legs(self, since: date, today: date) -> Iterable[Leg]:
        """Return the stretches of the past that can be asked for, the newest first."""
        ...

    def backfill(self, client: "httpx.AsyncClient", leg: Leg) -> AsyncIterator[Parsed]:
        """Yield the pages of a leg that is no list; raises SourceError."""
        ...


@runtime_checkable
class Archive(Protocol):
    """A source that can be asked for any of its papers."""

    async def records(self, client: "httpx.AsyncClient", ids: Sequence[str]) -> Parsed:
        """Fetch papers by id, many at once; those that it does not have are left out."""
        ...

    async def by_author(self, client: "httpx.AsyncClient", name: str) -> Parsed:
        """Fetch an author's papers."""
        ...


@runtime_checkable
class Spans(Protocol):
    """A source that has lists of whole weeks and months."""

    async def span(self, client: "httpx.AsyncClient", kind: str, span: str) -> Parsed:
        """Fetch the list of a `week` such as 2024-W22 or a `month` such as 2024-05."""
        ...
