"""Telling on every paper that is shown what the group makes of it."""

from bot.commands.context import Context
from bot.compose.standings import papers_on, with_standings
from bot.message import Message
from bot.store.community.standings import standings_of


def with_group(context: Context, message: Message) -> Message:
    """Return a message whose papers tell the votes of this workspace, and one's own."""
    shown = papers_on(message)
    if not shown:
        return message
    request = context.request
    with context.store.read() as tx:
        known = standings_of(tx, request.workspace, request.person, shown, request.destination)
    return with_standings(message, known)
