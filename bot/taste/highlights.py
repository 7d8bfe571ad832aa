"""Picking the highlights of a digest; pure, so that every rule is a table in the tests."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from bot.model import Highlight
from bot.query import Query, matches, view

CATCH_UP = timedelta(days=7)
"""How far back an edition reaches: what is older is no news."""

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
) -> tuple[tuple[Highlight, ...], int]:
    """Return at most `top` highlights and the number of papers they were picked from.

    `listed` is sorted by upvotes; what the destination was shown before is left out, and so is
    what was withdrawn. A topic such as since:3d is counted back from `today`.
    """
    fresh = [
        entry for entry in listed if entry.paper.id not in shown and not entry.paper.is_withdrawn
    ]
    if topic is None:
        return tuple(fresh[:top]), len(fresh)
    on_topic = [entry for entry in fresh if matches(topic, view(entry.paper), today)]
    return tuple(on_topic[:top]), len(on_topic) or len(fresh)
