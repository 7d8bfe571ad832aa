"""Why a paper is not what a query asks for: the parts that fail, in words."""

from datetime import date

from bot.query.explanation import say, say_where
from bot.query.leaves import Counted, Dated, Has, Like, Tagged
from bot.query.matcher import NO_LIKENESS, Likeness, holds
from bot.query.paper_view import View
from bot.query.tree import And, Node, Not, Or, Query

MOST_SAID = 2


def why_not(query: Query, paper: View, today: date, likeness: Likeness = NO_LIKENESS) -> str:
    """Say which part of a query a paper fails: "it lacks “lora” in the title".

    Empty where it fails none.
    """
    if query.root is None or holds(query.root, paper, today, likeness):
        return ""
    parts = query.root.parts if isinstance(query.root, And) else (query.root,)
    failing = [part for part in parts if not holds(part, paper, today, likeness)]
    said = [_say_failing(part) for part in failing[:MOST_SAID]]
    more = len(failing) - len(said)
    return "it " + " and ".join(said) + (f", and {more} parts more" if more else "")


def say_barren(leaf: Tagged | Like | Dated | Counted | Has) -> str:
    """Say of what is asked besides words that no paper meets it: "is in category cs.CL"."""
    match leaf:
        case Dated():
            return f"was {say_where(leaf)}"
        case Tagged() | Like():
            return f"is {say_where(leaf)}"
        case _:
            return f"has {say(leaf)}"


def _say_failing(node: Node) -> str:
    match node:
        case Not(part):
            return f"has {say(part)}, which is left out"
        case Or():
            return f"lacks all of {say(node)}"
        case Dated():
            return f"was not {say_where(node)}"
        case Tagged() | Like():
            return f"is not {say_where(node)}"
        case Counted():
            return f"has not {say(node)}"
        case _:
            return f"lacks {say(node)}"
