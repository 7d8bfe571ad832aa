"""How the lists of days stand: read from what came of asking, worded for people.

A list that failed or is stale is never passed off as an empty one.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.calendar.list_hours import closes_at, current_day, has_list, is_closed
from bot.calendar.list_state import BROKEN, is_missing, is_over, may_lack_papers, state_of
from bot.compose.day_messages import say_checked, say_filling, say_state
from bot.model import Fetch, ListState
from bot.sources.registry import PRIMARY, label_of
from bot.store import Transaction, fetches


def why_nothing(tx: Transaction, day: date, now: datetime) -> str:
    """Say why a day has no papers: each source that was asked for it, the primary one always."""
    known = _asked(tx, day)
    return " ".join(
        sentence
        for source, fetch in ({PRIMARY: None} | known).items()
        if (sentence := _sentence(source, day, fetch, now))
    )


def what_is_open(tx: Transaction, day: date, now: datetime) -> str:
    """Say what a list that holds papers may still lack, "" where it is complete."""
    known = _asked(tx, day)
    said = {source: _sentence(source, day, fetch, now) for source, fetch in known.items()}
    if PRIMARY not in known and not is_closed(day, now):
        said = {PRIMARY: say_filling()} | said
    return " ".join(dict.fromkeys(sentence for sentence in said.values() if sentence))


def what_is_missing(tx: Transaction, first: date, now: datetime) -> str:
    """Say which lists since a day failed or are stale, the newest first, "" where none is."""
    said = [what_is_wrong(tx, day, now) for day in _days_since(first, now)]
    return " ".join([sentence for sentence in said if sentence][:2])


def what_is_wrong(tx: Transaction, day: date, now: datetime) -> str:
    """Say which source failed or is stale for a day, "" where none is.

    A list that is stored is not missing, whatever became of asking for it again; only where it
    was not seen since it closed may it lack papers.
    """
    return " ".join(
        say_state(state_of(fetch, day), label_of(source), day, fetch, now)
        for source, fetch in _asked(tx, day).items()
        if is_missing(fetch, day) or may_lack_papers(fetch, day, now)
    )


def why_quiet(tx: Transaction, now: datetime) -> str:
    """Say why nothing new came lately, for an edition without papers."""
    today = current_day(now)
    if has_list(today):
        return _sentence(PRIMARY, today, fetches.get_fetch(tx, PRIMARY, today), now)
    return say_state(ListState.EMPTY, label_of(PRIMARY), today, None, now)


def is_seen_closed(tx: Transaction, day: date, now: datetime) -> bool:
    """Tell whether nothing more will come on the primary list of a day."""
    return is_over(fetches.get_fetch(tx, PRIMARY, day), day, now)


def staleness(tx: Transaction, now: datetime) -> timedelta:
    """Return how long today's primary list has not been seen; none without a list."""
    today = current_day(now)
    if not has_list(today):
        return timedelta()
    fetch = fetches.get_fetch(tx, PRIMARY, today)
    opened = closes_at(today - timedelta(days=1))
    seen = fetch.fetched_at if fetch and fetch.fetched_at else opened
    return now - max(seen, opened)


def checked(tx: Transaction, now: datetime, sources: Sequence[str] = ()) -> list[tuple[bool, str]]:
    """Return a line for each source and recent day, and whether it is as it should be.

    Without `sources`, those that were asked lately.
    """
    days = _days_since(current_day(now) - timedelta(days=3), now)
    known = {day: _asked(tx, day) for day in days}
    asked = dict.fromkeys(source for lists in known.values() for source in lists)
    lines = []
    for source in sources or asked:
        for day in days:
            fetch = known[day].get(source)
            if fetch or (has_list(day) and day == current_day(now)):
                state = state_of(fetch, day)
                line = say_checked(state, label_of(source), day, fetch, now)
                lines.append((state not in BROKEN, line))
    return lines


def _asked(tx: Transaction, day: date) -> dict[str, Fetch]:
    """Return what is known of a day's lists, the primary one first."""
    known = fetches.get_day(tx, day)
    # A walk through the past writes down its windows as "arXiv cs.CL": these are no lists.
    lists = {source: fetch for source, fetch in known.items() if " " not in source}
    return dict(sorted(lists.items(), key=lambda one: (one[0] != PRIMARY, one[0])))


def _sentence(source: str, day: date, fetch: Fetch | None, now: datetime) -> str:
    return say_state(state_of(fetch, day), label_of(source), day, fetch, now)


def _days_since(first: date, now: datetime) -> list[date]:
    today = current_day(now)
    first = max(first, today - timedelta(days=6))
    return [today - timedelta(days=back) for back in range((today - first).days + 1)]
