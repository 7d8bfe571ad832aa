"""Socket Mode: a connection that Slack's envelopes come down, watched so that it stays open."""

import asyncio
import logging
from time import monotonic
from typing import Protocol

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.client import QUIET

_log = logging.getLogger(__name__)
WATCH_S = 15.0
_CONNECT_S = 30.0
_MISSES = 2
QUIET_S = 900.0


class Socket(Protocol):
    """What is used of the SDK's Socket Mode client."""

    wss_uri: str | None

    async def is_connected(self) -> bool:
        """Tell whether the connection is open and answers pings."""
        ...

    async def connect(self) -> None:
        """Connect to `wss_uri`, or to an address asked for where it is None."""
        ...


class Line:
    """Socket Mode's connection, watched: open and answering pings, and not deaf.

    A session can fall deaf with its pings still answered (bolt-python#1529): nothing then tells
    it from a quiet night, so that after a quiet quarter of an hour it is made anew.
    """

    def __init__(self) -> None:
        self._heard_at = monotonic()
        self._misses = 0

    def ailing(self) -> str:
        """Say what is wrong with it, "" if nothing."""
        return "Slack's socket does not answer" if self._misses >= _MISSES else ""

    async def listen(
        self, app: AsyncApp, web_client: AsyncWebClient, app_token: str, url: str
    ) -> None:
        """Listen on the socket at `url`, and on those that follow it, until cancelled."""
        handler = AsyncSocketModeHandler(app, app_token, logger=QUIET, web_client=web_client)
        client = handler.client
        client.proxy = web_client.proxy
        client.wss_uri = url
        client.on_message_listeners.append(self._hear)
        try:
            await _connect(client)
            _log.info("Slack is connected by Socket Mode")
            await self.watch(client)
        finally:
            await client.close()  # type: ignore[no-untyped-call]

    async def watch(self, client: Socket) -> None:
        """Reconnect where the SDK's own monitor did not within two looks (it can die silently)."""
        while True:
            await asyncio.sleep(WATCH_S)
            self._misses = 0 if await client.is_connected() else self._misses + 1
            if self._misses >= _MISSES:
                _log.warning("Slack's socket is silent: connecting anew")
                await self._renew(client)
            elif monotonic() - self._heard_at > QUIET_S:
                _log.info("nothing came from Slack for a while: connecting anew, to be sure")
                await self._renew(client)

    async def _renew(self, client: Socket) -> None:
        client.wss_uri = None
        await _connect(client)
        self._heard_at = monotonic()
        self._misses = 0

    async def _hear(self, _message: object) -> None:
        self._heard_at = monotonic()


async def _connect(client: Socket) -> None:
    """Connect, asking for a new address now and then: each is good for one try only.

    The SDK tries the same address for ever, every few seconds, and says so to nobody.
    """
    while True:
        try:
            async with asyncio.timeout(_CONNECT_S):
                await client.connect()
                return
        except TimeoutError:
            _log.warning("Slack's socket cannot be reached: trying again")
            client.wss_uri = None
