"""Taking papers in, and queueing the alerts that news among them matches."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.alerts import Frequencies, Percolator
from bot.compose import lists
from bot.message import Destination, Limits, fit
from bot.model import Alert, Arrival, Paper
from bot.query import parse, view
from bot.sources.calendar import current_day
from bot.store import Store, Transaction, alerts, bells, outbox, papers
from bot.store.papers import Added

LimitsOf = Callable[[str], Limits]
"""The limits of a platform by its name."""

FRESH = timedelta(days=3)
"""A paper whose day lies further back is no news, whenever it is imported."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of arrivals: what the store added, and how many alerts were queued."""

    added: Added
    alerts: int


def take_in(
    store: Store, arrivals: Sequence[Arrival], now: datetime, limits_of: LimitsOf
) -> Intake:
    """Store arrivals, and queue the alerts that news among them matches."""
    with store.write() as tx:
        added = papers.add_papers(tx, arrivals, now)
        queued = plan_alerts(tx, _news(added, now), now, limits_of)
        if queued:
            bells.ring(tx)
        return Intake(added, queued)


def plan_alerts(
    tx: Transaction, news: Collection[Paper], now: datetime, limits_of: LimitsOf
) -> int:
    """Queue one message a person and paper, naming all alerts it matches; return how many."""
    if not news or not (running := alerts.running_alerts(tx)):
        return 0
    by_id = {alert.id: alert for alert in running}
    percolator = Percolator(Frequencies())
    for alert in running:
        percolator.put(alert.id, parse(alert.query))
    found = percolator.match([view(paper) for paper in news], now.date())
    queued = 0
    for paper, ids in zip(news, found, strict=True):
        for person, reasons in _by_person(by_id[one] for one in ids.tolist()).items():
            parts = fit(lists.alert(paper, reasons), limits_of(person.platform))
            key = outbox.Key(person, "alert", paper.id)
            tenant = reasons[0].workspace
            queued += outbox.queue(tx, key, parts, person, now, workspace=tenant)
    return queued


def _news(added: Added, now: datetime) -> list[Paper]:
    """Return what is new and recent: old papers that arrive late alert nobody."""
    today = current_day(now)
    recent = {paper.id: paper for paper, listing in added.listed if _is_recent(listing.day, today)}
    listed = {paper.id for paper, _ in added.listed}
    for paper in added.new:
        if paper.id not in listed and paper.published and _is_recent(paper.published, today):
            recent[paper.id] = paper
    return [paper for paper in recent.values() if not paper.is_withdrawn]


def _is_recent(day: date, today: date) -> bool:
    return day >= today - FRESH


def _by_person(matched: Iterable[Alert]) -> dict[Destination, list[Alert]]:
    by_person: dict[Destination, list[Alert]] = {}
    for alert in matched:
        by_person.setdefault(alert.person, []).append(alert)
    return by_person
