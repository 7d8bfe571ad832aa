"""What is decided without being asked: taking papers in, and queueing alerts and digests.

Each job reads, decides and queues in one transaction, so that a crash leaves nothing half
done: a paper is stored with its alerts, a digest is frozen as its subscription advances.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.alerts import Percolator
from bot.compose import lists
from bot.digest import pick_days, pick_highlights
from bot.message import Destination, Limits, fit
from bot.model import Alert, Arrival, Digest, Paper, Subscription
from bot.query import parse
from bot.schedule import local_date, next_run
from bot.sources.calendar import current_day, is_closed
from bot.store import Store, Transaction, alerts, fetches, outbox, papers, subscriptions
from bot.store.papers import Added

LimitsOf = Callable[[str], Limits]
"""The limits of a platform by its name."""

FRESH = timedelta(days=3)
"""A paper whose day lies further back is no news, whenever it is imported."""

_LATE = timedelta(minutes=30)


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
        return Intake(added, plan_alerts(tx, _news(added, now), now, limits_of))


def plan_alerts(
    tx: Transaction, news: Collection[Paper], now: datetime, limits_of: LimitsOf
) -> int:
    """Queue one message a person and paper, naming all alerts it matches; return how many."""
    if not news or not (running := alerts.running_alerts(tx)):
        return 0
    percolator = Percolator(running)
    queued = 0
    for paper in news:
        for person, reasons in _by_person(percolator.match(paper, now.date())).items():
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


def plan_digests(
    store: Store, platforms: Collection[str], now: datetime, limits_of: LimitsOf
) -> int:
    """Queue every digest that is due on these platforms; return how many.

    One transaction a subscription, so that the write lock is never held for long.
    """
    queued = 0
    while True:
        with store.write() as tx:
            due = subscriptions.claim_due_subscriptions(tx, platforms, now, limit=1)
            if not due:
                return queued
            queued += _plan_digest(tx, due[0], now, limits_of)


def tidy(store: Store, now: datetime) -> None:
    """Forget what the outbox holds of long ago; what is much is left over for the next time."""
    with store.write() as tx:
        outbox.trim(tx, now)


def _plan_digest(tx: Transaction, order: Subscription, now: datetime, limits_of: LimitsOf) -> bool:
    run_at = _last_missed(order, now)
    edition = _edition(tx, order, run_at, now)
    period = f"{edition.local_date} {order.topic}".strip()
    key = outbox.Key(order.destination, "digest", period)
    more = "today" if edition.days[:1] == (current_day(now),) else "week"
    parts = fit(lists.digest(edition, more), limits_of(order.destination.platform))
    is_queued = outbox.queue(tx, key, parts, order.owner, now, workspace=order.workspace)
    if is_queued:
        shown = [highlight.paper.id for highlight in edition.highlights]
        subscriptions.mark_shown(tx, order.destination, shown, now)
    covered = _closed(edition.days, now) or order.covered_until
    subscriptions.advance_subscription(tx, order.id, next_run(order.schedule, now), covered)
    return is_queued


def _last_missed(order: Subscription, now: datetime) -> datetime:
    """Return the newest run that is due: after an outage one edition stands for all."""
    run_at = order.next_run_at
    while (following := next_run(order.schedule, run_at)) <= now:
        run_at = following
    return run_at


def _edition(tx: Transaction, order: Subscription, run_at: datetime, now: datetime) -> Digest:
    today = current_day(now)
    listed = papers.listed_days(tx, today, limit=10)
    days = pick_days(
        listed,
        covered_until=order.covered_until,
        today=today,
        is_young=bool(listed) and _is_young(tx, listed[0], order.top, now),
    )
    candidates = papers.listed_between(tx, days[-1], days[0]) if days else []
    shown = subscriptions.already_shown(
        tx, order.destination, [entry.paper.id for entry in candidates]
    )
    topic = parse(order.topic) if order.topic else None
    highlights, considered = pick_highlights(
        candidates, shown=shown, topic=topic, top=order.top, today=now.date()
    )
    return Digest(
        local_date=local_date(run_at, order.schedule.timezone),
        topic=order.topic,
        highlights=highlights,
        days=days,
        considered=considered,
        is_late=now - run_at > _LATE,
        problem=_problem(tx, listed, today),
    )


def _is_young(tx: Transaction, day: date, top: int, now: datetime) -> bool:
    return not is_closed(day, now) and len(papers.listed_between(tx, day, day)) < top


def _closed(days: Sequence[date], now: datetime) -> date | None:
    return next((day for day in days if is_closed(day, now)), None)


def _problem(tx: Transaction, listed: Sequence[date], today: date) -> str:
    """Say why today's list is missing, where a failure is the reason."""
    if listed[:1] == [today]:
        return ""
    fetch = fetches.get_fetch(tx, "huggingface", today)
    return f"Today's list is missing: {fetch.problem}" if fetch and fetch.problem else ""
