"""What a search found, as messages."""

from collections.abc import Iterator

from bot.compose.cards import hit_card
from bot.compose.list_messages import PAGE, count_papers
from bot.compose.query_messages import ASKS_NOTHING, said_back
from bot.compose.search_menus import ORDERS, is_narrowed, narrowed, narrowing_menu, order_menu
from bot.message import Action, Card, Menu, Message, Text
from bot.model import Paper, SearchResult
from bot.text.tokens import is_cjk

_REFINEMENTS = (
    ("Only with code", "has:code", "has:code"),
    ("Only of the last year", "since:365d", "since:"),
)
"""How a search can be narrowed down, and by which field it shows that it already is."""

_COMING_CLOSE = "From here on: close, but not all of it"

_IN_ANOTHER_SCRIPT = (
    "No paper I have uses those words. Nearly all titles and abstracts here are in English, so try "
    "it in English."
)

_HOW_THEY_COME = (
    "They come by themselves, within minutes, while the bot runs and reaches Hugging Face. In a "
    "shell, “papers fetch” brings the newest now, and “papers import PATH” takes in files."
)


def page(found: SearchResult, query: str, number: int, offers: tuple[Action, ...] = ()) -> Message:
    """Answer a search with one page of hits, and say what to try where there is none.

    `offers` are what else can be done with the query."""
    if not found.hits:
        return _nothing(found, query, number, offers)
    first = (number - 1) * PAGE
    cards = tuple(_cards(found, first))
    shown = first + len(cards)
    return Message(
        title=_title(found, query),
        lead=Text("\n".join([*_about_asking(found), *_about_near(found)])),
        cards=cards,
        note=_where(found, first + 1, shown),
        actions=(
            *_pages(query, number, shown < found.total + found.near),
            *_otherwise(found),
            *offers,
            *_in_other_orders(found),
            *_refined(found),
        ),
        menus=_menus(found),
    )


def _cards(found: SearchResult, first: int) -> Iterator[Card]:
    """Show the hits, with a word where those begin that only come close."""
    before = None
    for number, hit in enumerate(found.hits, start=first + 1):
        begins = hit.is_near and before is not None and not before.is_near
        yield hit_card(hit, number=number, heading=_COMING_CLOSE if begins else "")
        before = hit


def _pages(query: str, number: int, has_more: bool) -> Iterator[Action]:
    if number > 1:
        yield Action("Previous", f"search {query} page {number - 1}")
    if has_more:
        yield Action("More results", f"search {query} page {number + 1}")


def _refined(found: SearchResult) -> Iterator[Action]:
    """Offer to narrow down what is more than a page."""
    if found.total <= PAGE:
        return
    asked = found.asked.lower()
    for label, word, field in _REFINEMENTS:
        if field not in asked:
            yield Action(label, narrowed(found, word))


def _menus(found: SearchResult) -> tuple[Menu, ...]:
    """Offer menus where there is something to sort, or something to take back."""
    if found.total > PAGE:
        return order_menu(found), narrowing_menu(found)
    return (narrowing_menu(found),) if is_narrowed(found.asked) else ()


def _title(found: SearchResult, query: str) -> str:
    asked = said_back(found.corrected or found.asked or query)
    if found.is_near:
        return f"Near “{asked}”"
    return f"{count_papers(found.total)} for “{asked}”{ORDERS[found.order][0]}"


def say_order(order: str) -> str:
    """Say in which order papers come, "" where the best come first."""
    behind, label = ORDERS[order]
    return f"{label}." if behind else ""


def _in_other_orders(found: SearchResult) -> tuple[Action, ...]:
    """Offer the other orders of papers that one page cannot show."""
    if found.total <= PAGE:
        return ()
    return tuple(
        Action(label, f"search {found.asked} sort:{order}")
        for order, (_, label) in ORDERS.items()
        if order != found.order
    )


def _about_asking(found: SearchResult) -> list[str]:
    """Say what stands between what was asked and what is answered."""
    about = []
    if found.is_partial:
        about.append("I am still indexing: some papers are missing. Try again in a few minutes.")
    if found.corrected:
        about.append(f"Showing results for “{said_back(found.corrected)}”.")
    about += found.problems
    if found.suggestion:
        about.append(f"Did you mean “{said_back(found.suggestion)}”?")
    return about


def _otherwise(found: SearchResult) -> tuple[Action, ...]:
    """Offer to search for what was typed, where that was corrected, or for what may be meant."""
    sort = "" if found.order == "relevance" else f" sort:{found.order}"
    if found.corrected:
        return (Action(f"Search instead for {found.as_typed}", f"search {found.as_typed}{sort}"),)
    if found.suggestion:
        return (Action(f"Search for {found.suggestion}", f"search {found.suggestion}{sort}"),)
    return ()


def _about_near(found: SearchResult) -> list[str]:
    """Say which of the hits hold all that was asked for, and which only come close."""
    if found.is_near:
        if all(hit.is_related for hit in found.hits):
            return ["No paper uses those words; these are about something close."]
        return ["No paper holds all of that; these come nearest."]
    if not any(hit.is_near for hit in found.hits):
        return []
    if all(hit.is_near for hit in found.hits):
        return ["You've seen all that hold every word; these come close."]
    if found.total == 1:
        return ["One paper holds all of that. The ones after it come close."]
    return [f"{found.total:,} papers hold all of that. The ones after them come close."]


def _where(found: SearchResult, first: int, last: int) -> str:
    if found.total + found.near <= last - first + 1:
        return ""
    if last <= found.total:
        return f"{first} to {last} of {found.total:,}"
    return f"{first} to {last}, the nearest first" if found.is_near else f"{first} to {last}"


def _nothing(found: SearchResult, query: str, number: int, offers: tuple[Action, ...]) -> Message:
    if found.is_bare:
        return Message(title="No papers are stored yet", lead=Text(_HOW_THEY_COME), actions=offers)
    if number > 1:
        back = (Action("The first results", f"search {query}"),)
        return Message(lead=Text(f"No more results for “{said_back(query)}”."), actions=back)
    if found.asks_nothing:
        why = "\n".join([*found.problems, ASKS_NOTHING])
        return Message(title=f"“{said_back(query)}”", lead=Text(why))
    is_foreign = any(map(is_cjk, found.asked))
    advice = "Try fewer or other words, or be told when one comes."
    lead = [*_about_asking(found), _IN_ANOTHER_SCRIPT if is_foreign else advice]
    return Message(
        title=f"Nothing for “{said_back(query)}”",
        lead=Text("\n".join(lead)),
        actions=(
            *_otherwise(found),
            *offers,
            Action("Today's papers", "today"),
        ),
        menus=_menus(found),
    )


def not_stored(wanted: str) -> Message:
    """Say that a paper that was searched for by its id is not there, and offer to fetch it."""
    return Message(
        lead=Text(f"I do not hold {wanted} yet."),
        actions=(Action("Look it up", f"paper {wanted}"),),
    )


def similar(paper: Paper, found: SearchResult) -> Message:
    """Show the papers most like one."""
    if not found.hits:
        return Message(lead=Text(f"I hold no paper like “{paper.title}” yet."))
    cards = (hit_card(hit, number=n) for n, hit in enumerate(found.hits, start=1))
    return Message(title="Similar papers", lead=Text(f"To “{paper.title}”:"), cards=tuple(cards))
