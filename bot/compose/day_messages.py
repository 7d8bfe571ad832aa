"""How the list of a day stands, in a sentence: filling, empty, stale or missing, and since when."""

from datetime import date, datetime, timedelta

from bot.compose.cards import say_day
from bot.model import Fetch, ListState


def say_state(state: ListState, name: str, day: date, fetch: Fetch | None, now: datetime) -> str:
    """Say how a list of a source, by what people call it, stands; "" where it is complete."""
    on = say_day(day)
    match state:
        case ListState.CLOSED:
            return ""
        case ListState.EMPTY if day.weekday() in (5, 6):
            return f"{name} has no list on {on}: it rests at weekends."
        case ListState.EMPTY:
            return (
                f"{name} listed nothing on {on}. I looked when the day was over, so it seems to "
                "have been a day off there."
            )
    if fetch is None:
        return f"The list of {on} has not been fetched yet."
    if state is ListState.STALE and fetch.stale_as:
        still = f"{name} still sends the list of {say_day(fetch.stale_as)} in the place of {on}'s."
        return f"{still} {_say_next(fetch, now)}"
    if state is ListState.FAILED:
        return _say_failure(fetch, on, now)
    return _say_filling(fetch, name, on, now)


def say_filling() -> str:
    """Say of a list that more will come."""
    return "Still filling: it closes at 21:30 New York time."


def say_checked(state: ListState, name: str, day: date, fetch: Fetch | None, now: datetime) -> str:
    """Say the same as a line of `papers check`: with the number of papers, also when complete."""
    line = f"{name}, {say_day(day)}: "
    if fetch is None:
        return f"{line}not asked yet (papers fetch)"
    if state in (ListState.STALE, ListState.FAILED) or not fetch.papers:
        return f"{name}: {say_state(state, name, day, fetch, now)}"
    counted = say_count(fetch.papers)
    word = "complete" if state is ListState.CLOSED else "still filling"
    return f"{line}{counted}, {word}, asked {say_span(now - fetch.tried_at)} ago"


def say_fetched(fetch: Fetch, name: str = "") -> str:
    """Say in a line what came of asking for a list, "" where the failure is said elsewhere.

    The primary source goes without its `name`.
    """
    if fetch.problem:
        return ""
    of = f"{name} " if name else ""
    return f"{of}{fetch.day:%a} {fetch.day}: {say_count(fetch.papers, fetch.stale_as)}"


def say_walk(since: date, steps: int, seconds: float) -> str:
    """Say how long a walk through the past takes, as far as its politeness tells."""
    if not steps:
        return f"Everything since {say_day(since)} is complete."
    least = say_span(timedelta(seconds=seconds))
    return f"{steps:,} lists to fetch, at least {least}. Ctrl-C stops; run it again to go on."


def say_count(papers: int, stale_as: date | None = None) -> str:
    """Say a number of papers, that there are none, or that another day's list came instead."""
    if stale_as:
        return f"still the list of {say_day(stale_as)}"
    return f"{papers:,} paper{'s' * (papers != 1)}" if papers else "nothing listed"


def say_span(span: timedelta) -> str:
    """Say a stretch of time roughly: "12 minutes", "3 hours", "2 days"."""
    minutes = max(round(span.total_seconds() / 60), 0)
    if minutes < 1:
        return "a moment"
    for size, unit in ((60 * 48, 24 * 60), (90, 60)):
        if minutes >= size:
            count = round(minutes / unit)
            return f"{count} {'days' if unit > 60 else 'hours'}"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _say_failure(fetch: Fetch, on: str, now: datetime) -> str:
    if fetch.papers and fetch.fetched_at:
        ago = say_span(now - fetch.fetched_at)
        what = f"The list of {on} is {ago} old and may lack papers: {fetch.problem}"
    else:
        what = f"The list of {on} is missing: {fetch.problem}"
    since = ""
    if fetch.failing_since and now - fetch.failing_since > timedelta(minutes=2):
        since = f" It has failed for {say_span(now - fetch.failing_since)}."
    return f"{what}{since} {_say_next(fetch, now)}"


def _say_filling(fetch: Fetch, name: str, on: str, now: datetime) -> str:
    ago = say_span(now - (fetch.fetched_at or now))
    if not fetch.papers:
        return f"{name} has listed nothing on {on} yet; I looked {ago} ago."
    return say_filling()


def _say_next(fetch: Fetch, now: datetime) -> str:
    if fetch.next_at is None:
        return "I do not ask any more by myself."
    if fetch.next_at <= now:
        return "I ask again now."
    return f"I ask again in {say_span(fetch.next_at - now)}."
