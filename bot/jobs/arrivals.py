"""Taking papers in."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.message import Limits
from bot.model import Arrival
from bot.store import Store, papers
from bot.store.papers import Added

LimitsOf = Callable[[str], Limits]
"""The limits of a platform by its name."""


def take_in(store: Store, arrivals: Sequence[Arrival], now: datetime) -> Added:
    """Store arrivals; whom they are news to is found out by the next round of a worker."""
    with store.write() as tx:
        return papers.add_papers(tx, arrivals, now)
