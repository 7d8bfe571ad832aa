"""What is said where somebody points at a list that isn't there, or at none of its papers."""

from collections.abc import Sequence

NOTHING_SEEN = "I don't know which list you mean: you haven't seen one here yet."
TO_SEE = (("Today's papers", "today"), ("The last 7 days", "week"))
_MOST = 5


def no_page(which: str) -> str:
    """Say that a list goes on no further."""
    return "That was the whole list." if which == "next" else "That's where the list begins."


def not_in_list(number: int, known: Sequence[int]) -> str:
    """Say which numbers the last list has."""
    if len(known) == 1:
        return f"There's no number {number}: the last list you saw has only number {known[0]}."
    return f"There's no number {number} in the last list you saw; it has {known[0]} to {known[-1]}."


def those_in_list(verb: str, known: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """Offer the same for the papers that are in the list."""
    return tuple((f"Number {number}", f"{verb} {number}") for number in known[:_MOST])
