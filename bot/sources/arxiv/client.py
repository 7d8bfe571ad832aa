"""Fetching from arXiv: today's feed of some categories, records by id or author, and in bulk.

All of it goes through one Asker: arXiv allows one request every three seconds on a single
connection, over all of its interfaces and all machines of one operator together.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from bot.sources.arxiv.parser import parse
from bot.sources.parse_result import Fetched, Parsed
from bot.sources.polite_http import Answer, PoliteClient, Validators

if TYPE_CHECKING:
    import httpx

SPACING_S = 3.0
AT_ONCE = 100
"""Ids a request: more make an address that some proxies cut."""

_PAGE, _MOST_OF_AUTHOR = 200, 2000
_PHYSICS = frozenset(
    "astro-ph cond-mat gr-qc hep-ex hep-lat hep-ph hep-th math-ph nlin nucl-ex nucl-th physics "
    "quant-ph".split()
)


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where arXiv's three interfaces are; a mirror has all of them under one address."""

    api: str = "https://export.arxiv.org/api/query"
    feeds: str = "https://rss.arxiv.org/rss"
    bulk: str = "https://oaipmh.arxiv.org/oai"

    @property
    def names(self) -> frozenset[str]:
        """The names of the machines, among which a redirect may lead."""
        return frozenset(urlsplit(one).hostname or "" for one in (self.api, self.feeds, self.bulk))

    @classmethod
    def under(cls, address: str) -> "Hosts":
        """Return the interfaces of a mirror, or arXiv's own where no address is given."""
        if not address:
            return cls()
        return cls(f"{address}/api/query", f"{address}/rss", f"{address}/oai")


class ArXiv:
    """arXiv, asked through one connection at a time."""

    def __init__(self, asker: PoliteClient, hosts: Hosts) -> None:
        self._asker = asker
        self._hosts = hosts

    async def feed(
        self, client: "httpx.AsyncClient", categories: Sequence[str], seen: Validators | None = None
    ) -> Fetched:
        """Fetch what was announced today in some categories, in one request."""
        url = f"{self._hosts.feeds}/{'+'.join(categories)}"
        answer = await self._asker.get(client, url, seen)
        if answer.is_unchanged:
            return Fetched(None, answer.validators)
        return Fetched(parse(answer.body, url), answer.validators)

    async def records(self, client: "httpx.AsyncClient", ids: Sequence[str]) -> Parsed:
        """Fetch papers by id, many at once; those that arXiv does not have are left out."""
        parts = []
        for start in range(0, len(ids), AT_ONCE):
            wanted = ",".join(ids[start : start + AT_ONCE])
            parts.append(await self._query(client, f"id_list={wanted}", 0, AT_ONCE))
        return _joined(parts)

    async def by_author(self, client: "httpx.AsyncClient", name: str) -> Parsed:
        """Fetch an author's papers, the newest first, up to two thousand."""
        asked = quote(f'au:"{name}"')
        order = "sortBy=submittedDate&sortOrder=descending"
        parts: list[Parsed] = []
        for start in range(0, _MOST_OF_AUTHOR, _PAGE):
            part = await self._query(client, f"search_query={asked}&{order}", start, _PAGE)
            parts.append(part)
            if not part.arrivals or start + _PAGE >= (part.total or 0):
                break
        return _joined(parts)

    async def harvest(
        self, client: "httpx.AsyncClient", category: str, first: date, last: date
    ) -> AsyncIterator[Parsed]:
        """Yield pages of all records of a category that were changed from one day to another."""
        asked = f"metadataPrefix=arXivRaw&from={first}&until={last}&set={set_of(category)}"
        while True:
            url = f"{self._hosts.bulk}?verb=ListRecords&{asked}"
            parsed = parse((await self._asker.get(client, url)).body, url)
            yield parsed
            if not parsed.token:
                return
            asked = f"resumptionToken={quote(parsed.token, safe='')}"

    async def _query(
        self, client: "httpx.AsyncClient", asked: str, start: int, most: int
    ) -> Parsed:
        url = f"{self._hosts.api}?{asked}&start={start}&max_results={most}"
        answer: Answer = await self._asker.get(client, url)
        return parse(answer.body, url)


def set_of(category: str) -> str:
    """Return OAI's name of a category's set: cs:cs:CL, physics:hep-th, physics:astro-ph:GA."""
    archive, _, field = category.partition(".")
    if archive in _PHYSICS:
        return ":".join(["physics", archive, *([field] if field else [])])
    return f"{archive}:{archive}:{field}" if field else archive


def _joined(parts: Sequence[Parsed]) -> Parsed:
    arrivals = {one.paper.id: one for part in parts for one in part.arrivals}
    return Parsed(tuple(arrivals.values()), tuple(one for part in parts for one in part.skipped))
