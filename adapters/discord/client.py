"""The client of discord.py, set up so that it neither pings, leaks nor waits without end."""

import logging
from time import monotonic

import discord
from discord import app_commands

from adapters.discord.waits import make_trace

# The least that discord.py allows; what is longer is left to the outbox.
_LONGEST_RATE_LIMIT_S = 30


class NoTurn(Exception):
    """The gateway wants a new session, which has to wait for its turn."""


class PapersClient(discord.Client):
    """A client that hears of servers and interactions, and of no messages.

    `heard_at` is when anything last came down its gateway (monotonic, s), heartbeats included.
    """

    def __init__(
        self, proxy: str | None, shard_id: int | None = None, shard_count: int | None = None
    ) -> None:
        # At debug level discord.py writes down addresses that hold interaction tokens.
        logging.getLogger("discord").setLevel(logging.INFO)
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=_LONGEST_RATE_LIMIT_S,
            proxy=proxy,
            http_trace=make_trace(),
            enable_debug_events=True,  # raw messages are how it shows that a gateway lives
            shard_id=shard_id,
            shard_count=shard_count,
        )
        self.tree: app_commands.CommandTree[discord.Client] = app_commands.CommandTree(self)
        self.has_turn = False
        self.heard_at = monotonic()

    async def on_socket_raw_receive(self, _message: str) -> None:
        """Note that the gateway lives."""
        self.heard_at = monotonic()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify only in turn: 1000 a day are allowed, and beyond them the token is reset.

        discord.py gives this hook a minute, so that a longer wait has to end the connection.
        """
        if not self.has_turn:
            raise NoTurn
        self.has_turn = False

    async def forget_connections(self) -> None:
        """Make ready for another login: each opens a session, but would keep a closed connector."""
        await self.http.close()
        self.http.connector = discord.utils.MISSING
