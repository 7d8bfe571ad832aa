"""The pages that people read: lists of days, searches, papers, authors and labs."""

from dataclasses import dataclass

from aiohttp import web

from adapters.web.answers import Answer, Handler
from adapters.web.page_templates import Templates
from bot.message import Catalogue, PaperList

PAGE = 20
MOST_PAGES = 500
LONGEST_QUERY = 1000
SORTS = ("relevance", "date", "upvotes")
TAGS = {"author": "author", "org": "org", "category": "cat"}


@dataclass(frozen=True, slots=True)
class Paging:
    """Which of how many pages is shown, and the number of its first paper."""

    page: int
    pages: int
    first: int


class PageHandlers:
    """Answers with pages from a catalogue."""

    def __init__(self, catalogue: Catalogue, templates: Templates) -> None:
        self._catalogue = catalogue
        self._templates = templates
        self.routes: dict[str, Handler] = {
            "/": self.today,
            "/trending": self.trending,
            "/day/{period}": self.period,
            "/week/{period}": self.period,
            "/month/{period}": self.period,
            "/week": self.last_days,
            "/month": self.last_days,
            "/search": self.search,
            "/paper/{id:.+}": self.paper,
            "/similar/{id:.+}": self.similar,
            "/{field:author|org|category}/{value:.+}": self.tagged,
        }

    async def today(self, request: web.Request) -> Answer:
        """Show the newest list."""
        return await self._list(request, "today", "/")

    async def trending(self, request: web.Request) -> Answer:
        """Show what gained votes lately."""
        return await self._list(request, "trending", "/trending")

    async def last_days(self, request: web.Request) -> Answer:
        """Show the last seven or thirty days."""
        return await self._list(request, request.path.strip("/"), request.path)

    async def period(self, request: web.Request) -> Answer:
        """Show a day, a week or a month."""
        return await self._list(request, request.match_info["period"], request.path)

    async def search(self, request: web.Request) -> Answer:
        """Show what a query finds; without one, how to ask."""
        asked = request.query.get("q", "").strip()[:LONGEST_QUERY]
        if not asked:
            return self._templates.page("ask.html", title="Search papers", path=request.path)
        sort = request.query.get("sort", "")
        page = page_of(request)
        found = await self._catalogue.search(
            asked, sort if sort in SORTS else "", (page - 1) * PAGE, PAGE
        )
        return self._templates.page(
            "search.html",
            title=found.title,
            found=found,
            asked=asked,
            sort=found.sort,
            path="/search",
            paging=_paging(found, page),
        )

    async def tagged(self, request: web.Request) -> Answer:
        """Show the papers of an author, a lab or a category."""
        field, value = TAGS[request.match_info["field"]], request.match_info["value"]
        page = page_of(request)
        found = await self._catalogue.tagged(field, value[:200], (page - 1) * PAGE, PAGE)
        return self._templates.page(
            "tagged.html",
            title=found.title,
            found=found,
            status=200 if found.total else 404,
            path=request.path,
            feed=f"{field}/{value[:200]}",
            paging=_paging(found, page),
        )

    async def paper(self, request: web.Request) -> Answer:
        """Show all of a paper, or its citation as a file."""
        wanted = request.match_info["id"]
        name, is_file, _ = wanted.rpartition(".bib")
        shown = await self._catalogue.paper(name if is_file else wanted)
        if shown is None:
            raise web.HTTPNotFound
        if is_file:
            return Answer(shown.citation.encode() + b"\n", "application/x-bibtex")
        record = shown.record
        return self._templates.page(
            "paper.html",
            title=record.title.plain,
            paper=record,
            details=shown,
            path=f"/paper/{record.id}",
            description=record.summary.plain,
            image=record.image or record.preview,
        )

    async def similar(self, request: web.Request) -> Answer:
        """Show the papers most like one."""
        found = await self._catalogue.similar(request.match_info["id"], PAGE)
        if found is None:
            raise web.HTTPNotFound
        return self._templates.page(
            "tagged.html",
            title=found.title,
            found=found,
            path=request.path,
            feed="",
            paging=_paging(found, 1),
        )

    async def _list(self, request: web.Request, period: str, path: str) -> Answer:
        page = page_of(request)
        found = await self._catalogue.listed(period, (page - 1) * PAGE, PAGE)
        if found is None:
            raise web.HTTPNotFound
        return self._templates.page(
            "list.html", title=found.title, found=found, path=path, paging=_paging(found, page)
        )


def page_of(request: web.Request) -> int:
    """Return which page is asked for; the first where that can't be read."""
    written = request.query.get("page", "")
    is_number = written.isascii() and written.isdigit() and len(written) < 5
    return min(max(int(written), 1), MOST_PAGES) if is_number else 1


def _paging(found: PaperList, page: int) -> Paging:
    return Paging(page, min(-(-found.total // PAGE), MOST_PAGES), found.offset + 1)
