"""What a site needs besides its papers: what it is, its style, robots.txt and the sitemap."""

from xml.sax.saxutils import escape

from aiohttp import web

from adapters.web.answers import Answer, Handler
from adapters.web.page_templates import STATIC, Templates
from adapters.web.settings import WebSettings
from bot.message import Catalogue

MOST_DAYS = 400
FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
_TYPES = {"style.css": "text/css", "icon.svg": "image/svg+xml"}


class SiteHandlers:
    """Answers for the site as a whole."""

    def __init__(self, catalogue: Catalogue, templates: Templates, settings: WebSettings) -> None:
        self._catalogue = catalogue
        self._templates = templates
        self._site = settings.address
        self._files = {name: (STATIC / name).read_bytes() for name in _TYPES}
        self.routes: dict[str, Handler] = {
            "/about": self.about,
            "/static/{name:style.css|icon.svg}": self.static,
            "/favicon.ico": self.icon,
            "/robots.txt": self.robots,
            "/sitemap.xml": self.sitemap,
        }

    async def about(self, _: web.Request) -> Answer:
        """Say what this is, how to get it elsewhere, and how the sources stand."""
        states = await self._catalogue.states()
        return self._templates.page(
            "about.html", title="About these pages", states=states, path="/about"
        )

    async def static(self, request: web.Request) -> Answer:
        """Hand out the style and the icon; an address with a fingerprint never changes."""
        name = request.match_info["name"]
        lasting = FOREVER if "v" in request.query else A_DAY
        return Answer(self._files[name], _TYPES[name], cache_control=lasting)

    async def icon(self, _: web.Request) -> Answer:
        """Hand out the icon to browsers that look where icons used to be."""
        return Answer(self._files["icon.svg"], _TYPES["icon.svg"], cache_control=A_DAY)

    async def robots(self, _: web.Request) -> Answer:
        """Let robots read papers and lists, but not ask every question there is."""
        lines = ["User-agent: *", "Disallow: /search", "Disallow: /similar/", "Disallow: /api/"]
        lines += ["Disallow: /me/", "Disallow: /confirm", f"Sitemap: {self._site}/sitemap.xml", ""]
        return Answer("\n".join(lines).encode(), "text/plain", cache_control=A_DAY)

    async def sitemap(self, _: web.Request) -> Answer:
        """List the pages of days, which lead to all papers."""
        days = await self._catalogue.days(MOST_DAYS)
        paths = ["/", "/trending", "/about", *(f"/day/{day}" for day in days)]
        urls = "".join(f"<url><loc>{escape(self._site + path)}</loc></url>" for path in paths)
        body = (
            '<?xml version="1.0" encoding="utf-8"?>'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        )
        return Answer(body.encode(), "application/xml", cache_control=A_DAY)
