"""Whether the list of a day is complete, by what its source said when it was asked."""

from datetime import date, datetime

from bot.calendar.list_calendar import ListCalendar
from bot.calendar.list_hours import DAILY
from bot.model import Fetch, ListState

BROKEN = (ListState.FAILED, ListState.STALE)


def state_of(fetch: Fetch | None, day: date, calendar: ListCalendar = DAILY) -> ListState:
    """Return how the list of a day stands; what was not seen closed counts as filling."""
    if fetch is None:
        return ListState.UNASKED if calendar.has_list(day) else ListState.EMPTY
    if fetch.seen_closed and fetch.papers:
        return ListState.CLOSED  # complete, whatever became of asking for late votes
    if fetch.problem:
        return ListState.FAILED
    if fetch.stale_as:
        return ListState.STALE
    if fetch.papers:
        return ListState.FILLING
    is_empty = fetch.seen_closed or not calendar.has_list(day)
    return ListState.EMPTY if is_empty else ListState.FILLING


def is_missing(fetch: Fetch | None, day: date) -> bool:
    """Tell whether a list failed or is stale, and nothing of it is stored."""
    return bool(fetch and not fetch.papers and state_of(fetch, day) in BROKEN)


def may_lack_papers(fetch: Fetch | None, day: date, now: datetime) -> bool:
    """Tell whether a stored list was last seen before it closed, and asking since then failed."""
    is_broken = bool(fetch and fetch.papers and state_of(fetch, day) in BROKEN)
    return is_broken and DAILY.is_closed(day, now) and not is_complete(fetch, day)


def is_complete(fetch: Fetch | None, day: date) -> bool:
    """Tell whether a day's list was seen after it had closed."""
    return bool(fetch and fetch.fetched_at and fetch.fetched_at >= DAILY.closes_at(day))


def is_over(fetch: Fetch | None, day: date, now: datetime) -> bool:
    """Tell whether a list has closed, and was seen since if it ever was: nothing more will come."""
    return DAILY.is_closed(day, now) and (fetch is None or fetch.seen_closed > 0)
