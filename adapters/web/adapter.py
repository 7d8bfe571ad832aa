"""The pages as a platform: they are asked, and nothing is ever sent to them."""

import asyncio
import logging
import socket
from collections.abc import Sequence

from aiohttp import web

from adapters.web.server import make_server
from adapters.web.settings import WebSettings
from bot.errors import ConfigError, DestinationGone
from bot.message import CheckResult, Delivery, Desk, Limits, Message, Request, Sent

log = logging.getLogger(__name__)

_READ_ONLY = "Pages can't be posted to: subscribe with an e-mail address instead."


class WebAdapter:
    """Implements `bot.message.Adapter` by serving HTTP."""

    name = "web"
    is_heard_by_web = True
    repeat_window_s = 0.0

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._socket: socket.socket | None = None

    @property
    def address(self) -> str:
        """Where the pages are found."""
        return self._settings.address

    @property
    def limits(self) -> Limits:
        """Nothing is too long for a page."""
        from adapters.web import LIMITS  # noqa: PLC0415 - the room imports this module

        return LIMITS

    def open_port(self) -> bool:
        """Take the port; False where somebody else has it."""
        try:
            family = socket.AF_INET6 if ":" in self._settings.host else socket.AF_INET
            self._socket = socket.create_server(
                (self._settings.host, self._settings.port), family=family, backlog=512
            )
        except OSError as error:
            log.info("port %d can't be used: %s", self._settings.port, error.strerror)
            return False
        return True

    async def run(self, desk: Desk) -> None:
        """Serve until cancelled; raises ConfigError where the port can't be used."""
        if self._socket is None and not self.open_port():
            raise ConfigError(
                "PAPERS_WEB_PORT",
                f"port {self._settings.port} can't be used here; choose another one.",
            )
        assert self._socket
        runner = web.AppRunner(make_server(desk, self._settings), access_log=None)
        await runner.setup()
        try:
            await web.SockSite(runner, self._socket).start()
            log.info("pages are at %s", self.address)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()
            self._socket = None

    async def check(self) -> Sequence[CheckResult]:
        """Say where the pages are; there is nobody to ask."""
        line = f"pages are served at {self.address}"
        if self._settings.public_url:
            return [CheckResult(True, line)]
        return [CheckResult(True, f"{line}; set PUBLIC_URL so that mails can link to them")]

    async def authorize(self, request: Request) -> None:
        """Let nobody change anything: whoever reads pages is nobody in particular."""

    async def prepare(self, request: Request) -> Request:
        """Raise DestinationGone: nothing can be posted on a page."""
        raise DestinationGone(_READ_ONLY)

    async def send(self, delivery: Delivery) -> Sent:
        """Raise DestinationGone: nothing can be posted on a page."""
        raise DestinationGone(_READ_ONLY)

    async def edit(self, sent: Sent, message: Message) -> None:
        """Raise DestinationGone: nothing was ever posted."""
        raise DestinationGone(_READ_ONLY)

    async def find(self, delivery: Delivery) -> Sent | None:
        """Find nothing: nothing was ever posted."""
        return None

    def ailing(self) -> str:
        """Say nothing: a server that can't listen ends its process."""
        return ""

    async def close(self) -> None:
        """Let go of the port."""
        if self._socket:
            self._socket.close()
