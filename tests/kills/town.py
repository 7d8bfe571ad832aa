"""A town that reads: channels with standing orders, people with alerts, papers every day."""

from collections import Counter
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from bot.calendar import EVERY_DAY, next_run
from bot.calendar.list_hours import current_day
from bot.jobs import take_in
from bot.message import Destination, Message
from bot.model import Arrival, Listing, Schedule, Terms
from bot.store import alerts, open_store, outbox, subscriptions
from bot.store.schema import deliveries
from bot.store.subscriptions import NewSubscription
from tests.conftest import make_paper
from tests.kills.hands import Hands
from tests.kills.platform import Platform

LEASE = timedelta(seconds=121)


class Town:
    """Its database is the workers'; its clock is turned by the test."""

    def __init__(self, address: str, home: Path, now: datetime) -> None:
        self.address, self.home, self.now = address, home, now
        self.first = now.replace(hour=10)
        self.days = 0
        self.store = open_store(address, home)
        self.platform = Platform()
        self.hands = Hands(home / "hands")
        self._papers = 0

    def settle(self, channels: int, people: int) -> None:
        """Let channels subscribe and people set alerts."""
        terms = Schedule(time(9), EVERY_DAY, "UTC")
        with self.store.write() as tx:
            for number in range(channels):
                place, owner = _place(f"C{number}"), _place(f"U{number}")
                due = next_run(terms, self.now)
                # Every third digest is too long for one message.
                top = 14 if number % 3 == 0 else 3
                order = NewSubscription("slack:T1", place, owner, "", terms, top, due)
                subscriptions.put_subscription(tx, order, self.now)
            for number in range(people):
                alerts.add_alert(tx, "slack:T1", _place(f"P{number}"), Terms("paper"), self.now)

    def new_day(self, papers: int) -> None:
        """Turn the clock to the next day at ten, when digests are due, and list new papers."""
        self.days += 1
        self.now = self.first + timedelta(days=self.days)
        day = current_day(self.now)
        arrivals = []
        for rank in range(1, papers + 1):
            self._papers += 1
            paper = make_paper(f"2611.{self._papers:05d}", f"Paper {self._papers}", upvotes=rank)
            arrivals.append(Arrival(paper, Listing("huggingface", day, rank)))
        take_in(self.store, arrivals, self.now)

    def order(
        self, random: Random | None = None, after: timedelta = LEASE, **more: object
    ) -> dict[str, object]:
        """Return what a worker is told: that it is so much later, past all leases by default."""
        self.now += after
        if after >= LEASE:
            # What was under way has arrived by then.
            self.platform.drain()
        order: dict[str, object] = {
            "database": self.address,
            "home": str(self.home),
            "port": self.platform.port,
            "hands": str(self.home / "hands"),
            "now": self.now.isoformat(),
        }
        return order | more | (_trip(random) if random else {})

    def states(self) -> Counter[str]:
        """Count the deliveries by state."""
        with self.store.read() as tx:
            rows = tx.execute(select(deliveries.c.state, func.count()).group_by("state"))
            return Counter({row[0]: int(row[1]) for row in rows})

    def markers(self) -> set[str]:
        """Return what each delivery would be recognized by."""
        with self.store.read() as tx:
            return set(tx.execute(select(deliveries.c.marker)).scalars())

    def queue(self, count: int, name: str = "once") -> None:
        """Queue so many messages, each for a place of its own."""
        with self.store.write() as tx:
            for number in range(count):
                place = _place(f"D{number}")
                key = outbox.Key(place, "notice", name)
                message = [Message(f"Notice {number} of {name}")]
                outbox.queue(tx, key, message, place, self.now, workspace="slack:T1")

    def close(self) -> None:
        self.platform.close()
        self.store.close()


PLACES = (
    "before commit",
    "after commit",
    "before send",
    "send under way",
    "after send",
    "before look",
    "find under way",
    "after look",
)
"""Where a worker can be killed: around each transaction, each call, and in its middle."""


def _trip(random: Random) -> dict[str, object]:
    return {"trip": random.choice(PLACES), "count": random.randint(1, 4)}


def _place(name: str) -> Destination:
    return Destination("slack", f"T1/{name}")
