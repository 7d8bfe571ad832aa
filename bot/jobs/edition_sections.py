"""What stands beside the highlights: late risers, momentum, and what the group brought."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.calendar.list_hours import closes_at
from bot.jobs.candidate_pool import CandidatePool, first_day
from bot.model import Brought, Digest, Highlight, Pick, PickKind, Rise, Subscription
from bot.query import matches, view
from bot.store import Transaction, editions, papers, signals, subscriptions
from bot.store.community import submissions
from bot.taste.vote_gain import votes_at
from bot.taste.weights import LATE_RISE, LEAST_RISE, RISE_FACTOR

LOOKED_BACK = timedelta(days=14)
MOST_MISSED, MOST_RISEN, MOST_BROUGHT = 1, 2, 5
BROUGHT_WITHIN = timedelta(days=7)


def missed(
    tx: Transaction, pool: CandidatePool, order: Subscription, highlights: Sequence[Highlight]
) -> tuple[Highlight, ...]:
    """Return what rose only after its list was covered, and would now be among the highlights.

    It is shown once, as all papers are.
    """
    if order.covered_until is None:
        return ()
    until = first_day(order.covered_until, (), pool.today) - timedelta(days=1)
    listed = pool.between(until - LOOKED_BACK, until)
    bar = min((entry.paper.upvotes or 0 for entry in highlights), default=0)
    strong = [one for one in listed if (one.paper.upvotes or 0) >= max(bar, LATE_RISE)]
    topic = pool.topic(order.topic)
    wanted = [
        one
        for one in strong
        if not one.paper.is_withdrawn
        and (topic is None or matches(topic, view(one.paper), pool.now.date()))
    ][:50]
    shown = subscriptions.already_shown(tx, order.destination, [one.paper.id for one in wanted])
    series = signals.get_signals(tx, [one.paper.id for one in wanted])
    risen = []
    for one in wanted:
        then = votes_at(series.get(one.paper.id, ()), closes_at(one.day))
        gain = (one.paper.upvotes or 0) - (then or 0)
        if one.paper.id not in shown and then is not None and gain >= LATE_RISE:
            risen.append(Highlight(one.paper, one.day, Pick(PickKind.LATE, gain)))
    best = sorted(risen, key=lambda one: -(one.pick.count if one.pick else 0))
    return tuple(best[:MOST_MISSED])


def risen(tx: Transaction, order: Subscription, now: datetime) -> tuple[Rise, ...]:
    """Return what was shown here lately and has since won many votes, told once of each.

    It is told by the first edition after the rise, so what the one before could tell is left out.
    """
    shown = subscriptions.shown_since(tx, order.destination, now - LOOKED_BACK)
    made = editions.get_editions(tx, order.destination, 1)
    told_at = made[0].made_at if made else now
    series = signals.get_signals(tx, shown)
    found = []
    for paper_id, shown_at in shown.items():
        points = series.get(paper_id, ())
        then = votes_at(points, shown_at)
        last, known = votes_at(points, now), votes_at(points, told_at)
        if then is None or last is None:
            continue
        bar = max(then * RISE_FACTOR, then + LEAST_RISE)
        if last >= bar and (known is None or known < bar):
            found.append((paper_id, then, last))
    best = sorted(found, key=lambda one: one[1] - one[2])[:MOST_RISEN]
    stored = papers.get_papers(tx, [paper_id for paper_id, _, _ in best])
    return tuple(Rise(stored[one], then, last) for one, then, last in best if one in stored)


def brought(
    tx: Transaction, pool: CandidatePool, order: Subscription, without: Collection[str]
) -> tuple[Brought, ...]:
    """Return what people of the group submitted and this place has not been shown yet."""
    made = submissions.submissions_since(
        tx, order.workspace, pool.now - BROUGHT_WITHIN, order.destination
    )
    fresh = [one for one in made if one.paper_id not in without]
    shown = subscriptions.already_shown(tx, order.destination, [one.paper_id for one in fresh])
    found = papers.get_papers(tx, [one.paper_id for one in fresh if one.paper_id not in shown])
    topic = pool.topic(order.topic)
    wanted = [
        Brought(found[one.paper_id], one)
        for one in reversed(fresh)
        if one.paper_id in found
        and (topic is None or matches(topic, view(found[one.paper_id]), pool.now.date()))
    ]
    return tuple(wanted[:MOST_BROUGHT])


def written(digest: Digest) -> dict[str, list[list[Any]]]:
    """Return what stands beside the highlights, for the edition to remember."""
    return {
        "missed": [
            [one.paper.id, str(one.day), one.pick.count if one.pick else 0] for one in digest.missed
        ],
        "risen": [[one.paper.id, one.then, one.now] for one in digest.risen],
        "brought": [[one.paper.id] for one in digest.brought],
    }


def recalled(
    tx: Transaction, workspace: str, beside: Mapping[str, Sequence[Sequence[Any]]]
) -> tuple[tuple[Highlight, ...], tuple[Rise, ...], tuple[Brought, ...]]:
    """Return what stood beside the highlights of an edition, as it was told then."""
    found = papers.get_papers(tx, [row[0] for rows in beside.values() for row in rows])
    missed = tuple(
        Highlight(found[one], date.fromisoformat(day), Pick(PickKind.LATE, gain))
        for one, day, gain in beside.get("missed", ())
        if one in found
    )
    risen = tuple(
        Rise(found[one], then, now) for one, then, now in beside.get("risen", ()) if one in found
    )
    made = {
        one: submissions.get_submission(tx, workspace, one) for (one,) in beside.get("brought", ())
    }
    brought = tuple(Brought(found[one], by) for one, by in made.items() if by and one in found)
    return missed, risen, brought
