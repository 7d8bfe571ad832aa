"""The feeds: the day, what's trending, a query, an author, a lab, a category."""

from urllib.parse import urlencode

from aiohttp import web

from adapters.web.answers import Answer, Handler, json_answer
from adapters.web.feeds import ATOM_TYPE, JSON_TYPE, Feed, atom, json_feed, newest_first
from adapters.web.page_templates import quote_path
from bot.message import Catalogue, PaperList

ENTRIES = 50
TAGS = {"author": "author", "org": "org", "category": "cat"}
LONGEST = 1000


class FeedHandlers:
    """Answers with feeds from a catalogue; `site` is where its pages stand."""

    def __init__(self, catalogue: Catalogue, site: str) -> None:
        self._catalogue = catalogue
        self._site = site
        self.routes: dict[str, Handler] = {
            "/feeds/day.{format:atom|json}": self.day,
            "/feeds/trending.{format:atom|json}": self.trending,
            "/feeds/search.{format:atom|json}": self.search,
            "/feeds/{field:author|org|category}.{format:atom|json}": self.tagged,
        }

    async def day(self, request: web.Request) -> Answer:
        """Tell of the papers of the last lists: a week's, so that nobody misses one."""
        found = await self._catalogue.listed("week", 0, ENTRIES * 4)
        if found is None or not found.papers:
            found = await self._catalogue.listed("today", 0, ENTRIES)
        assert found
        return self._answer(request, found, "Daily Papers", "/")

    async def trending(self, request: web.Request) -> Answer:
        """Tell of what gained votes lately, as it stands on the page."""
        found = await self._catalogue.listed("trending", 0, ENTRIES)
        assert found
        return self._answer(request, found, found.title, "/trending", is_sorted=True)

    async def search(self, request: web.Request) -> Answer:
        """Tell of new papers that a query finds."""
        asked = request.query.get("q", "").strip()[:LONGEST]
        found = await self._catalogue.search(asked, "date", 0, ENTRIES)
        exact = tuple(one for one in found.papers if not one.is_near)
        title = f"Papers for “{asked}”"
        page = f"/search?{urlencode({'q': asked, 'sort': 'date'})}"
        return self._answer(request, PaperList(title, papers=exact), title, page)

    async def tagged(self, request: web.Request) -> Answer:
        """Tell of new papers of an author, a lab or a category."""
        field, name = request.match_info["field"], request.query.get("name", "").strip()[:200]
        if not name:
            raise web.HTTPNotFound
        found = await self._catalogue.tagged(TAGS[field], name, 0, ENTRIES)
        return self._answer(request, found, found.title, f"/{field}/{quote_path(name)}")

    def _answer(
        self,
        request: web.Request,
        found: PaperList,
        title: str,
        page: str,
        *,
        is_sorted: bool = False,
    ) -> Answer:
        papers = found.papers if is_sorted else newest_first(found.papers)
        own = f"{self._site}{request.raw_path}"
        return feed_answer(request, Feed(title, own, f"{self._site}{page}", papers, self._site))


def feed_answer(request: web.Request, feed: Feed, *, is_private: bool = False) -> Answer:
    """Write a feed in the format that a request's address names."""
    if request.match_info["format"] == "json":
        written = json_answer(json_feed(feed), JSON_TYPE)
        return Answer(written.body, JSON_TYPE, 200, is_private, headers=written.headers)
    return Answer(atom(feed), ATOM_TYPE, 200, is_private)
