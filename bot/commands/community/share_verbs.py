"""Links to papers that people post: remembered by the channel, shown in that channel alone."""

from bot.commands.community.vote_verbs import root_of
from bot.commands.context import Context
from bot.commands.paper_lists import split_page, stored
from bot.compose import share_messages
from bot.compose.list_messages import PAGE
from bot.errors import UserError
from bot.message import Message
from bot.model import Paper, PlaceChoices, Share
from bot.model.identity import papers_named
from bot.query import Query, matches, parse, view
from bot.store import audits, papers
from bot.store.community import place_choices, shares

MOST = 500
"""The newest shares of a channel that are looked through."""


def shared(context: Context, argument: str) -> Message:
    """Remember links that were posted here; without one, or with a query, show what was."""
    said, page = split_page(f" {argument}")
    named, is_all = papers_named(said.strip()) if said.strip() else ([], False)
    if not named or not is_all:
        return show_shared(context, said.strip(), page)
    request = context.request
    found = [paper for one in named if (paper := stored(context, one))]
    with context.store.write() as tx:
        if place_choices.get_choices(tx, request.destination).remembers_shares:
            for paper in found:
                shares.add_share(
                    tx, request.workspace, request.destination, request.person,
                    request.name, root_of(tx, paper), context.now,
                )  # fmt: skip
    return share_messages.remembered(len(found))


def sharing(context: Context, argument: str) -> Message:
    """Let links that are posted here be remembered, or no longer: then all are forgotten."""
    said = argument.strip().lower()
    if said not in ("on", "off"):
        raise UserError("Say: /papers sharing on, or: /papers sharing off")
    request = context.request
    with context.store.write() as tx:
        known = place_choices.get_choices(tx, request.destination)
        chosen = PlaceChoices(known.posts_at_once, remembers_shares=said == "on")
        place_choices.put_choices(tx, request.workspace, request.destination, chosen)
        gone = shares.forget_shares(tx, request.destination) if said == "off" else 0
        audits.record_audit(
            tx, context.now, request.workspace, request.person, request.destination,
            "sharing", said,
        )  # fmt: skip
    return share_messages.chosen(is_on=said == "on", forgotten=gone)


def show_shared(context: Context, asked: str, page: int) -> Message:
    """Show what was linked to in this place, all of it or what a query leaves."""
    query = parse(asked) if asked else None
    with context.store.read() as tx:
        known = shares.shares_in(tx, context.request.destination, MOST)
        found = papers.get_papers(tx, [one.paper_id for one in known])
    entries = [
        (found[one.paper_id], one)
        for one in known
        if one.paper_id in found and _is_wanted(context, query, found[one.paper_id])
    ]
    part: list[tuple[Paper, Share]] = entries[(page - 1) * PAGE : page * PAGE]
    return share_messages.shared_here(part, asked, page, len(entries))


def _is_wanted(context: Context, query: Query | None, paper: Paper) -> bool:
    if query is None:
        return True
    return matches(query, view(paper), context.now.date(), context.search.likeness)
