"""Whether what a query asks of a paper can change after the paper was first seen."""

from bot.query import Counted, Has, Like, Query, Tagged
from bot.query.leaves import Leaf


def is_lasting(query: Query) -> bool:
    """Tell whether a paper that matches always did: its words, authors and date hardly change.

    Votes do, and so does what is known of it, who lists it, and what it is like.
    """
    return not any(map(_may_change, query.leaves()))


def _may_change(leaf: Leaf) -> bool:
    match leaf:
        case Counted() | Has() | Like():
            return True
        case Tagged(field):
            return field == "source"
        case _:
            return getattr(leaf, "field", "") == "submitter"
