"""How the lists of days stand: read from what came of asking, worded for people.

A list that failed or is stale is never passed off as an empty one.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.calendar.list_hours import closes_at, current_day, has_list, is_closed
from bot.compose.day_messages import say_checked, say_filling, say_state
from bot.model import ListState
from bot.sources import arxiv, huggingface
from bot.sources.list_policy import state_of
from bot.store import Transaction, fetches

SOURCES = (huggingface.SOURCE, arxiv.SOURCE)
BROKEN = (ListState.FAILED, ListState.STALE)


def why_nothing(tx: Transaction, day: date, now: datetime) -> str:
    """Say why a day has no papers: each source that was asked for it, Hugging Face always."""
    return " ".join(
        sentence
        for source in SOURCES
        if (sentence := _sentence(tx, source, day, now, is_expected=source == SOURCES[0]))
    )


def what_is_open(tx: Transaction, day: date, now: datetime) -> str:
    """Say what a list that holds papers may still lack, "" where it is complete."""
    said = [_sentence(tx, source, day, now, is_expected=False) for source in SOURCES]
    if not said[0] and fetches.get_fetch(tx, SOURCES[0], day) is None and not is_closed(day, now):
        said[0] = say_filling()
    return " ".join(sentence for sentence in said if sentence)


def what_is_missing(tx: Transaction, first: date, now: datetime) -> str:
    """Say which lists since a day failed or are stale, the newest first, "" where none is."""
    said = [what_is_wrong(tx, day, now) for day in _days_since(first, now)]
    return " ".join([sentence for sentence in said if sentence][:2])


def what_is_wrong(tx: Transaction, day: date, now: datetime) -> str:
    """Say which source failed or is stale for a day, "" where none is."""
    sentences = []
    for source in SOURCES:
        fetch = fetches.get_fetch(tx, source, day)
        if fetch and (state := state_of(fetch, day)) in BROKEN:
            sentences.append(say_state(state, source, day, fetch, now))
    return " ".join(sentences)


def why_quiet(tx: Transaction, now: datetime) -> str:
    """Say why nothing new came lately, for an edition without papers."""
    today = current_day(now)
    if has_list(today):
        return _sentence(tx, SOURCES[0], today, now, is_expected=True)
    return say_state(ListState.EMPTY, SOURCES[0], today, None, now)


def is_seen_closed(tx: Transaction, day: date, now: datetime) -> bool:
    """Tell whether a list is complete: it has closed, and was fetched since if it ever was."""
    fetch = fetches.get_fetch(tx, SOURCES[0], day)
    return is_closed(day, now) and (fetch is None or fetch.seen_closed > 0)


def staleness(tx: Transaction, now: datetime) -> timedelta:
    """Return how long today's list of the first source has not been seen; none without a list."""
    today = current_day(now)
    if not has_list(today):
        return timedelta()
    fetch = fetches.get_fetch(tx, SOURCES[0], today)
    opened = closes_at(today - timedelta(days=1))
    seen = fetch.fetched_at if fetch and fetch.fetched_at else opened
    return now - max(seen, opened)


def checked(tx: Transaction, now: datetime, sources: Sequence[str]) -> list[tuple[bool, str]]:
    """Return a line for each source and recent day, and whether it is as it should be."""
    lines = []
    for source in sources:
        for day in _days_since(current_day(now) - timedelta(days=3), now):
            fetch = fetches.get_fetch(tx, source, day)
            if fetch or (has_list(day) and day == current_day(now)):
                state = state_of(fetch, day)
                lines.append((state not in BROKEN, say_checked(state, source, day, fetch, now)))
    return lines


def _sentence(tx: Transaction, source: str, day: date, now: datetime, *, is_expected: bool) -> str:
    fetch = fetches.get_fetch(tx, source, day)
    if fetch is None and not is_expected:
        return ""
    return say_state(state_of(fetch, day), source, day, fetch, now)


def _days_since(first: date, now: datetime) -> list[date]:
    today = current_day(now)
    first = max(first, today - timedelta(days=6))
    return [today - timedelta(days=back) for back in range((today - first).days + 1)]
