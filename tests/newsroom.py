"""A store whose clock the test turns: papers, orders and alerts are put in by a line each."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.calendar import EVERY_DAY, next_run
from bot.jobs import RunningAlerts, plan_alerts, plan_digests, take_in
from bot.message import Destination, Message
from bot.model import Alert, Arrival, Listing, Paper, Person, Schedule, Terms
from bot.query import NO_LIKENESS, Likeness
from bot.store import Store, alerts, outbox, people, subscriptions
from bot.store.subscriptions import NewSubscription
from tests.conftest import NOW, make_paper
from tests.fakes import ROOMY

CHANNEL = Destination("slack", "T1/C1")
ANN, BOB = Destination("slack", "T1/U1"), Destination("slack", "T1/U2")
TODAY = date(2026, 11, 24)


@dataclass
class Newsroom:
    """What a worker would do is done by the methods, at the time that the clock shows."""

    store: Store
    now: datetime = NOW
    running: RunningAlerts = field(default_factory=RunningAlerts)
    likeness: Likeness = NO_LIKENESS

    def list_papers(self, day: date, *papers: Paper, source: str = "huggingface") -> int:
        """Store a list, and tell whom it is news to; returns how many messages were queued."""
        arrivals = [
            Arrival(paper, Listing(source, day, rank)) for rank, paper in enumerate(papers, 1)
        ]
        return self.take_in(*arrivals)

    def take_in(self, *arrivals: Arrival) -> int:
        take_in(self.store, arrivals, self.now)
        return self.tell()

    def tell(self) -> int:
        return plan_alerts(
            self.store, self.running, self.likeness, ["slack"], self.now, lambda _: ROOMY
        )

    def subscribe(
        self,
        topic: str = "",
        top: int = 3,
        zone: str = "UTC",
        place: Destination = CHANNEL,
        hour: time = time(9),
    ) -> None:
        terms = Schedule(hour, EVERY_DAY, zone)
        due = next_run(terms, self.now)
        order = NewSubscription("slack:T1", place, ANN, topic, terms, top, due)
        with self.store.write() as tx:
            subscriptions.put_subscription(tx, order, self.now)

    def digests(self, at: datetime) -> list[Message]:
        self.now = at
        plan_digests(self.store, ["slack"], at, lambda _: ROOMY)
        return self.queued()

    def queued(self) -> list[Message]:
        with self.store.write() as tx:
            claims = outbox.claim(tx, ["slack"], self.now, timedelta(hours=1), 100)
            for claim in claims:
                outbox.settle_sent(tx, [(claim, "1")], self.now)
        # What a place is told of a new digest is no edition of it.
        return [claim.delivery.message for claim in claims if claim.kind != "notice"]

    def alert(self, query: str, person: Destination = ANN, **how: Any) -> Alert:
        """Set an alert, a second after all that is there."""
        self.now += timedelta(seconds=1)
        return set_alert(self.store, query, person, self.now, **how)

    def person(self, who: Destination = ANN, **how: Any) -> None:
        how = {"timezone": "UTC", **how}
        with self.store.write() as tx:
            people.put_person(tx, Person(who, "slack:T1", **how))


def set_alert(
    store: Store, query: str, person: Destination = ANN, now: datetime = NOW, **how: Any
) -> Alert:
    """Set somebody's alert without trying it first."""
    with store.write() as tx:
        alert, _ = alerts.add_alert(tx, "slack:T1", person, Terms(query, **how), now)
    return alert


def running(store: Store) -> set[Destination]:
    """Return whose alerts are running."""
    with store.read() as tx:
        changes = [one for one in alerts.read_alert_changes(tx, 0, 1000) if one.query]
        found = alerts.alerts_by_id(tx, [one.alert_id for one in changes])
    return {alert.person for alert in found.values()}


def titles(message: Message) -> list[str]:
    return [card.title.plain for card in message.cards]


def paper(name: str, upvotes: int = 0, **known: Any) -> Paper:
    number = sum(map(ord, name)) % 90000 + 10000
    return make_paper(f"2611.{number}", name, upvotes=upvotes, **known)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
