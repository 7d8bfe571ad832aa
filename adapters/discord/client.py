"""The client of discord.py, set up so that it neither pings, leaks nor waits without end."""

import logging

import discord
from discord import app_commands

from adapters.discord.waits import make_trace

# The least that discord.py allows; what is longer is left to the outbox.
_LONGEST_RATE_LIMIT_S = 30


class PapersClient(discord.Client):
    """A client that hears of servers and interactions, and of no messages."""

    def __init__(self, proxy: str | None) -> None:
        # At debug level discord.py writes down addresses that hold interaction tokens.
        logging.getLogger("discord").setLevel(logging.INFO)
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=_LONGEST_RATE_LIMIT_S,
            proxy=proxy,
            http_trace=make_trace(),
        )
        self.tree: app_commands.CommandTree[discord.Client] = app_commands.CommandTree(self)

    async def forget_connections(self) -> None:
        """Make ready for another login: each opens a session, but would keep a closed connector."""
        await self.http.close()
        self.http.connector = discord.utils.MISSING
