"""What an answer means for a day's list, and when to ask for it again.

A list is asked for while it fills and once more after it has closed, then on later days where its
calendar says so. Failures are tried again after longer and longer waits.
"""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.calendar.list_calendar import ListCalendar
from bot.model import Fetch
from bot.sources.polite_http import Validators

AFTER_CLOSING = timedelta(minutes=5)
"""Clocks differ a little, and the source needs a moment itself."""

FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=5), timedelta(hours=2)
_LONGEST_WAIT_S = 86_400.0
NO_MORE = timedelta(days=7)
"""A day that still fails or is stale by then is given up."""


def is_due(calendar: ListCalendar, fetch: Fetch | None, day: date, now: datetime) -> bool:
    """Tell whether to ask for the list of a day now."""
    if fetch is None:
        return True
    if fetch.next_at is None:
        is_open = not fetch.seen_closed and not fetch.problem
        return is_open and now < calendar.closes_at(day) + NO_MORE
    return fetch.next_at <= now


def after_answer(
    calendar: ListCalendar,
    known: Fetch | None,
    source: str,
    day: date,
    now: datetime,
    papers: int,
    seen: Validators,
) -> Fetch:
    """Return what is written down of a list that was answered."""
    seen_closed = (known.seen_closed if known else 0) + calendar.is_whole(day, now, papers)
    return Fetch(
        source,
        day,
        tried_at=now,
        papers=papers,
        fetched_at=now,
        seen_closed=seen_closed,
        next_at=_next(calendar, day, now, seen_closed),
        etag=seen.etag,
        last_modified=seen.last_modified,
    )


def after_stale(
    calendar: ListCalendar,
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
        next_at=_unless_given_up(calendar, day, now + calendar.again, now),
    )


def after_failure(
    calendar: ListCalendar,
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
    wait = max(
        wait * random.uniform(0.8, 1.0), timedelta(seconds=min(retry_after_s or 0, _LONGEST_WAIT_S))
    )
    return replace(
        before,
        problem=problem,
        failures=failures,
        failing_since=before.failing_since or now,
        tried_at=now,
        next_at=_unless_given_up(calendar, day, now + wait, now),
    )


def _next(calendar: ListCalendar, day: date, now: datetime, seen_closed: int) -> datetime | None:
    closing = calendar.closes_at(day) + AFTER_CLOSING
    if calendar.comes_whole:
        is_done = seen_closed and not (calendar.keeps_coming and now < closing)
        return None if is_done else now + calendar.again
    if not seen_closed:
        off = calendar.again_off_days or calendar.again
        return min(now + (calendar.again if calendar.has_list(day) else off), max(closing, now))
    later = [closing + wait for wait in calendar.late_looks]
    return next((at for at in later[seen_closed - 1 :] if at > now), None)


def _unless_given_up(
    calendar: ListCalendar, day: date, at: datetime, now: datetime
) -> datetime | None:
    return at if now < calendar.closes_at(day) + NO_MORE else None
