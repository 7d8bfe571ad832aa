"""What is trending: in the world by its votes over time, and in a group by its own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.model import Signal, Trend
from bot.store import Transaction, papers, signals
from bot.store.community import saves, votes
from bot.taste.vote_gain import DAY, gained, heat, warmth
from bot.taste.weights import SAVE_TREND, VOTE_TREND, TrendSpan

CANDIDATES = 80
"""Papers that gained most by plain count; the order among them is told by when they did."""

NEW = timedelta(days=14)
"""A paper that was published no longer before a span had no votes when it began."""


@dataclass(frozen=True, slots=True)
class _Group:
    """What a group did to a work lately: how much that counts, and how many voted."""

    warmth: float = 0.0
    votes: int = 0


def trending(
    tx: Transaction,
    span: TrendSpan,
    now: datetime,
    limit: int,
    workspace: str = "",
    among: Collection[str] | None = None,
) -> list[Trend]:
    """Return what is on the rise, the hottest first; in a workspace its own votes count, too.

    `among` leaves only some papers, such as those on a topic.
    """
    group = _group(tx, workspace, now, span)
    moved = [*signals.most_moved(tx, now - span.window, now, CANDIDATES), *group]
    roots = set(papers.roots_of(tx, moved).values())
    wanted = roots if among is None else roots & set(among)
    published, series = papers.get_published(tx, wanted), signals.get_signals(tx, wanted)
    heats = {
        root: _heat(series.get(root, ()), day, now, span) + group.get(root, _Group()).warmth
        for root, day in published.items()
    }
    best = sorted((root for root in heats if heats[root] > 0), key=lambda root: -heats[root])
    found = papers.get_papers(tx, best[:limit])
    return [
        Trend(
            found[root],
            heats[root],
            _gained(series.get(root, ()), published[root], now),
            group.get(root, _Group()).votes,
        )
        for root in best[:limit]
        if root in found and not found[root].is_withdrawn
    ]


def _gained(points: Sequence[Signal], day: date | None, now: datetime) -> int:
    """Return how many votes a paper gained since yesterday."""
    return gained(points, _baseline(points, day, now, DAY), now - DAY)


def gains_of(tx: Transaction, ids: Sequence[str], now: datetime) -> dict[str, int]:
    """Return how many votes each of some papers gained since yesterday."""
    published = papers.get_published(tx, ids)
    series = signals.get_signals(tx, ids)
    return {one: _gained(series.get(one, ()), day, now) for one, day in published.items()}


def _heat(points: Sequence[Signal], day: date | None, now: datetime, span: TrendSpan) -> float:
    return heat(points, _baseline(points, day, now, span.window), now, span)


def _baseline(points: Sequence[Signal], day: date | None, now: datetime, window: timedelta) -> int:
    """Return how many votes a paper had before its first count: none while it was new.

    Of an old one that was counted late nobody knows when its votes came, so they count for none.
    """
    first = next((point for point in points if point.upvotes is not None), None)
    if first is None or first.upvotes is None:
        return 0
    is_new = day is not None and day >= (now - window - NEW).date()
    return 0 if is_new else first.upvotes


def _group(tx: Transaction, workspace: str, now: datetime, span: TrendSpan) -> Mapping[str, _Group]:
    if not workspace:
        return {}
    voted = votes.votes_since(tx, workspace, now - span.window)
    saved = saves.saves_since(tx, workspace, now - span.window)
    return {
        root: _Group(
            VOTE_TREND * warmth(voted.get(root, ()), now, span)
            + SAVE_TREND * warmth(saved.get(root, ()), now, span),
            len(voted.get(root, ())),
        )
        for root in {**voted, **saved}
    }
