"""Reading many records one by one: what is wrong with one of them costs that one alone."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from bot.model import Skipped

log = logging.getLogger(__name__)
R = TypeVar("R")
T = TypeVar("T")


def read_each(
    kind: str, found: Iterable[R], read: Callable[[R, int], T | str], first: int = 1
) -> Iterator[T | Skipped]:
    """Yield what is made of each record, or Skipped as "item 3" with the reason.

    `read` gets a record and its place, and returns a sentence for what is no paper.
    """
    for place, one in enumerate(found, start=first):
        try:
            made = read(one, place)
        except (ValueError, TypeError, ArithmeticError, LookupError, RecursionError) as error:
            # Whatever a stranger thinks of next: the other records are worth more than a trace.
            log.debug("reading %s %d", kind, place, exc_info=error)
            made = f"it cannot be read ({type(error).__name__})"
        yield Skipped(f"{kind} {place}", made) if isinstance(made, str) else made
