"""Somebody's own pages, opened by a secret key: what they have, and changing it."""

from aiohttp import web

from adapters.web.answers import Answer
from adapters.web.feed_handlers import feed_answer
from adapters.web.feeds import Feed
from adapters.web.page_templates import Templates
from bot.errors import UserError
from bot.message import Desk, Reply, Request

PLACES = {
    "home": "Overview",
    "alert list": "Alerts",
    "saved": "Saved papers",
    "subscriptions": "Digests",
    "email": "Mail",
    "alert settings": "When I'm told",
}
"""What a page of one's own shows first, and the pages beside it."""

LONGEST = 2000
_KEY = r"{key:[\w-]{16,64}}"


class PersonHandlers:
    """Answers the owner of a key; every button is a command, as in a chat."""

    def __init__(self, desk: Desk, templates: Templates, site: str) -> None:
        self._desk = desk
        self._templates = templates
        self._site = site
        self.gets = {
            f"/me/{_KEY}": self.show,
            f"/feeds/alerts/{_KEY}.{{format:atom|json}}": self.feed,
        }
        self.posts = {f"/me/{_KEY}": self.do}

    async def show(self, request: web.Request) -> Answer:
        """Show one of the places."""
        reader = await self._reader(request)
        asked = request.query.get("show", "home")
        command = asked if asked in PLACES else "home"
        page = request.query.get("page", "")
        words = f"{command} page {page}" if page.isdecimal() and len(page) < 5 else command
        return self._page(request, command, await self._answer(reader, words))

    async def do(self, request: web.Request) -> Answer:
        """Do what a button, a form or a typed line says."""
        reader = await self._reader(request)
        said = await request.post()
        values = {name: str(value)[:LONGEST] for name, value in said.items()}
        command = " ".join(values.pop("command", "").split(" "))[:LONGEST]
        reply = await self._answer(reader, command)
        if reply.form and values.pop("filled", ""):
            try:
                filled = reply.form.fill(_toggled(values))
                reply = await self._answer(reader, filled)
            except UserError as error:
                return self._page(request, command, reply, fault=str(error))
        return self._page(request, command, reply)

    async def feed(self, request: web.Request) -> Answer:
        """Tell of what somebody's alerts matched."""
        reader = await self._reader(request)
        found = await self._desk.catalogue.alerts(reader.person)
        feed = Feed(
            found.title,
            f"{self._site}{request.path}",
            f"{self._site}/me/{request.match_info['key']}",
            found.papers,
            self._site,
        )
        return feed_answer(request, feed, is_private=True)

    async def _reader(self, request: web.Request) -> Request:
        reader = await self._desk.reader(request.match_info["key"])
        if reader is None:
            raise web.HTTPNotFound
        return reader

    async def _answer(self, reader: Request, words: str) -> Reply:
        asked = Request(words, reader.person, reader.destination, reader.workspace, prefix="")
        return await self._desk.answer(asked)

    def _page(self, request: web.Request, command: str, reply: Reply, fault: str = "") -> Answer:
        return self._templates.page(
            "mine.html",
            status=400 if reply.is_error or fault else 200,
            is_private=True,
            title=PLACES.get(command, "Done" if not reply.is_error else "That didn't work"),
            places=PLACES,
            command=command,
            reply=reply,
            fault=fault,
            key=request.match_info["key"],
        )


def _toggled(values: dict[str, str]) -> dict[str, str]:
    """Return values in which a box that isn't ticked, which browsers leave out, is off."""
    boxes = values.pop("boxes", "").split()
    return {**dict.fromkeys(boxes, ""), **values}
