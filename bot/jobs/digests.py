"""Planning digests: each due subscription becomes one frozen edition in the outbox."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from bot.compose import lists
from bot.digest import pick_days, pick_highlights
from bot.jobs.arrivals import LimitsOf
from bot.message import fit
from bot.model import Digest, Subscription
from bot.query import parse
from bot.schedule import local_date, next_run
from bot.sources.calendar import current_day, is_closed
from bot.store import Store, Transaction, fetches, outbox, papers, subscriptions

_LATE = timedelta(minutes=30)


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
