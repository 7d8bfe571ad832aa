"""What is stored about a person, handed out to them, and forgotten where they wish."""

import json

from bot.commands.context import Context
from bot.commands.paper_lists import split_page
from bot.compose import privacy_messages
from bot.message import Message
from bot.store import personal_data

PAGE = 6000
"""Characters of an answer; in a shell, `all` shows them together."""


def export(context: Context, argument: str) -> Message:
    """Hand out all that is stored about whoever asks, page by page, or `all` of it."""
    with context.store.read() as tx:
        stored = personal_data.export(tx, context.request.person)
    text = json.dumps(stored, ensure_ascii=False, indent=1)
    counts = {name: len(rows) for name, rows in stored.items()}
    if argument.strip().lower() == "all":
        return privacy_messages.exported(counts, text, 1, 1)
    _, page = split_page(f" {argument}")
    pages = -(-len(text) // PAGE)
    part = text[(page - 1) * PAGE : page * PAGE]
    return privacy_messages.exported(counts, part, page, pages)


def delete(context: Context, argument: str) -> Message:
    """Forget all of it, once that is confirmed."""
    if argument.strip().lower() != "yes":
        with context.store.read() as tx:
            stored = personal_data.export(tx, context.request.person)
        return privacy_messages.to_be_deleted({name: len(rows) for name, rows in stored.items()})
    with context.store.write() as tx:
        count = personal_data.forget(tx, context.request.person, context.now)
    return privacy_messages.deleted(count)
