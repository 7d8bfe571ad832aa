"""Commands that search: search, explain, similar."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.commands.alerts.alert_choice import named_draft
from bot.commands.alerts.alert_offer import alert_button
from bot.commands.community.share_verbs import show_shared
from bot.commands.context import Context
from bot.commands.paper_lists import show, split_page, stored, wanted_paper
from bot.compose import list_messages, query_messages, search_messages
from bot.message import SHORTEST_BUTTON, Action, Message
from bot.model import SearchResult
from bot.model.identity import paper_id, papers_named
from bot.query import (
    And,
    Counted,
    Dated,
    Has,
    Like,
    Phrase,
    Query,
    Tagged,
    Word,
    parse,
)
from bot.search import Search
from bot.search.sort import FIT, split_sort
from bot.store import drafts

SIMILAR = 5

_SHARED_HERE = re.compile(r"\s{0,9}\bshared:here\b\s*", re.IGNORECASE)


def search(context: Context, argument: str) -> Message:
    """Answer with one page of hits; an id or a link is looked up instead."""
    query, page = split_page(argument)
    if not query:
        query, page = argument, 1  # “page 2” alone asks for such words
    if "shared:here" in query.lower():
        return show_shared(context, _SHARED_HERE.sub(" ", query).strip(), page)
    named = _papers_meant(query)
    if len(named) == 1:
        found = stored(context, named[0])
        return show(context, found) if found else search_messages.not_stored(named[0])
    if named:
        query = _by_id(named)
    answer = run_search(context.search, query, list_messages.PAGE, (page - 1) * list_messages.PAGE)
    # An alert on a misspelt word would never tell of anything.
    alert = alert_button(context, _meant(answer, query))
    message = search_messages.page(answer, query, page, (alert,))
    return replace(message, actions=tuple(_short(context, message.actions)))


def run_search(searching: Search, query: str, limit: int, offset: int = 0) -> SearchResult:
    """Search, and where nothing is found, say what of it no paper meets at all."""
    found = searching.find(query, limit, offset)
    if found.hits or offset:
        return found
    barren = _barren(searching, _meant(found, query))
    return replace(found, problems=(*found.problems, *barren))


def again(context: Context, argument: str) -> Message:
    """Go on with a search that was kept, on another page or in another order."""
    number, _, rest = argument.partition(" ")
    kept = named_draft(context, number).text
    asked, _, _ = split_sort(kept) if "sort:" in rest else (kept, "", "")
    return search(context, f"{asked} {rest}")


def _short(context: Context, actions: Iterable[Action]) -> Iterator[Action]:
    """Yield buttons that every platform can hold: the text of a long search is kept for them."""
    kept: dict[str, int] = {}
    for action in actions:
        verb, _, text = action.command.partition(" ")
        if len(action.command) <= SHORTEST_BUTTON or verb != "search":
            yield action
            continue
        query, page = split_page(text)
        asked, order, _ = split_sort(query)
        if asked not in kept:
            kept[asked] = _keep(context, asked)
        behind = (f" sort:{order}" if order != FIT else "") + (f" page {page}" if page > 1 else "")
        yield replace(action, command=f"again {kept[asked]}{behind}")


def _keep(context: Context, asked: str) -> int:
    """Keep a search as a draft; one that is kept already is the same."""
    person = context.request.person
    with context.store.write() as tx:
        known = [one.id for one in drafts.get_drafts(tx, person) if one.text == asked]
        return known[-1] if known else drafts.add_draft(tx, person, asked, None, context.now).id


def _meant(found: SearchResult, query: str) -> str:
    return found.corrected or found.asked or query


def _barren(searching: Search, query: str) -> list[str]:
    """Say what of a query no paper meets at all, whatever its words are."""
    root = parse(query).root
    parts = root.parts if isinstance(root, And) else (root,)
    return [
        query_messages.barren(part)
        for part in parts
        if isinstance(part, Tagged | Like | Dated | Counted | Has)
        and not searching.select(Query(part), 1)
    ]


def explain(context: Context, argument: str) -> Message:
    """Say what a query means, and what in it was not understood."""
    asked, order, problem = split_sort(argument)
    if named := _papers_meant(asked):
        asked = _by_id(named)
    ordering = problem or search_messages.say_order(order)
    button = alert_button(context, asked)
    return query_messages.explained(argument, parse(asked), ordering, button)


def similar(context: Context, argument: str) -> Message:
    """Find papers like a stored one."""
    paper = wanted_paper(context, argument)
    return search_messages.similar(paper, context.search.similar(paper, SIMILAR))


def _papers_meant(query: str) -> list[str]:
    """Return the papers that are wanted themselves, whatever else is said of them.

    “[2405.12345] LoRA: Low-Rank Adaptation” is what browsers call a page, and wants that paper.
    """
    if known := paper_id(query):
        return [known]
    named, is_all = papers_named(query)
    if is_all or len(named) != 1:
        return named if is_all else []
    root = parse(query).root
    parts = root.parts if isinstance(root, And) else ()
    is_plain = all(isinstance(one, Word | Phrase) and not one.field for one in parts)
    return named if parts and is_plain else []


def _by_id(named: Iterable[str]) -> str:
    """Return the query for some papers themselves."""
    return " OR ".join(f"id:{one}" for one in named)
