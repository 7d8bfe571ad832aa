"""What an answer means for a day's list, and when to ask for it again.

A list is asked for while it fills and once more after it has closed, then on two later days for
the votes that come late. Failures are tried again after longer and longer waits.
"""

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.calendar.list_hours import NEW_YORK, closes_at, has_list, is_closed
from bot.model import Fetch, ListState
from bot.sources.polite_http import Validators

AGAIN = timedelta(minutes=20)
"""How often a list that is filling, or should have come, is asked for."""

AGAIN_AT_WEEKENDS = timedelta(hours=4)
AFTER_CLOSING = timedelta(minutes=5)
"""Clocks differ a little, and the source needs a moment itself."""

LATE_VOTES = (timedelta(days=1), timedelta(days=3))
"""After its closing a list is asked for twice more."""

FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=5), timedelta(hours=2)
NO_MORE = timedelta(days=7)
"""A day that still fails or is stale by then is given up."""


CERTAIN_AT = time(6)
"""New York time, from which on an empty feed of arXiv is taken for a day off."""


def state_of(fetch: Fetch | None, day: date) -> ListState:
    """Return how the list of a day stands; what was not seen closed counts as filling."""
    if fetch is None:
        return ListState.UNASKED if has_list(day) else ListState.EMPTY
    if fetch.seen_closed and fetch.papers:
        return ListState.CLOSED  # complete, whatever became of asking for late votes
    if fetch.problem:
        return ListState.FAILED
    if fetch.stale_as:
        return ListState.STALE
    if fetch.papers:
        return ListState.FILLING
    return ListState.EMPTY if fetch.seen_closed or not has_list(day) else ListState.FILLING


def is_due(fetch: Fetch | None, day: date, now: datetime) -> bool:
    """Tell whether to ask for the list of a day now."""
    if fetch is None:
        return True
    if fetch.next_at is None:
        return not fetch.seen_closed and not fetch.problem and now < closes_at(day) + NO_MORE
    return fetch.next_at <= now


def after_list(
    known: Fetch | None, source: str, day: date, now: datetime, papers: int, seen: Validators
) -> Fetch:
    """Return what is written down of a daily list that was answered."""
    seen_closed = (known.seen_closed if known else 0) + is_closed(day, now)
    next_at = _next(day, now, seen_closed)
    return _answered(source, day, now, papers, seen, seen_closed, next_at)


def after_feed(
    known: Fetch | None, source: str, day: date, now: datetime, papers: int, seen: Validators
) -> Fetch:
    """Return what is written down of a feed: what is in it is complete, an empty one may wait.

    arXiv's feed of a day is empty on its holidays; only after some hours that is certain.
    """
    is_certain = bool(papers) or now.astimezone(NEW_YORK).time() >= CERTAIN_AT
    seen_closed = (known.seen_closed if known else 0) + is_certain
    next_at = None if is_certain else now + AGAIN
    return _answered(source, day, now, papers, seen, seen_closed, next_at)


def _answered(
    source: str,
    day: date,
    now: datetime,
    papers: int,
    seen: Validators,
    seen_closed: int,
    next_at: datetime | None,
) -> Fetch:
    return Fetch(
        source,
        day,
        tried_at=now,
        papers=papers,
        fetched_at=now,
        seen_closed=seen_closed,
        next_at=next_at,
        etag=seen.etag,
        last_modified=seen.last_modified,
    )


def after_stale(
    known: Fetch | None,
    source: str,
    day: date,
    now: datetime,
    stale_as: date,
    seen: Validators | None = None,
) -> Fetch:
    """Return what is written down where the list of another day came in the place of this."""
    before = known or Fetch(source, day, now)
    if seen:
        before = replace(before, etag=seen.etag, last_modified=seen.last_modified)
    return replace(
        before,
        problem="",
        failures=0,
        failing_since=None,
        tried_at=now,
        stale_as=stale_as,
        next_at=_unless_given_up(day, now + AGAIN, now),
    )


def after_failure(
    known: Fetch | None,
    source: str,
    day: date,
    now: datetime,
    problem: str,
    retry_after_s: float | None = None,
) -> Fetch:
    """Return what is written down of a failure; the last success stays as it was."""
    before = known or Fetch(source, day, now)
    failures = before.failures + 1
    wait = min(FIRST_RETRY * 2 ** min(failures - 1, 10), LONGEST_RETRY)
    wait = max(wait * random.uniform(0.8, 1.0), timedelta(seconds=retry_after_s or 0))
    return replace(
        before,
        problem=problem,
        failures=failures,
        failing_since=before.failing_since or now,
        tried_at=now,
        next_at=_unless_given_up(day, now + wait, now),
    )


def _next(day: date, now: datetime, seen_closed: int) -> datetime | None:
    closing = closes_at(day) + AFTER_CLOSING
    if not seen_closed:
        return min(now + (AGAIN if has_list(day) else AGAIN_AT_WEEKENDS), max(closing, now))
    later = [closing + wait for wait in LATE_VOTES]
    return next((at for at in later[seen_closed - 1 :] if at > now), None)


def _unless_given_up(day: date, at: datetime, now: datetime) -> datetime | None:
    return at if now < closes_at(day) + NO_MORE else None
