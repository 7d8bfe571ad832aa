"""The server: which address is answered by what, and what every answer goes through."""

from aiohttp import web

from adapters.web.api_handlers import ApiHandlers
from adapters.web.feed_handlers import FeedHandlers
from adapters.web.kept_answers import KeptAnswers
from adapters.web.middleware import errors_as_pages, make_limiter, with_headers
from adapters.web.page_handlers import PageHandlers
from adapters.web.page_templates import Templates
from adapters.web.settings import WebSettings
from adapters.web.site_handlers import SiteHandlers
from bot.message import Desk

KEPT = web.AppKey("kept", KeptAnswers)
MOST_BYTES = 64 * 1024
"""Of a form: nothing that people type here is longer."""


def make_server(desk: Desk, settings: WebSettings) -> web.Application:
    """Build the server over a desk."""
    templates = Templates(settings)
    kept = KeptAnswers(desk.catalogue)
    pages = PageHandlers(desk.catalogue, templates)
    feeds = FeedHandlers(desk.catalogue, settings.address)
    api = ApiHandlers(desk.catalogue, settings.address)
    site = SiteHandlers(desk.catalogue, templates, settings)
    app = web.Application(
        middlewares=[with_headers, errors_as_pages(templates), make_limiter(settings)],
        client_max_size=MOST_BYTES,
    )
    app[KEPT] = kept
    for routes in (pages.routes, feeds.routes, api.routes, site.routes):
        for path, handler in routes.items():
            app.router.add_get(path, kept.around(handler))
    return app
