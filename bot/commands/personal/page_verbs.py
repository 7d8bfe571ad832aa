"""`link`: the address of somebody's own page, and of their alerts as a feed."""

from bot.commands.context import Context
from bot.compose import page_messages
from bot.errors import UserError
from bot.message import Message
from bot.store import page_keys


def link(context: Context, argument: str) -> Message:
    """Give somebody their addresses; “new” makes the old ones worthless."""
    if not context.site:
        raise UserError(page_messages.NO_PAGES)
    request, is_new = context.request, argument.strip().lower() in ("new", "reset", "revoke")
    make = page_keys.new_key if is_new else page_keys.key_of
    with context.store.write() as tx:
        key = make(tx, request.person, request.workspace, context.now)
    page, feed = f"{context.site}/me/{key}", f"{context.site}/feeds/alerts/{key}.atom"
    return page_messages.own_page(page, feed, is_new=is_new)
