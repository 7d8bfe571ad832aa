"""The server: which address is answered by what, and what every answer goes through."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from adapters.web.answers import Handler
from adapters.web.api_handlers import ApiHandlers
from adapters.web.feed_handlers import FeedHandlers
from adapters.web.kept_answers import KeptAnswers
from adapters.web.mail_handlers import MailHandlers
from adapters.web.middleware import errors_as_pages, make_limiter, with_headers
from adapters.web.page_handlers import PageHandlers
from adapters.web.page_templates import Templates
from adapters.web.person_handlers import PersonHandlers
from adapters.web.rate_limits import READERS, Rate
from adapters.web.settings import WebSettings
from adapters.web.site_handlers import SiteHandlers
from adapters.web.trend_handlers import TrendHandlers
from bot.message import Desk

KEPT = web.AppKey("kept", KeptAnswers)
MOST_BYTES = 64 * 1024
"""Of a form: nothing that people type here is longer."""


def make_server(desk: Desk, settings: WebSettings, readers: Rate = READERS) -> web.Application:
    """Build the server over a desk; each of the `readers` may ask so often."""
    templates = Templates(settings)
    kept = KeptAnswers(desk.catalogue)
    pages = PageHandlers(desk.catalogue, templates)
    feeds = FeedHandlers(desk.catalogue, settings.address)
    api = ApiHandlers(desk.catalogue, settings.address)
    site = SiteHandlers(desk.catalogue, templates, settings)
    mail = MailHandlers(desk, templates)
    person = PersonHandlers(desk, templates, settings.address)
    app = web.Application(
        middlewares=[with_headers, errors_as_pages(templates), make_limiter(settings, readers)],
        client_max_size=MOST_BYTES,
    )
    app[KEPT] = kept
    for routes in (
        TrendHandlers(desk.catalogue, templates).routes,
        pages.routes,
        feeds.routes,
        api.routes,
        site.routes,
    ):
        for path, handler in routes.items():
            app.router.add_get(path, kept.around(handler))
    for room in (mail, person):
        for path, handler in room.gets.items():
            app.router.add_get(path, _plainly(handler))
        for path, handler in room.posts.items():
            app.router.add_post(path, _plainly(handler))
    return app


def _plainly(handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return a handler for the server whose answers are kept nowhere."""

    async def handle(request: web.Request) -> web.StreamResponse:
        return (await handler(request)).response(request)

    return handle
