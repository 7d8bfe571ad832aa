"""Commands that look into what somebody keeps, and what the group does."""

from dataclasses import dataclass, replace

from bot.commands.community.citation_verbs import split_form, written
from bot.commands.community.vote_verbs import root_of
from bot.commands.context import Context
from bot.commands.paper_lists import split_page, wanted_paper
from bot.compose import library_messages
from bot.compose.list_messages import PAGE
from bot.message import Message
from bot.model import Paper, Save
from bot.query import Query, matches, parse, view
from bot.store import papers
from bot.store.community import saves

MOST_HERE = 500
"""The newest saves of a group that are looked through."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a library is wanted: a query, tags, and read or unread where it matters."""

    query: Query | None
    tags: frozenset[str]
    is_read: bool | None


def saved(context: Context, argument: str) -> Message:
    """Show what somebody keeps, all of it or what a query, #tags, `read` or `unread` leave.

    `here` stands for what the people of this workspace keep, `export` for a bibliography.
    """
    asked, page = split_page(f" {argument}")
    asked = asked.strip()
    first, _, rest = asked.partition(" ")
    if first.lower() == "here":
        return _saved_here(context, rest.strip(), page)
    if first.lower() == "export":
        return export(context, rest.strip(), page)
    entries = wanted_of(context, asked)
    part = entries[(page - 1) * PAGE : page * PAGE]
    return library_messages.library(part, asked, page, len(entries))


def _saved_here(context: Context, asked: str, page: int) -> Message:
    with context.store.read() as tx:
        counts = saves.saved_here(tx, context.request.workspace, MOST_HERE)
        tags = saves.tags_here(tx, context.request.workspace, list(counts))
        found = papers.get_papers(tx, counts)
    wanted = replace(read_wish(asked), is_read=None)
    # Tags are the group's; what somebody wrote beside them is not for others to find.
    entries = [
        (found[root], count)
        for root, count in counts.items()
        if root in found
        and _is_wanted(context, wanted, found[root], Save(root, context.now, tags=tags[root]))
    ]
    part = entries[(page - 1) * PAGE : page * PAGE]
    return library_messages.group_library(part, asked, page, len(entries))


def read(context: Context, argument: str) -> Message:
    """Mark a saved paper as read."""
    return _mark(context, argument, is_read=True)


def unread(context: Context, argument: str) -> Message:
    """Mark a saved paper as unread."""
    return _mark(context, argument, is_read=False)


def kept_papers(context: Context) -> list[tuple[Paper, Save]]:
    """Return what whoever asks keeps, the newest first."""
    with context.store.read() as tx:
        kept = saves.saves_of(tx, context.request.person)
        found = papers.get_papers(tx, [one.paper_id for one in kept])
    return [(found[one.paper_id], one) for one in kept if one.paper_id in found]


def read_wish(asked: str) -> Wish:
    """Read “unread lora #rlhf”: words are a query, as everywhere."""
    words = asked.split()
    tags = frozenset(word[1:].lower() for word in words if word.startswith("#") and len(word) > 1)
    left = [word for word in words if not word.startswith("#")]
    is_read = {"read": True, "unread": False}.get(left[0].lower()) if left else None
    text = " ".join(left[1:] if is_read is not None else left)
    return Wish(parse(text) if text else None, tags, is_read)


def wanted_of(context: Context, asked: str) -> list[tuple[Paper, Save]]:
    """Return what of a library a text asks for."""
    wanted = read_wish(asked)
    return [one for one in kept_papers(context) if _is_wanted(context, wanted, *one)]


def _is_wanted(context: Context, wanted: Wish, paper: Paper, kept: Save) -> bool:
    if wanted.is_read is not None and kept.is_read != wanted.is_read:
        return False
    if not wanted.tags <= set(kept.tags):
        return False
    if wanted.query is None:
        return True
    # One's own words to a paper are found as if they stood in it.
    noted = replace(paper, abstract=f"{paper.abstract}\n{kept.note}\n{' '.join(kept.tags)}")
    return matches(wanted.query, view(noted), context.now.date(), context.search.likeness)


def export(context: Context, argument: str, page: int) -> Message:
    """Write a library, or what of it fits, as BibTeX, RIS, CSL-JSON, CSV or JSONL."""
    form, rest = split_form(argument)
    kept = wanted_of(context, rest)
    if not kept:
        return library_messages.library([], rest, 1, 0)
    text = written([paper for paper, _ in kept], form)
    again = f"saved export {form} {rest}".strip()
    return library_messages.exported(text, form, len(kept), again, page)


def _mark(context: Context, argument: str, *, is_read: bool) -> Message:
    paper = wanted_paper(context, argument)
    request = context.request
    with context.store.write() as tx:
        who = (request.workspace, request.person, root_of(tx, paper))
        is_there = saves.set_read(tx, *who, is_read=is_read)
    if not is_there:
        return library_messages.not_saved(paper)
    return library_messages.marked(paper, is_read=is_read)
