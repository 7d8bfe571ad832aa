"""`sort:date`, `sort:upvotes`: the order of an answer, which is no part of what is asked for."""

import re

from bot.search.engine import PUBLISHED, UPVOTES

FIT = "relevance"
_FIELDS = {FIT: "", "date": PUBLISHED, "upvotes": UPVOTES}
ORDERS = tuple(_FIELDS)
"""What `sort:` may be followed by."""

_OTHER_NAMES = {
    "best": FIT,
    "fit": FIT,
    "day": "date",
    "new": "date",
    "newest": "date",
    "latest": "date",
    "recent": "date",
    "published": "date",
    "votes": "upvotes",
    "likes": "upvotes",
    "popular": "upvotes",
    "top": "upvotes",
}
_WRITTEN = re.compile(r"(?<!\S)sort:\s?(\w*)(?!\S)", re.IGNORECASE)


def split_sort(text: str) -> tuple[str, str, str]:
    """Split "lora sort:date" into the rest, the order, and what is wrong with it, "" for nothing.

    The last order counts where there are several.
    """
    written = _WRITTEN.findall(text)
    if not written:
        return text, FIT, ""
    name = written[-1].lower()
    rest = " ".join(_WRITTEN.sub(" ", text).split())
    order = _OTHER_NAMES.get(name, name)
    if order in _FIELDS:
        return rest, order, ""
    orders = f"sort:{', sort:'.join(ORDERS)}"
    return rest, FIT, f"“sort:{written[-1]}” is no order; there are {orders}. The best come first."


def field_of(order: str) -> str:
    """Return the field of an order, "" for how well papers fit."""
    return _FIELDS[order]
