"""Telling on every paper that is shown what the group makes of it."""

from bot.commands.context import Context
from bot.compose.standings import papers_on, save_button, vote_button, with_standings
from bot.message import Action, Message
from bot.model.identity import paper_id
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


def turned_by(context: Context, verb: str, argument: str) -> Action | None:
    """Return what a button has become by being pressed, None for one that is no toggle."""
    make = _TOGGLES.get(verb)
    known = paper_id(argument.split(maxsplit=1)[0]) if make and argument.strip() else None
    if make is None or known is None:
        return None
    request = context.request
    with context.store.read() as tx:
        standings = standings_of(tx, request.workspace, request.person, [known])
    return make(known, standings[known]) if known in standings else None


_TOGGLES = {"vote": vote_button, "unvote": vote_button, "save": save_button, "unsave": save_button}
