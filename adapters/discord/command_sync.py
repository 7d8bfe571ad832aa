"""Telling Discord the commands: once, and again only when they are others than it knows."""

import logging
from collections.abc import Sequence
from typing import Any

from adapters.discord.client import PapersClient
from adapters.discord.slash_commands import commands_of, fingerprint
from bot.message import Verb

log = logging.getLogger(__name__)


async def sync_commands(
    client: PapersClient, verbs: Sequence[Verb], guild_id: int = 0, *, is_forced: bool = False
) -> bool:
    """Tell Discord the commands where the hash of what it knows differs; return whether it did.

    Each process asks at its start, and a bot may create only 200 commands a day. Those of one
    server (`guild_id`) are there at once, those for all within minutes.
    """
    http, me = client.http, client.application_id or 0
    wanted: Any = commands_of(verbs)
    known: Any = (
        await http.get_guild_commands(me, guild_id)
        if guild_id
        else await http.get_global_commands(me)
    )
    if not is_forced and fingerprint(known) == fingerprint(wanted):
        return False
    if guild_id:
        await http.bulk_upsert_guild_commands(me, guild_id, wanted)
    else:
        await http.bulk_upsert_global_commands(me, wanted)
    log.info("Told Discord the new commands; clients may show the old ones for a while")
    return True
