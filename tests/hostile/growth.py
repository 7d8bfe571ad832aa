"""How the time that something takes grows with what it is given, by the processor's own clock."""

import gc
from collections.abc import Callable
from itertools import pairwise
from time import thread_time

NOTABLE_S = 0.003
"""Below that nothing can be told from noise."""

SHORT = 100
TIMES_LONGER = 4
MOST_TIMES_SLOWER = 9.0
"""Four times as much may take four times as long and a little more, not the sixteen of a square."""


def sizes(first: int, last: int) -> list[int]:
    """Return lengths that grow by the same factor, small ones first: a power of two hangs soon."""
    found = [first]
    while found[-1] * TIMES_LONGER <= last:
        found.append(found[-1] * TIMES_LONGER)
    return found


def outgrows(work: Callable[[str], object], text: Callable[[int], str], lengths: list[int]) -> str:
    """Return at which length `work` grew too fast, "" where it kept to n·log n.

    A length is looked into only where it takes notable time, and again before it is blamed. One
    jump may be where something is done that was not needed before, unless the text is short.
    """
    jumps = 0
    for before, length in pairwise(lengths):
        if _took_s(work, text(length), 1) < NOTABLE_S:
            continue
        is_jump = all(
            _ratio(work, text(before), text(length)) > MOST_TIMES_SLOWER for _ in range(3)
        )
        jumps = jumps + 1 if is_jump else 0
        if jumps > (length > SHORT):
            return f"{length} characters: {text(length)[:60]!r}…"
    return ""


def _ratio(work: Callable[[str], object], short: str, long: str) -> float:
    slow = _took_s(work, long, 2)
    if slow < NOTABLE_S:
        return 0.0
    return slow / max(_took_s(work, short, 3), NOTABLE_S / 100)


def _took_s(work: Callable[[str], object], text: str, times: int) -> float:
    return min(_once_s(work, text) for _ in range(times))


def _once_s(work: Callable[[str], object], text: str) -> float:
    # Whatever else the process holds is not what is measured here.
    gc.disable()
    try:
        began = thread_time()
        work(text)
        return thread_time() - began
    finally:
        gc.enable()
