"""Votes, comments and stars over time: few points a paper, the older the fewer."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, select

from bot.model import Arrival, Signal
from bot.store.database import Transaction
from bot.store.schema import signals

_STEPS = (
    (timedelta(days=1), timedelta(minutes=30)),
    (timedelta(days=3), timedelta(hours=3)),
    (timedelta(days=14), timedelta(days=1)),
    (timedelta(days=90), timedelta(days=7)),
)
"""Up to an age, how far apart points are kept; beyond the last, only the ends are."""

_RARELY = timedelta(days=90)

AT_ONCE = 500
"""Ids a statement: SQLite and PostgreSQL bound the parameters of one."""


def note_signals(tx: Transaction, arrivals: Iterable[Arrival], now: datetime) -> None:
    """Keep what was counted, where it differs from the count before it."""
    told: dict[str, list[Signal]] = {}
    for arrival in arrivals:
        if (signal := _signal(arrival, now)) is not None:
            told.setdefault(arrival.paper.id, []).append(signal)
    if not told:
        return
    known = get_signals(tx, told)
    fresh: list[dict[str, object]] = []
    for paper_id, points in told.items():
        was = known.get(paper_id, ())
        kept = thin(_with(was, points), now)
        fresh += [_row(paper_id, point) for point in kept if point not in was]
        if dropped := [point.at for point in was if point not in kept]:
            of_paper = delete(signals).where(signals.c.paper_id == paper_id)
            tx.execute(of_paper.where(signals.c.at.in_(dropped)))
    if fresh:
        tx.execute(signals.insert(), fresh)


def get_signals(tx: Transaction, ids: Collection[str]) -> dict[str, tuple[Signal, ...]]:
    """Return the points of some papers, the oldest first."""
    wanted = list(ids)
    found: dict[str, list[Signal]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        part = signals.c.paper_id.in_(wanted[start : start + AT_ONCE])
        in_order = select(signals).where(part).order_by(signals.c.paper_id, signals.c.at)
        for paper_id, *counts in tx.execute(in_order):
            found.setdefault(paper_id, []).append(Signal(*counts))
    return {paper_id: tuple(points) for paper_id, points in found.items()}


def most_moved(tx: Transaction, since: datetime, now: datetime, limit: int) -> list[str]:
    """Return the papers that gained most votes since a moment, whatever their age, by id.

    It is told roughly, from one reading of the index: what a paper had when it was last counted
    before is looked for only so far back as counts are kept apart.
    """
    lookback = max(timedelta(hours=36), (now - since) / 4)
    newest = func.max(case((signals.c.at >= since, signals.c.upvotes)))
    first = func.min(signals.c.at)
    lowest = case((first < since, func.min(signals.c.upvotes)), else_=0)
    # By the bare column SQLite would group along the whole primary key, not by what is new.
    paper_id = signals.c.paper_id + ""
    statement = (
        select(paper_id)
        .where(signals.c.at >= since - lookback)
        .group_by(paper_id)
        .having(newest > 0)
        .order_by((newest - lowest).desc(), paper_id)
        .limit(limit)
    )
    return list(tx.execute(statement).scalars())


def thin(points: Sequence[Signal], now: datetime) -> list[Signal]:
    """Return the points that are kept, sorted by time: the first, the last, and few between."""
    ordered = sorted(points, key=lambda one: one.at)
    kept: list[Signal] = []
    for point in ordered[:-1]:
        if not kept or point.at - kept[-1].at >= _step(now - point.at):
            kept.append(point)
    return kept + ordered[-1:]


def _step(age: timedelta) -> timedelta:
    return next((step for until, step in _STEPS if age <= until), _RARELY)


def _signal(arrival: Arrival, now: datetime) -> Signal | None:
    paper = arrival.paper
    counts = (paper.upvotes, paper.comments, paper.code_stars)
    # Seconds are enough, and the same on every database.
    at = (arrival.told_at or now).replace(microsecond=0)
    return None if counts == (None, None, None) else Signal(at, *counts)


def _with(was: Sequence[Signal], told: Sequence[Signal]) -> list[Signal]:
    """Add points to a series; one that repeats the count before it tells nothing."""
    points = {point.at: point for point in was}
    for point in told:
        points[point.at] = _both(points.get(point.at), point)
    series: list[Signal] = []
    for _, point in sorted(points.items()):
        if not series or _counts(_both(series[-1], point)) != _counts(series[-1]):
            series.append(point)
    return series


def _both(one: Signal | None, other: Signal) -> Signal:
    """Fill what a point leaves out from another; of two counts at one instant the higher."""
    if one is None:
        return other
    if one.at != other.at:
        pairs = zip(_counts(one), _counts(other), strict=True)
        return Signal(other.at, *(was if is_now is None else is_now for was, is_now in pairs))
    highest = (
        max((count for count in pair if count is not None), default=None)
        for pair in zip(_counts(one), _counts(other), strict=True)
    )
    return Signal(one.at, *highest)


def _counts(point: Signal) -> tuple[int | None, int | None, int | None]:
    return (point.upvotes, point.comments, point.stars)


def _row(paper_id: str, point: Signal) -> dict[str, object]:
    return {
        "paper_id": paper_id,
        "at": point.at,
        "upvotes": point.upvotes,
        "comments": point.comments,
        "stars": point.stars,
    }
