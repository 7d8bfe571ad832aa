"""What is said about queries: what one means, and what of it was not understood."""

from bot.message import Action, Message, Text
from bot.query import (
    Counted,
    Dated,
    Has,
    Like,
    Query,
    Tagged,
    clean,
    explain,
    foldings,
    say_barren,
)

ASKS_NOTHING = "That asks for nothing. Write some words, such as: /papers search mixture of experts"


LONGEST_SAID = 120


def said_back(query: str) -> str:
    """Return a query as it is said back, in one line and without what turns a line around.

    Whoever pasted a page need not read it again.
    """
    return Text(" ".join(clean(query).split())).cut(LONGEST_SAID).plain


def barren(leaf: Tagged | Like | Dated | Counted | Has) -> str:
    """Say that what a query asks for besides words is true of no paper at all."""
    return f"No paper that I hold {say_barren(leaf)}."


def explained(text: str, query: Query, ordering: str, alert: Action) -> Message:
    """Say in words what a query means, what its words fold to, and what was not understood.

    `ordering` says in which order its papers come, "" where the best come first.
    """
    lines = list(map(str, query.problems))
    said = said_back(text)
    if query.is_empty:
        lines.append(ASKS_NOTHING)
        return Message(title=f"“{said}”", lead=Text("\n".join(lines)))
    lines.insert(0, f"I look for {explain(query)}.")
    if folded := foldings(query):
        lines.append(f"Forms and spellings of a word are one: {', '.join(folded)}.")
    lines += [*query.asides, *([ordering] if ordering else [])]
    return Message(
        title=f"What “{said}” means",
        lead=Text("\n".join(lines)),
        note=f"The same in short: {query}",
        actions=(Action("Search it", f"search {text}"), alert),
    )
