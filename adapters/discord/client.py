"""The client of discord.py, set up so that it neither pings, leaks nor waits without end."""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any

import aiohttp
import discord
from aiohttp import ClientWebSocketResponse
from discord.gateway import KeepAliveHandler
from discord.http import Route, json_or_text

from adapters.discord import sentences
from adapters.discord.retry_after import make_trace

# The least that discord.py allows; what is longer is left to the outbox.
_LONGEST_RATE_LIMIT_S = 30

_CLIENT_LOG = logging.getLogger("discord.client")

SHOWN_S = 120.0
"""For how long people are told that the bot was away."""

_GOODBYE_S = 5.0
"""How long a gateway that is left has for its goodbye; one that is silent says none."""


def _slimmed(parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """Hand on what Discord tells of a server without what nobody reads."""

    def slim(server: dict[str, Any]) -> None:
        parse({**server, **{key: [] for key in _IN_SERVERS if key in server}})

    return slim


def _intents(*, reads_links: bool) -> discord.Intents:
    wanted = discord.Intents(INTENTS.value)
    wanted.message_content = reads_links
    return wanted


def _with_words(start: Callable[..., Any]) -> Callable[..., Any]:
    """Write the id of a person as Discord describes it, where the library writes a number."""
    return lambda user_id: start(str(user_id))


class NoTurn(Exception):
    """The gateway wants a new session, which has to wait for its turn."""


INTENTS = discord.Intents(
    guilds=True, guild_messages=True, dm_messages=True, guild_reactions=True, dm_reactions=True
)
"""Nothing that Discord has to grant: of messages in servers only those are told in full that
mention the bot, and who is a member is never asked."""

_IN_SERVERS = ("channels", "threads", "emojis", "stickers", "members", "presences", "voice_states",
               "stage_instances", "guild_scheduled_events", "soundboard_sounds")  # fmt: skip
"""What Discord tells of each server, and nobody here reads: it would take ten times the memory."""


class _InALine(logging.Filter):
    """Says in a line that a connection was lost: that is no fault, and needs no traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        if record.exc_info and "reconnect" in str(record.msg):
            why = record.exc_info[1]
            record.msg, record.args = f"{record.getMessage()} ({type(why).__name__})", ()
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class PapersClient(discord.Client):
    """A client that hears of servers, interactions, and what is written to it.

    `heard_at` is when anything last came down its gateway (monotonic, s), heartbeats included.
    """

    def __init__(
        self,
        proxy: str | None,
        shard_id: int | None = None,
        shard_count: int | None = None,
        *,
        reads_links: bool = False,
    ) -> None:
        # At debug level discord.py writes down addresses that hold interaction tokens.
        logging.getLogger("discord").setLevel(logging.INFO)
        if not any(isinstance(one, _InALine) for one in _CLIENT_LOG.filters):
            _CLIENT_LOG.addFilter(_InALine())
        super().__init__(
            intents=_intents(reads_links=reads_links),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=_LONGEST_RATE_LIMIT_S,
            proxy=proxy,
            http_trace=make_trace(),
            enable_debug_events=True,  # raw messages are how it shows that a gateway lives
            shard_id=shard_id,
            shard_count=shard_count,
        )
        self._socket: ClientWebSocketResponse | None = None
        self._connect_to = self.http.ws_connect
        self.http.ws_connect = self._open_socket  # type: ignore[method-assign]
        self.http.start_private_message = _with_words(self.http.start_private_message)  # type: ignore[method-assign]
        parsers = self._connection.parsers
        parsers["GUILD_CREATE"] = _slimmed(parsers["GUILD_CREATE"])
        self.has_turn = False
        self.returns_late = False
        self._shows = ""
        self.heard_at = monotonic()

    async def on_socket_raw_receive(self, _message: str) -> None:
        """Note that the gateway lives."""
        self.heard_at = monotonic()

    async def on_ready(self) -> None:
        """Tell people, after a long wait, that they were not heard; a while later, no longer."""
        if not self.returns_late:
            await self.show("")
            return
        self.returns_late = False
        await self.show(sentences.BACK_AGAIN)
        await asyncio.sleep(SHOWN_S)
        await self.show("")

    async def show(self, words: str) -> None:
        """Show a line below the bot's name, "" for none; nothing where nobody is connected."""
        shown = discord.CustomActivity(words) if words else None
        if self.is_ready() and words != self._shows:
            self._shows = words
            with suppress(discord.DiscordException, OSError):
                await self.change_presence(activity=shown)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify only in turn: 1000 a day are allowed, and beyond them the token is reset.

        discord.py gives this hook a minute, so that a longer wait has to end the connection.
        """
        if not self.has_turn:
            raise NoTurn
        self.has_turn = False

    async def close_gateway(self) -> None:
        """Close the gateway alone: deliveries that are under way still need their connections.

        The library drops a connection that was refused its turn without closing it, and its
        thread would send heartbeats to nobody for ever.
        """
        for thread in threading.enumerate():
            if isinstance(thread, KeepAliveHandler) and thread.ws.socket is self._socket:
                thread.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(_GOODBYE_S):
                if self.ws is not None and self.ws.open:
                    await self.ws.close(code=1000)
                if self._socket is not None:
                    await self._socket.close()

    async def _open_socket(self, url: str, *, compress: int = 0) -> ClientWebSocketResponse:
        self._socket = await self._connect_to(url, compress=compress)
        return self._socket

    async def request_once(self, route: Route, payload: dict[str, Any]) -> Any:  # noqa: ANN401
        """Ask Discord once for what would be there twice if it was asked again.

        The library sends again what was answered with 502, which Discord may have done already.
        """
        http = self.http
        session: aiohttp.ClientSession = http._HTTPClient__session  # type: ignore[attr-defined]
        headers = {"User-Agent": http.user_agent, "Authorization": f"Bot {http.token}"}
        async with session.request(
            route.method, route.url, json=payload, headers=headers, proxy=http.proxy
        ) as response:
            data = await json_or_text(response)
            if response.status < 300:
                return data
            if response.status == 429 and isinstance(data, dict):
                raise discord.RateLimited(float(data["retry_after"]))
            if response.status >= 500:
                raise discord.DiscordServerError(response, data)
            kinds = {403: discord.Forbidden, 404: discord.NotFound}
            raise kinds.get(response.status, discord.HTTPException)(response, data)

    async def forget_connections(self) -> None:
        """Make ready for another login: each opens a session, but would keep a closed connector."""
        await self.http.close()
        self.http.connector = discord.utils.MISSING
