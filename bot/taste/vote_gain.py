"""What is gaining votes now: each vote counts less the longer ago it was given."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.model import Signal
from bot.taste.weights import TrendSpan

DAY = timedelta(days=1)


def heat(points: Sequence[Signal], baseline: int, now: datetime, span: TrendSpan) -> float:
    """Return the votes that a paper gained within a span, each by its age.

    `points` are the oldest first and may reach back beyond the span; what was gained between
    two of them is taken to have come evenly. Before the first there were `baseline` votes, and
    what the first has more came at once. Votes that were taken back cool.
    """
    since = now - span.window
    total = 0.0
    before: Signal | None = None
    for point in points:
        if point.upvotes is None:
            continue
        was = baseline if before is None or before.upvotes is None else before.upvotes
        start = point.at if before is None else before.at
        total += (point.upvotes - was) * _weight(start, point.at, since, now, span.half_life)
        before = point
    return total


def warmth(moments: Iterable[datetime], now: datetime, span: TrendSpan) -> float:
    """Return how much votes that were given at some moments count by their age."""
    since = now - span.window
    return sum(_decay(now - at, span.half_life) for at in moments if since <= at <= now)


def gained(points: Sequence[Signal], baseline: int, since: datetime) -> int:
    """Return how many votes a paper has more than at a moment, by the last count before it."""
    votes = [(point.at, point.upvotes) for point in points if point.upvotes is not None]
    if not votes:
        return 0
    before = [count for at, count in votes if at <= since]
    return votes[-1][1] - (before[-1] if before else baseline)


def votes_at(points: Sequence[Signal], moment: datetime) -> int | None:
    """Return how many votes a paper had at a moment, by the last count before it, or the first."""
    votes = [(point.at, point.upvotes) for point in points if point.upvotes is not None]
    before = [count for at, count in votes if at <= moment]
    return before[-1] if before else next((count for _, count in votes), None)


def _weight(
    start: datetime, stop: datetime, since: datetime, now: datetime, half_life: timedelta
) -> float:
    """Return what a vote counts that came some time between two counts; 0 before the span."""
    if stop < since or stop > now:
        return 0.0
    first = max(start, since)
    share = (stop - first) / (stop - start) if stop > start else 1.0
    middle = first + (stop - first) / 2
    return share * _decay(now - middle, half_life)


def _decay(age: timedelta, half_life: timedelta) -> float:
    return float(0.5 ** (age / half_life))
