"""The API: the same papers as JSON, read-only, described by `/openapi.json`."""

import re

from aiohttp import web

from adapters.web.answers import Answer, Handler, json_answer
from adapters.web.feeds import page_of
from adapters.web.middleware import problem
from adapters.web.openapi import CURSOR, DATE, LONGEST_QUERY, MOST, SORTS, USUAL, describe
from bot.message import Catalogue, PaperDetails, PaperList, PaperRecord


class BadParameter(Exception):
    """A parameter can't be read; the text says what works."""


class ApiHandlers:
    """Answers with JSON from a catalogue; `site` is where its pages stand."""

    def __init__(self, catalogue: Catalogue, site: str) -> None:
        self._catalogue = catalogue
        self._site = site
        self._described = json_answer(describe(site))
        handlers: dict[str, Handler] = {
            "/api/v1/search": self.search,
            "/api/v1/days/{day}": self.day,
            "/api/v1/trending": self.trending,
            "/api/v1/papers/{id:.+}/similar": self.similar,
            "/api/v1/papers/{id:.+}": self.paper,
        }
        self.routes = {path: _checked(handler) for path, handler in handlers.items()}
        self.routes["/openapi.json"] = self.description

    async def description(self, _: web.Request) -> Answer:
        """Describe the API."""
        return self._described

    async def search(self, request: web.Request) -> Answer:
        """Find papers."""
        _only(request, "q", "sort", "limit", "cursor")
        asked = request.query.get("q", "")
        if not 0 < len(asked) <= LONGEST_QUERY:
            raise BadParameter(f"q needs 1 to {LONGEST_QUERY} characters.")
        sort = request.query.get("sort", "relevance")
        if sort not in SORTS:
            raise BadParameter(f"sort is one of {', '.join(SORTS)}.")
        offset, limit = _stretch(request)
        return self._listed(await self._catalogue.search(asked, sort, offset, limit))

    async def day(self, request: web.Request) -> Answer:
        """List the papers of a day."""
        _only(request, "limit", "cursor")
        day = request.match_info["day"]
        if not re.fullmatch(DATE, day) and day != "today":
            raise BadParameter("Write the day as 2024-05-27, or today.")
        offset, limit = _stretch(request)
        found = await self._catalogue.listed(day, offset, limit)
        if found is None or (day != "today" and not (found.total and found.period == day)):
            return problem(404, f"No list is stored for {day}.")
        return self._listed(found)

    async def trending(self, request: web.Request) -> Answer:
        """List what gained votes lately."""
        _only(request, "limit", "cursor")
        offset, limit = _stretch(request)
        found = await self._catalogue.listed("trending", offset, limit)
        assert found
        return self._listed(found)

    async def paper(self, request: web.Request) -> Answer:
        """Tell all of a paper."""
        _only(request)
        shown = await self._catalogue.paper(request.match_info["id"])
        if shown is None:
            return problem(404, "No paper is stored under that id.")
        return json_answer(self._in_full(shown))

    async def similar(self, request: web.Request) -> Answer:
        """List the papers most like one."""
        _only(request, "limit")
        _, limit = _stretch(request)
        found = await self._catalogue.similar(request.match_info["id"], limit)
        if found is None:
            return problem(404, "No paper is stored under that id.")
        return self._listed(found)

    def _listed(self, found: PaperList) -> Answer:
        after = found.next_offset
        body = {
            "title": found.title,
            "notes": list(found.lead),
            "total": found.total,
            "papers": [self._record(one) for one in found.papers],
            "next_cursor": f"o{after}" if after is not None and after < 100_000 else None,
        }
        searched = {"corrected": found.corrected, "suggestion": found.suggestion}
        return json_answer(body | {name: value for name, value in searched.items() if value})

    def _in_full(self, shown: PaperDetails) -> dict[str, object]:
        return self._record(shown.record) | {
            "links": [{"label": link.label, "url": link.url} for link in shown.links],
            "votes": [
                {"at": one.at.isoformat().replace("+00:00", "Z"), "upvotes": one.upvotes}
                for one in shown.votes
            ],
            "citation": shown.citation,
        }

    def _record(self, paper: PaperRecord) -> dict[str, object]:
        days = {"published": paper.published, "revised": paper.revised, "listed": paper.day}
        return {
            "id": paper.id,
            "title": paper.title.plain,
            "url": paper.url or None,
            "page": page_of(paper, self._site),
            "summary": paper.summary.plain,
            "summary_by": paper.summary_by,
            "abstract": paper.abstract.plain,
            "authors": list(paper.authors),
            "organization": paper.organization or None,
            "categories": list(paper.categories),
            "keywords": list(paper.keywords),
            **{name: day.isoformat() if day else None for name, day in days.items()},
            "upvotes": paper.upvotes,
            "comments": paper.comments,
            "stars": paper.stars,
            "pdf": paper.pdf_url or None,
            "code": paper.code_url or None,
            "is_withdrawn": paper.is_withdrawn,
            "is_near": paper.is_near,
        }


def _checked(handler: Handler) -> Handler:
    async def handle(request: web.Request) -> Answer:
        try:
            return await handler(request)
        except BadParameter as error:
            return problem(400, str(error))

    return handle


def _only(request: web.Request, *known: str) -> None:
    """Refuse a parameter that means nothing, and one that is given twice."""
    for name in request.query:
        if name not in known:
            raise BadParameter(f"There's no parameter “{name[:40]}” here.")
        if len(request.query.getall(name)) > 1:
            raise BadParameter(f"Give {name} once.")


def _stretch(request: web.Request) -> tuple[int, int]:
    """Return where to begin and how many papers to list."""
    limit, cursor = request.query.get("limit", str(USUAL)), request.query.get("cursor", "o0")
    if not re.fullmatch(r"[0-9]{1,3}", limit) or not 1 <= int(limit) <= MOST:
        raise BadParameter(f"limit is a number from 1 to {MOST}.")
    if not re.fullmatch(CURSOR, cursor):
        raise BadParameter("cursor is what next_cursor said on the page before.")
    return int(cursor[1:]), int(limit)
