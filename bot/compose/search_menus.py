"""Menus below a search: the orders it can stand in, and ways to narrow it down."""

import re
from collections.abc import Iterator, Sequence

from bot.message import SHORTEST_BUTTON, Action, Menu
from bot.model import SearchResult

ORDERS = {
    "relevance": ("", "Best first"),
    "date": (", newest first", "Newest first"),
    "upvotes": (", most upvotes first", "Most upvotes first"),
}
"""What an order is called behind a title, and where people choose it."""

_CODE = re.compile(r"has:code", re.IGNORECASE)
_TIME = re.compile(r"(?:since|until|date):\S+", re.IGNORECASE)
_CATEGORY = re.compile(r"cat:\S+", re.IGNORECASE)
_KINDS = (_CODE, _TIME, _CATEGORY)
_OPERATORS = frozenset(("AND", "OR", "NOT", "ANDNOT", "|", "||"))
_SPANS = (("Last 7 days", "since:7d"), ("Last 30 days", "since:30d"), ("Last year", "since:365d"))
_MOST_YEARS, _MOST_CATEGORIES = 4, 6


def order_menu(found: SearchResult) -> Menu:
    """Offer all orders, the one that holds marked."""
    choices = (
        Action(label, f"search {found.asked} sort:{order}", is_on=order == found.order)
        for order, (_, label) in ORDERS.items()
    )
    return Menu("Sort by", _short(choices))


def narrowing_menu(found: SearchResult) -> Menu:
    """Offer what narrows a search down, and to take back what already does."""
    parts = parts_of(found.asked)
    choices = (
        *_code_choices(found, parts),
        *_time_choices(found, parts),
        *_category_choices(found, parts),
    )
    return Menu("Narrow it down", _short(choices))


def is_narrowed(asked: str) -> bool:
    """Tell whether a search holds something that the menu can take back."""
    return any(kind.fullmatch(part) for part in parts_of(asked) for kind in _KINDS)


def narrowed(found: SearchResult, word: str) -> str:
    """Return a search for what also holds `word`, in the place of another of its kind."""
    kind = next(kind for kind in _KINDS if kind.fullmatch(word))
    return f"{_without(found, kind)} {word} sort:{found.order}"


def _without(found: SearchResult, kind: re.Pattern[str]) -> str:
    kept = [part for part in parts_of(found.asked) if not kind.fullmatch(part)]
    return " ".join(("search", *kept))


def parts_of(asked: str) -> Sequence[str]:
    """Split a query at blanks outside of quotes and brackets; one with operators stays whole."""
    parts, depth, is_quoted = [""], 0, False
    for sign in asked:
        is_quoted ^= sign == '"'
        depth += 0 if is_quoted else (sign == "(") - (sign == ")")
        if sign.isspace() and depth == 0 and not is_quoted:
            parts.append("")
        else:
            parts[-1] += sign
    if is_quoted or depth:
        return (asked,)
    parts = list(filter(None, parts))
    return (f"({asked})",) if _OPERATORS & set(parts) else parts


def _code_choices(found: SearchResult, parts: Sequence[str]) -> Iterator[Action]:
    if any(map(_CODE.fullmatch, parts)):
        yield from _widening("With or without code", found, _CODE)
    else:
        yield Action("Only with code", narrowed(found, "has:code"))


def _time_choices(found: SearchResult, parts: Sequence[str]) -> Iterator[Action]:
    if any(map(_TIME.fullmatch, parts)):
        yield from _widening("From any time", found, _TIME)
    years = sorted({hit.paper.published.year for hit in found.hits if hit.paper.published})
    from_years = ((f"From {year}", f"date:{year}") for year in years[: -_MOST_YEARS - 1 : -1])
    for label, word in (*_SPANS, *from_years):
        yield Action(label, narrowed(found, word), is_on=word in parts)


def _category_choices(found: SearchResult, parts: Sequence[str]) -> Iterator[Action]:
    if any(map(_CATEGORY.fullmatch, parts)):
        yield from _widening("In any category", found, _CATEGORY)
    known = dict.fromkeys(name for hit in found.hits for name in hit.paper.categories)
    for name in list(known)[:_MOST_CATEGORIES]:
        word = f"cat:{name}"
        yield Action(f"In {name}", narrowed(found, word), is_on=word in parts)


def _widening(label: str, found: SearchResult, kind: re.Pattern[str]) -> Iterator[Action]:
    """Offer to take back what narrows a search, where something to search for is left."""
    without = _without(found, kind)
    if without != "search":
        yield Action(label, f"{without} sort:{found.order}")


def _short(choices: Iterator[Action] | Sequence[Action]) -> tuple[Action, ...]:
    """Leave out what no button holds."""
    return tuple(one for one in choices if len(one.command) <= SHORTEST_BUTTON)
