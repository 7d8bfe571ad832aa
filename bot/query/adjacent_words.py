"""Words side by side in a query: those that may be one, as "multi modal", find the one as well."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.query.fields import NAMES
from bot.query.leaves import Word
from bot.query.tree import And, Node, Not, Or
from bot.text.compounds import joined


def join_neighbours(node: Node) -> Node:
    """Let each of two neighbours that must both hold be held by the two closed up, too."""
    match node:
        case And(parts):
            return And(tuple(_joined([join_neighbours(part) for part in parts])))
        case Or(parts):
            return Or(tuple(map(join_neighbours, parts)))
        case Not(And() | Or() as part):
            return Not(join_neighbours(part))  # type: ignore[arg-type]
        case _:
            return node


def _joined(parts: Sequence[Node]) -> list[Node]:
    found = list(parts)
    for place, (first, second) in enumerate(pairwise(parts)):
        if not isinstance(first, Word) or not isinstance(second, Word):
            continue
        if closed := _closed(first, second):
            for one in (place, place + 1):
                word = found[one]
                assert isinstance(word, Word)
                readings = dict.fromkeys((*word.readings, (closed,)))
                found[one] = replace(word, readings=tuple(readings))
    return found


def _closed(first: Word, second: Word) -> str:
    """Return two words as one, "" where they stay two: an acronym is no part but of a number."""
    if first.field != second.field or first.field in NAMES:
        return ""
    if (first.is_acronym or second.is_acronym) and not second.token[:1].isdigit():
        return ""
    return joined(first.token, second.token)
