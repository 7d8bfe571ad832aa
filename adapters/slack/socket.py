"""Socket Mode: a connection that Slack's envelopes come down, watched so that it stays open."""

import asyncio
import logging
from typing import Protocol

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.client import QUIET

_log = logging.getLogger(__name__)
_WATCH_S = 15.0
_CONNECT_S = 30.0


class Socket(Protocol):
    """What is used of the SDK's Socket Mode client."""

    wss_uri: str | None

    async def is_connected(self) -> bool:
        """Tell whether the connection is open and answers pings."""
        ...

    async def connect(self) -> None:
        """Connect to `wss_uri`, or to an address asked for where it is None."""
        ...


async def listen(app: AsyncApp, web_client: AsyncWebClient, app_token: str, url: str) -> None:
    """Listen on the socket at `url`, and on those that follow it, until cancelled."""
    client = AsyncSocketModeHandler(app, app_token, logger=QUIET, web_client=web_client).client
    client.proxy = web_client.proxy
    client.wss_uri = url
    try:
        await _connect(client)
        _log.info("Slack is connected by Socket Mode")
        await watch(client)
    finally:
        await client.close()  # type: ignore[no-untyped-call]


async def watch(client: Socket, every_s: float = _WATCH_S) -> None:
    """Reconnect where the SDK's own monitor did not within two looks (it can die silently)."""
    misses = 0
    while True:
        await asyncio.sleep(every_s)
        misses = 0 if await client.is_connected() else misses + 1
        if misses >= 2:
            _log.warning("Slack's socket is silent: connecting anew")
            client.wss_uri = None
            await _connect(client)
            misses = 0


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
