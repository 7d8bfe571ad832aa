"""Digests of other kinds than the daily one: the best of a week or month, and for one person."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.calendar.due_times import Run, first_run
from bot.jobs.candidate_pool import CandidatePool
from bot.jobs.for_you import VectorsOf, for_you
from bot.model import Digest, DigestKind, Highlight, Pick, PickKind, Schedule, Subscription
from bot.store import Transaction
from bot.taste.highlights import pick_highlights

FIRST_WEEK = 7
"""Up to this day of a month each weekday has come once."""


def edition_topic(order: Subscription) -> str:
    """Return what tells the editions of an order from all others of its place."""
    if order.kind is DigestKind.DAILY:
        return order.topic
    return f"{order.kind.value} {order.topic}".strip()


def first_run_of(kind: DigestKind, schedule: Schedule, after: datetime) -> Run:
    """Return the first run past an instant: of a month's best, the first such day of the next."""
    run = first_run(schedule, after)
    while kind is DigestKind.MONTH and run.local_date.day > FIRST_WEEK:
        run = first_run(schedule, run.at)
    return run


def runs_of(order: Subscription, runs: Sequence[Run]) -> Sequence[Run]:
    """Return those runs of a schedule that are of an order: a month's best has one a month."""
    if order.kind is not DigestKind.MONTH:
        return runs
    return [one for one in runs if one.local_date.day <= FIRST_WEEK] or runs[:1]


def pick_other(
    tx: Transaction, pool: CandidatePool, order: Subscription, run: Run, vectors_of: VectorsOf
) -> Digest:
    """Pick the edition of an order that is no daily digest."""
    if order.kind is DigestKind.FOR_YOU:
        return _for_you(tx, pool, order, run, vectors_of)
    first, last = _span(order.kind, run.local_date)
    listed = pool.between(first, last)
    highlights, considered = pick_highlights(
        listed,
        shown=(),
        topic=pool.topic(order.topic),
        top=order.top,
        today=pool.now.date(),
        appeals=pool.appeals(order.workspace, order.destination, first, last),
        kinship=pool.kinship(first, last),
    )
    days = (last, first) if listed else ()
    return Digest(run.local_date, order.topic, highlights, days, considered, kind=order.kind)


def _for_you(
    tx: Transaction, pool: CandidatePool, order: Subscription, run: Run, vectors_of: VectorsOf
) -> Digest:
    person = order.destination
    found = for_you(tx, person, pool.now, order.top, vectors_of, is_shown_left_out=True)
    highlights = tuple(
        Highlight(one.paper, one.paper.published or run.local_date,
                  Pick(PickKind.FOR_YOU, because=one.because, title=one.title))
        for one in found
    )  # fmt: skip
    return Digest(run.local_date, "", highlights, (), len(highlights), kind=order.kind)


def _span(kind: DigestKind, day: date) -> tuple[date, date]:
    """Return the seven days before a day, or the whole month before it."""
    if kind is DigestKind.WEEK:
        return day - timedelta(days=7), day - timedelta(days=1)
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last
