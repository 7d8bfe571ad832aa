"""Planning digests: each due subscription becomes one frozen edition in the outbox."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.calendar.due_times import Run, runs_until
from bot.calendar.list_hours import closes_at
from bot.compose import digest_messages, subscription_messages
from bot.compose.standings import papers_on, with_standings
from bot.jobs import edition_sections
from bot.jobs.arrivals import LimitsOf
from bot.jobs.candidate_pool import (
    PATIENCE,
    CandidatePool,
    first_day,
    is_list_complete,
    ready_until,
)
from bot.jobs.for_you import VectorsOf
from bot.jobs.list_states import is_seen_closed
from bot.jobs.other_digests import edition_topic, first_run_of, pick_other, runs_of
from bot.message import Message, fit
from bot.model import Destination, Digest, DigestKind, Subscription
from bot.store import Store, Transaction, editions, outbox, savepoint, subscriptions, wakeups
from bot.store.community.standings import standings_of
from bot.store.editions import Edition
from bot.store.subscriptions import Due
from bot.taste.highlights import pick_days, pick_highlights

log = logging.getLogger(__name__)

AT_A_TIME = 25
"""Subscriptions a transaction: the write lock is never held for long."""

_LATE = timedelta(minutes=30)


def plan_digests(
    store: Store,
    platforms: Collection[str],
    now: datetime,
    limits_of: LimitsOf,
    vectors_of: VectorsOf = lambda _ids: {},
) -> int:
    """Queue every digest that is due on these platforms; return how many.

    `vectors_of` reads what papers mean, for those digests that go by what a person likes.

    One that cannot be planned, for a fault of ours, is logged and does not stop the others.
    """
    with store.read() as tx:
        due = Due(platforms, now, ready_until(tx, now))
        if not subscriptions.is_any_due(tx, due):
            return 0
    queued = 0
    failed: set[int] = set()
    while True:
        with store.write() as tx:
            claimed = subscriptions.claim_due_subscriptions(tx, due, AT_A_TIME, without=failed)
            pool = CandidatePool(tx, now)
            for order in claimed:
                try:
                    with savepoint(tx):
                        queued += _plan_digest(tx, pool, order, due, limits_of, vectors_of)
                except Exception:
                    log.exception("the digest of subscription %d could not be made", order.id)
                    failed.add(order.id)
            if queued:
                wakeups.wake_others(tx)
        if not claimed:
            return queued


def _plan_digest(
    tx: Transaction,
    pool: CandidatePool,
    order: Subscription,
    due: Due,
    limits_of: LimitsOf,
    vectors_of: VectorsOf,
) -> bool:
    now = pool.now
    until = due.ready_until if order.schedule.is_when_ready else now
    *missed, run = runs_of(order, runs_until(order.schedule, order.next_run_at, until))
    order = replace(order, covered_until=_covered(order, missed))
    is_daily = order.kind is DigestKind.DAILY
    digest = (
        _pick(tx, pool, order, run) if is_daily else pick_other(tx, pool, order, run, vectors_of)
    )
    digest = replace(digest, has_abstracts=order.has_abstracts)
    key = outbox.Key(order.destination, "digest", period_of(run, edition_topic(order)))
    worded = digest_messages.digest(digest, is_apart=order.is_apart)
    message = with_group(tx, worded, order.workspace, order.destination)
    messages = digest_messages.set_apart(message) if order.is_apart else (message,)
    limits = limits_of(order.destination.platform)
    parts = [part for one in messages for part in fit(one, limits)]
    is_queued = outbox.queue(tx, key, parts, order.owner, now, workspace=order.workspace)
    if is_queued:
        made = _record(tx, pool, order, run, digest)
        beside = [one.paper.id for one in digest.missed] + [one.paper.id for one in digest.brought]
        if is_daily or order.kind is DigestKind.FOR_YOU:
            subscriptions.mark_shown(tx, order.destination, [*made.paper_ids, *beside], now)
    skipped = [_skip(order, one, run, now) for one in missed]
    editions.record_editions(tx, skipped)
    covered = (_closed(tx, digest.days, now) if is_daily else None) or order.covered_until
    following = first_run_of(order.kind, order.schedule, run.at).at
    subscriptions.advance_subscription(tx, order.id, following, covered)
    return is_queued


def _covered(order: Subscription, missed: Sequence[Run]) -> date | None:
    """Return up to which list an order was served: nothing that a missed run had is left out."""
    if order.covered_until or not missed:
        return order.covered_until
    first = missed[0].list_day or missed[0].local_date - timedelta(days=1)
    return first - timedelta(days=1)


def period_of(run: Run, topic: str) -> str:
    """Return what tells an edition from all others of its destination."""
    return f"{run.name} {topic}".strip()


def with_group(tx: Transaction, message: Message, workspace: str, place: Destination) -> Message:
    """Return a message for all to see, with what their group makes of its papers."""
    known = standings_of(tx, workspace, None, papers_on(message), place)
    return with_standings(message, known)


def _pick(tx: Transaction, pool: CandidatePool, order: Subscription, run: Run) -> Digest:
    # Who waits for a list gets that one, and not the next, which has begun to fill.
    listed = [day for day in pool.listed if run.list_day is None or day <= run.list_day]
    days = pick_days(
        listed,
        covered_until=order.covered_until,
        today=pool.today,
        is_young=run.list_day is None and pool.is_young(order.top),
    )
    candidates = pool.between(days[-1], days[0]) if days else []
    shown = subscriptions.already_shown(
        tx, order.destination, [entry.paper.id for entry in candidates]
    )
    # What the group brought has a place of its own, and none of the highlights'.
    brought = edition_sections.brought(tx, pool, order, ())
    own = {one.paper.id for one in brought}
    span = (days[-1], days[0]) if days else None
    highlights, considered = pick_highlights(
        candidates,
        shown=shown | own,
        topic=pool.topic(order.topic),
        top=order.top,
        today=pool.now.date(),
        appeals=pool.appeals(order.workspace, order.destination, *span) if span else {},
        kinship=pool.kinship(*span) if span else None,
    )
    return Digest(
        local_date=run.local_date,
        topic=order.topic,
        highlights=highlights,
        days=days,
        considered=considered,
        is_late=pool.now - run.at > (PATIENCE if run.list_day else timedelta()) + _LATE,
        problem=pool.problem_of(run.list_day) if run.list_day else pool.problem,
        quiet=pool.quiet,
        missed=tuple(
            one
            for one in edition_sections.missed(tx, pool, order, highlights)
            if one.paper.id not in own
        ),
        risen=edition_sections.risen(tx, order, pool.now),
        brought=brought,
    )


def _record(
    tx: Transaction, pool: CandidatePool, order: Subscription, run: Run, digest: Digest
) -> Edition:
    newest = run.list_day or max(pool.today, *digest.days[:1], date.min)
    made = Edition(
        destination=order.destination,
        period=period_of(run, edition_topic(order)),
        topic=edition_topic(order),
        name_day=run.local_date,
        run_at=run.at,
        made_at=pool.now,
        top=order.top,
        first_day=first_day(order.covered_until, digest.days, pool.today),
        last_day=newest,
        paper_ids=tuple(entry.paper.id for entry in digest.highlights),
        considered=digest.considered,
        is_late=digest.is_late,
        open_until=_open_until(tx, pool, order, run, digest),
        beside=edition_sections.written(digest),
    )
    editions.record_editions(tx, [made])
    return made


def _open_until(
    tx: Transaction, pool: CandidatePool, order: Subscription, run: Run, digest: Digest
) -> datetime | None:
    """Return until when late papers may enter: while there is room and the lists still fill."""
    # A post is about one paper for good, and what people say below it is, too.
    if order.is_apart:
        return None
    if len(digest.highlights) >= order.top or order.kind is not DigestKind.DAILY:
        return None
    if run.list_day is None:
        return closes_at(pool.today)
    return None if is_list_complete(tx, run.list_day) else pool.now + timedelta(days=1)


def _skip(order: Subscription, missed: Run, run: Run, now: datetime) -> Edition:
    return Edition(
        destination=order.destination,
        period=period_of(missed, edition_topic(order)),
        topic=edition_topic(order),
        name_day=missed.local_date,
        run_at=missed.at,
        made_at=now,
        skipped_because=subscription_messages.say_skipped(run.local_date),
    )


def _closed(tx: Transaction, days: Sequence[date], now: datetime) -> date | None:
    """Return the newest list that is complete: what may still come must not be passed over."""
    return next((day for day in days if is_seen_closed(tx, day, now)), None)
