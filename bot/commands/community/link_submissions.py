"""What people submit that nobody could fetch: a link, and the title that they give it."""

import re
from urllib.parse import urlsplit

from bot.commands.community.paper_notes import PaperNote, read_note
from bot.commands.context import Context
from bot.compose import submission_messages
from bot.errors import UserError
from bot.message import Message
from bot.model import TitledLink
from bot.model.doi import doi_url
from bot.model.identity import page_url
from bot.model.work_identity import work_id
from bot.store import audits
from bot.store.community import titled_links

_TITLED = re.compile(
    r"\s*(\S+)\s+[\"“”„«](?P<title>[^\"“”»]{3,300})[\"“”»]\s*(?P<rest>.*)", re.DOTALL
)
_LONGEST = 500


def split_title(argument: str) -> tuple[str, str]:
    """Split `URL "Title" a note` into `URL a note` and the title, "" where none is given."""
    match = _TITLED.fullmatch(argument)
    if not match or not link_of(match[1]):
        return argument, ""
    return f"{match[1]} {match['rest']}".strip(), " ".join(match["title"].split())


def link_of(written: str) -> str:
    """Return what a link is filed under: the work that it names, or its address made plain."""
    written = written.strip(" <>,;")
    if known := work_id(written):
        return known
    try:
        parts = urlsplit(written)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    is_address = parts.scheme in ("http", "https") and "." in host and not parts.username
    query = f"?{parts.query}" if parts.query else ""
    return (
        f"{host}{parts.path.rstrip('/')}{query}" if is_address and len(written) <= _LONGEST else ""
    )


def submit_link(context: Context, wanted: PaperNote, title: str, note: str) -> Message:
    """Put a link on the group's list under a title; raises UserError where none is given."""
    link = link_of(wanted.paper)
    if not title:
        raise UserError(submission_messages.ask_title(wanted.paper))
    made = _made(context, wanted.paper, link, title, note)
    with context.store.write() as tx:
        known = titled_links.add_link(tx, made)
    if known and known.is_removed:
        raise UserError("An admin took that link off your group's list, so it stays off.")
    if known:
        is_own = known.person == context.request.person
        return submission_messages.link_known_before(known, is_own=is_own)
    return submission_messages.link_submitted(made)


def remove_link(context: Context, written: str, *, by_admin: bool) -> Message | None:
    """Take a link off the list; None where it isn't on it."""
    request = context.request
    with context.store.write() as tx:
        known = titled_links.get_link(tx, request.workspace, link_of(written))
        if known is None or known.is_removed:
            return None
        if by_admin:
            titled_links.take_off(tx, request.workspace, known.link)
        elif known.person == request.person:
            titled_links.drop_link(tx, request.workspace, known.link)
        else:
            raise UserError(submission_messages.others_link(written.strip()))
        audits.record_audit(
            tx, context.now, request.workspace, request.person, request.destination,
            "unsubmit" if by_admin else "withdraw", known.link,
        )  # fmt: skip
    return submission_messages.link_removed(known)


def is_titled(argument: str) -> bool:
    """Tell whether a submission says itself what the paper is called."""
    return bool(split_title(argument)[1])


def note_of(wanted: PaperNote) -> str:
    """Return a note with its tags, as it is shown."""
    tags = " ".join(f"#{tag}" for tag in wanted.tags)
    return " ".join(filter(None, (wanted.note, tags)))


def read_submission(argument: str) -> tuple[PaperNote, str]:
    """Read what is submitted, with its note, and the title that is given to it."""
    without, title = split_title(argument)
    return read_note(without), title


def _made(context: Context, written: str, link: str, title: str, note: str) -> TitledLink:
    request = context.request
    bare = written.strip(" <>,;")
    url = page_url(link) or doi_url(link) or (bare if "://" in bare else "")
    return TitledLink(
        workspace=request.workspace,
        link=link,
        url=url,
        title=title,
        person=request.person,
        destination=request.destination,
        at=context.now,
        name=request.name,
        note=note,
    )
