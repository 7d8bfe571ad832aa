"""`papers discord sync`: telling a platform which commands there are, when somebody wants it."""

import asyncio
from collections.abc import Sequence
from contextlib import closing

from bot import commands
from bot.app import App
from bot.cli.shell_options import Options
from bot.errors import ConfigError
from bot.message import Adapter, ListsCommands


def discord(words: Sequence[str]) -> int:
    """Tell Discord the commands now, for everybody or for one server."""
    options = Options("discord", "Tell Discord which commands there are.")
    options.add_argument(
        "what", nargs="?", default="sync", choices=["sync"], help="tells it now, changed or not"
    )
    options.add_argument(
        "server", nargs="?", default="", help="a server's id, where they show at once; else all"
    )
    asked = options.parse_args(words[1:])
    with closing(App()) as app:
        adapter = app.connect("discord")
        if adapter is None:
            raise ConfigError("DISCORD_TOKEN", "set it first, in .env or in the environment")
        print(asyncio.run(_tell(adapter, asked.server)))
    return 0


async def _tell(adapter: Adapter, server: str) -> str:
    assert isinstance(adapter, ListsCommands)
    try:
        return await adapter.list_commands(commands.listed_verbs(), server)
    finally:
        await adapter.close()
