"""A button that makes an alert of any search."""

from bot.commands.context import Context
from bot.message import Action
from bot.store import drafts

SHORTEST_BUTTON = 90
"""Characters of a command that every platform's buttons can hold."""


def alert_button(context: Context, query: str) -> Action:
    """Return a button that tries a query as an alert; a long one is kept as a draft for it."""
    command = f"alert add {query}"
    if len(command) > SHORTEST_BUTTON:
        with context.store.write() as tx:
            draft = drafts.add_draft(tx, context.request.person, query, None, context.now)
        command = f"alert draft {draft.id}"
    return Action("Alert me", command)
