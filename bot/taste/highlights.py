"""Picking the highlights of a digest; pure, so that every rule is a table in the tests."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from bot.model import Highlight, Pick, PickKind
from bot.query import Query, matches, view
from bot.taste.appeal import NO_APPEAL, Appeal, alike, reason, score
from bot.taste.kinship import Kinship
from bot.taste.weights import WEIGHTS, Weights

CATCH_UP = timedelta(days=7)
"""How far back an edition reaches: what is older is no news."""

POOL = 60
"""Papers among which variety is looked for; beyond them too little speaks for one."""

_NEAR = timedelta(days=4)
"""Monday's first digest may still show Friday's list, but no older one."""


def pick_days(
    listed: Sequence[date],
    *,
    covered_until: date | None,
    today: date,
    is_young: bool = False,
) -> tuple[date, ...]:
    """Return the lists that an edition is picked from, the newest first.

    `listed` are the days that have papers, newest first, none after `today`. The first
    edition of a destination takes the newest list, and the one before it while the newest
    `is_young`; later ones take every list past `covered_until`, so that what was added after
    an edition still has its chance in the next.
    """
    if not listed:
        return ()
    if covered_until is None:
        before = [day for day in listed[1:2] if is_young and listed[0] - day <= _NEAR]
        return (listed[0], *before)
    oldest = max(covered_until, today - CATCH_UP)
    return tuple(day for day in listed if day > oldest)


def pick_highlights(
    listed: Sequence[Highlight],
    *,
    shown: Collection[str],
    topic: Query | None,
    top: int,
    today: date,
    appeals: Mapping[str, Appeal] = MappingProxyType({}),
    kinship: Kinship | None = None,
    weights: Weights = WEIGHTS,
) -> tuple[tuple[Highlight, ...], int]:
    """Return at most `top` highlights, the best first, and how many they were picked from.

    What the destination was shown before is left out, and so is what was withdrawn. A topic such
    as since:3d is counted back from `today`. `appeals` say what is known of papers besides their
    votes, and `kinship` how alike they are: of what is of one kind only the best are picked while
    there are others, and what tells the same as a pick is left out.
    """
    fresh = [
        entry for entry in listed if entry.paper.id not in shown and not entry.paper.is_withdrawn
    ]
    wanted = fresh
    if topic is not None:
        wanted = [entry for entry in fresh if matches(topic, view(entry.paper), today)]
    scores = {
        entry.paper.id: score(entry.paper, appeals.get(entry.paper.id, NO_APPEAL), weights)
        for entry in wanted
    }
    # Sorting is stable: equals stay in the order of their lists.
    ranked = sorted(wanted, key=lambda entry: -scores[entry.paper.id])
    chosen = _varied(ranked, scores, top, kinship, weights) if kinship else ranked[:top]
    plain = {entry.paper.id for entry in ranked[:top]}
    picked = tuple(
        replace(entry, pick=_why(entry, entry.paper.id in plain, appeals, weights))
        for entry in sorted(chosen, key=lambda entry: -scores[entry.paper.id])
    )
    return picked, len(wanted) or len(fresh)


def _why(entry: Highlight, is_plain: bool, appeals: Mapping[str, Appeal], weights: Weights) -> Pick:
    """Return why a paper was picked; one that others would have had the place of, for variety."""
    if not is_plain:
        return Pick(PickKind.VARIETY)
    return reason(entry.paper, appeals.get(entry.paper.id, NO_APPEAL), weights)


def _varied(
    ranked: Sequence[Highlight],
    scores: Mapping[str, float],
    top: int,
    kinship: Kinship,
    weights: Weights,
) -> list[Highlight]:
    """Pick one after the other, each that loses least by what is alike among those before it."""
    pool = list(ranked[: max(POOL, top * 3)])
    chosen: list[Highlight] = []
    likeness: dict[str, list[float]] = {entry.paper.id: [] for entry in pool}
    while pool and len(chosen) < top:
        pool = [e for e in pool if max(likeness[e.paper.id], default=0) < weights.near_duplicate]
        others = [e for e in pool if _kin(likeness[e.paper.id], weights) < weights.most_of_a_kind]
        candidates = others or pool
        if not candidates:
            break
        best = max(candidates, key=lambda entry: _left(entry, scores, likeness, weights))
        chosen.append(best)
        pool.remove(best)
        for entry in pool:
            likeness[entry.paper.id].append(kinship.of(entry.paper, best.paper))
    return chosen


def _left(
    entry: Highlight,
    scores: Mapping[str, float],
    likeness: Mapping[str, Sequence[float]],
    weights: Weights,
) -> float:
    nearest = max(likeness[entry.paper.id], default=0.0)
    return scores[entry.paper.id] - weights.kinship * alike(nearest, weights)


def _kin(likeness: Sequence[float], weights: Weights) -> int:
    """Return how many of the picked papers are of one kind with another."""
    return sum(one >= weights.of_a_kind for one in likeness)
