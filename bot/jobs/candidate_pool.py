"""What editions are picked from, read once for all that are planned in one transaction."""

from datetime import date, datetime, timedelta
from functools import cached_property

from bot.calendar.list_hours import closes_at, current_day, has_list, is_closed
from bot.calendar.list_state import is_complete
from bot.jobs import list_states
from bot.jobs.place_taste import appeals_in
from bot.jobs.trend_reports import gains_of
from bot.model import Destination, Highlight
from bot.query import Query, parse
from bot.sources.registry import PRIMARY
from bot.store import Transaction, fetches, papers
from bot.taste.appeal import Appeal
from bot.taste.highlights import CATCH_UP
from bot.taste.kinship import Kinship

PATIENCE = timedelta(hours=6)
"""So long an order that waits for a list waits for a source that does not answer."""


class CandidatePool:
    """The lists as they stand in one transaction, at one instant."""

    def __init__(self, tx: Transaction, now: datetime) -> None:
        self._tx = tx
        self.now = now
        self.today = current_day(now)
        self._between: dict[tuple[date, date], list[Highlight]] = {}
        self._topics: dict[str, Query] = {}
        self._kinships: dict[tuple[date, date], Kinship] = {}
        self._gains: dict[tuple[date, date], dict[str, int]] = {}

    @cached_property
    def listed(self) -> list[date]:
        """The days that have papers, newest first."""
        return papers.listed_days(self._tx, self.today, limit=10)

    def between(self, first: date, last: date) -> list[Highlight]:
        """Return the papers listed from `first` to `last`, most upvotes first."""
        if (first, last) not in self._between:
            self._between[first, last] = papers.listed_between(self._tx, first, last)
        return self._between[first, last]

    def kinship(self, first: date, last: date) -> Kinship:
        """Return how alike the papers are that were listed from `first` to `last`."""
        if (first, last) not in self._kinships:
            listed = self.between(first, last)
            self._kinships[first, last] = Kinship(entry.paper for entry in listed)
        return self._kinships[first, last]

    def appeals(
        self, workspace: str, place: Destination, first: date, last: date
    ) -> dict[str, Appeal]:
        """Return what speaks in a place for the papers that were listed from `first` to `last`."""
        listed = self.between(first, last)
        if (first, last) not in self._gains:
            ids = [entry.paper.id for entry in listed]
            self._gains[first, last] = gains_of(self._tx, ids, self.now)
        gains, kinship = self._gains[first, last], self.kinship(first, last)
        return appeals_in(self._tx, workspace, place, listed, kinship, gains, self.now)

    def topic(self, text: str) -> Query | None:
        """Return what a subscription is about, None for everything."""
        if text and text not in self._topics:
            self._topics[text] = parse(text)
        return self._topics.get(text)

    def is_young(self, top: int) -> bool:
        """Tell whether the newest list is still too short to fill an edition."""
        newest = self.listed[:1]
        return any(
            not is_closed(day, self.now) and len(self.between(day, day)) < top for day in newest
        )

    @cached_property
    def problem(self) -> str:
        """Which of the newest lists are missing or stale, and why."""
        return list_states.what_is_missing(self._tx, self.today - timedelta(days=1), self.now)

    def problem_of(self, day: date) -> str:
        """Return why the list of a day is missing or stale, where it is."""
        return list_states.what_is_wrong(self._tx, day, self.now)

    @cached_property
    def quiet(self) -> str:
        """Why there is nothing new today."""
        return list_states.why_quiet(self._tx, self.now)


def first_day(covered_until: date | None, days: tuple[date, ...], today: date) -> date:
    """Return the first list whose late papers may still enter an edition picked from `days`."""
    if covered_until is None:
        return days[-1] if days else today
    return max(covered_until, today - CATCH_UP) + timedelta(days=1)


def ready_until(tx: Transaction, now: datetime) -> datetime:
    """Return up to when orders that wait for a list are due: while none is missing, up to now.

    A list is complete once the source answered after it had closed.
    """
    day = current_day(now) - timedelta(days=1)
    while not has_list(day):
        day -= timedelta(days=1)
    if is_list_complete(tx, day):
        return now
    return max(closes_at(day) - timedelta(seconds=1), now - PATIENCE)


def is_list_complete(tx: Transaction, day: date) -> bool:
    """Tell whether the primary list of a day was seen after it had closed."""
    return is_complete(fetches.get_fetch(tx, PRIMARY, day), day)
