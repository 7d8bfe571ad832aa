"""The page and the picture that show how topics move."""

import asyncio
from urllib.parse import urlencode

from aiohttp import web

from adapters.web.answers import Answer, Handler
from adapters.web.page_templates import Templates
from adapters.web.trend_picture import draw_trends
from bot.message import Catalogue

LONGEST = 400


class TrendHandlers:
    """Answers with how topics move, as a table and as a picture."""

    def __init__(self, catalogue: Catalogue, templates: Templates) -> None:
        self._catalogue = catalogue
        self._templates = templates
        self.routes: dict[str, Handler] = {"/trends": self.page, "/trends.png": self.picture}

    async def page(self, request: web.Request) -> Answer:
        """Show the picture, and its numbers as a table."""
        trends = await self._catalogue.topics(request.query.get("topics", "")[:LONGEST])
        topics = ", ".join(one.topic for one in trends)
        return self._templates.page(
            "trends.html",
            title="How topics are moving",
            trends=trends,
            topics=topics,
            picture=f"/trends.png?{urlencode({'topics': topics})}",
            path="/trends",
        )

    async def picture(self, request: web.Request) -> Answer:
        """Draw it."""
        trends = await self._catalogue.topics(request.query.get("topics", "")[:LONGEST])
        drawn = await asyncio.to_thread(draw_trends, trends, request.query.get("scheme", "light"))
        return Answer(drawn, "image/png", cache_control="public, max-age=3600")
