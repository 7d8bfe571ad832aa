"""A button that makes an alert of any search."""

from bot.commands.context import Context
from bot.message import SHORTEST_BUTTON, Action
from bot.store import drafts


def alert_button(context: Context, wish: str, label: str = "Alert me") -> Action:
    """Return a button that tries an alert as typed; a long one is kept as a draft for it."""
    command = f"alert add {wish}"
    if len(command) > SHORTEST_BUTTON:
        with context.store.write() as tx:
            draft = drafts.add_draft(tx, context.request.person, wish, None, context.now)
        command = f"alert draft {draft.id}"
    return Action(label, command)
