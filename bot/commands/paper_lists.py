"""Commands that read: a paper, and the lists of days."""

import re
from dataclasses import replace

from bot.commands.context import Context
from bot.compose import list_messages, share_messages
from bot.errors import UserError
from bot.message import Message
from bot.model import Paper
from bot.model.work_identity import work_id
from bot.store import papers, signals
from bot.store.community import shares

_ELSE = "Or look for it: /papers search …"
_PAGE = re.compile(r"\bpage (\d{1,4})$", re.IGNORECASE)


def paper(context: Context, argument: str) -> Message:
    """Show all of a stored paper."""
    return show(context, wanted_paper(context, argument))


def split_page(argument: str) -> tuple[str, int]:
    """Split "lora page 2" into the rest and the page, 1 where none is named."""
    match = _PAGE.search(argument)
    return (argument[: match.start()].rstrip(), max(int(match[1]), 1)) if match else (argument, 1)


def wanted_paper(context: Context, written: str) -> Paper:
    """Return the stored paper that an id or a link names; raises UserError where none is."""
    known = work_id(written)
    found = stored(context, known or written.strip())
    if found is None and not known:
        found = _only_titled(context, written)
    if found:
        return found
    if known:
        raise UserError(f"I don't have {known}, and neither has anybody I ask. {_ELSE}")
    raise UserError(
        f"I couldn't find a paper called “{written[:60]}”. Give me its id, such as 2405.12345, its "
        f"DOI, or a link to arXiv, huggingface.co/papers, OpenReview or the ACL Anthology. {_ELSE}"
    )


def _only_titled(context: Context, title: str) -> Paper | None:
    """Return the paper whose title holds some words, where it is the only one."""
    found = context.search.completion.papers(title, 2)
    return stored(context, found[0].text) if len(found) == 1 else None


def stored(context: Context, wanted: str) -> Paper | None:
    """Return a stored paper by its id, None where it is not there."""
    with context.store.read() as tx:
        return papers.get_papers(tx, [wanted]).get(wanted)


def show(context: Context, found: Paper) -> Message:
    """Show all of a stored paper."""
    with context.store.read() as tx:
        points = signals.get_signals(tx, [found.id]).get(found.id, ())
        message = list_messages.one_paper(found, papers.get_listings(tx, found.id), points)
        root = papers.roots_of(tx, [found.id])[found.id]
        sharers = shares.sharers_of(tx, context.request.destination, root)
    note = f"{message.note} {share_messages.say_sharers(sharers)}".strip()
    return replace(message, note=note)
