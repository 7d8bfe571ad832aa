"""Autocomplete: what Discord shows below a command while somebody types it."""

import logging

from discord import app_commands

from bot.message import Desk, Request, Text

log = logging.getLogger(__name__)

MOST = 25
LENGTH = 100
"""https://discord.com/developers/docs/interactions/application-commands#autocomplete"""


async def choices_of(request: Request, desk: Desk) -> list[app_commands.Choice[str]]:
    """Return what a command may become; nothing where that cannot be told.

    Picking a choice types its text, which Discord takes whole or not at all. Two choices that
    look the same would be one to whoever picks.
    """
    try:
        choices = await desk.complete(request, MOST)
    except Exception:  # whatever a desk raises, the person just types on
        log.exception("The desk could not complete")
        return []
    shown: dict[str, str] = {}
    for one in choices:
        if 0 < len(one.text) <= LENGTH and one.label.strip():
            shown.setdefault(Text(one.label).cut(LENGTH).plain, one.text)
    return [app_commands.Choice(name=label, value=text) for label, text in shown.items()]
