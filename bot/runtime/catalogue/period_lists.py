"""The lists of days, weeks and months, and what is trending among them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from threading import Lock

from bot.calendar.list_hours import current_day
from bot.calendar.periods import Period, day_period, read_period
from bot.compose import paper_list_titles
from bot.compose.paper_records import paper_record
from bot.jobs import list_states, trend_reports
from bot.message import PaperList
from bot.model import Highlight
from bot.store import Store, Transaction, papers
from bot.taste.weights import TREND_SPANS

TRENDING = "trending"
MOST_TRENDING = 50
LATELY = timedelta(days=21)
"""How far back a paper may have been listed that stands in for a trending one."""

GRAVITY = 1.3
"""How fast votes lose their weight with the days since a paper was listed."""

KEPT = 16
"""Periods whose papers stay in memory: nearly everybody asks for the newest ones."""


class PeriodLists:
    """Reads the lists of periods, most upvotes first."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._kept: dict[tuple[date, date], tuple[int, Sequence[Highlight]]] = {}
        self._lock = Lock()

    def listed(self, written: str, offset: int, limit: int) -> PaperList | None:
        """Return a stretch of the papers of a period; None for what is no period."""
        now = self._clock()
        today = current_day(now)
        with self._store.read() as tx:
            if written == TRENDING:
                return _cut(self._trending(tx, now), offset, limit)
            period = read_period(written, today)
            if period is None or period.first > today:
                return None
            listed = self._between(tx, period.first, period.last)
            if listed or period.first != period.last:
                lead = _lead(tx, period, listed, now)
                return _cut(_list(period, listed, lead, today), offset, limit)
            return _cut(self._instead(tx, period, now), offset, limit)

    def _trending(self, tx: Transaction, now: datetime) -> tuple[PaperList, Sequence[Highlight]]:
        rising = trend_reports.trending(tx, TREND_SPANS["week"], now, MOST_TRENDING)
        if rising:
            listed: Sequence[Highlight] = [
                Highlight(one.paper, one.paper.published or current_day(now)) for one in rising
            ]
            return _named_trending(paper_list_titles.TRENDING_LEAD), listed
        return self._well_liked(tx, current_day(now))

    def _well_liked(self, tx: Transaction, today: date) -> tuple[PaperList, Sequence[Highlight]]:
        """Return what stands in for trends where no votes were counted, as after an import."""
        newest = papers.listed_days(tx, today, 1)
        last = newest[0] if newest else today
        listed = self._between(tx, last - LATELY, last)
        best = sorted(listed, key=lambda one: _weight(one, last), reverse=True)
        lead = paper_list_titles.WELL_LIKED_LEAD if best else paper_list_titles.NO_TRENDS
        return _named_trending(lead), best[:MOST_TRENDING]

    def _instead(
        self, tx: Transaction, period: Period, now: datetime
    ) -> tuple[PaperList, Sequence[Highlight]]:
        """Return the newest list before an empty day, which says why it stands there."""
        today = current_day(now)
        reason = list_states.why_nothing(tx, period.first, now)
        newest = papers.listed_days(tx, period.first, 1)
        if not newest:
            return _list(period, (), (reason,), today)
        other = day_period(newest[0])
        lead = paper_list_titles.instead_of(reason, newest[0])
        return _list(other, self._between(tx, newest[0], newest[0]), lead, today)

    def _between(self, tx: Transaction, first: date, last: date) -> Sequence[Highlight]:
        revision, key = papers.current_revision(tx), (first, last)
        kept = self._kept.get(key)
        if kept and kept[0] == revision:
            return kept[1]
        listed = papers.listed_between(tx, first, last)
        with self._lock:
            while len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = (revision, listed)
        return listed


def _named_trending(lead: str) -> PaperList:
    return PaperList(paper_list_titles.TRENDING, (lead,), period=TRENDING)


def _lead(
    tx: Transaction, period: Period, listed: Sequence[Highlight], now: datetime
) -> tuple[str, ...]:
    if period.first == period.last:
        state = list_states.what_is_open(tx, period.first, now)
        return (state,) if state else ()
    if not listed:
        return (paper_list_titles.NO_LISTS,)
    return (paper_list_titles.period_lead(period, len(listed)),)


def _list(
    period: Period, listed: Sequence[Highlight], lead: tuple[str, ...], today: date
) -> tuple[PaperList, Sequence[Highlight]]:
    before, after = period.before, period.after
    newer = after.name if after and after.first <= today else ""
    older = before.name if before else ""
    title = paper_list_titles.period_title(period)
    return PaperList(title, lead, period=period.name, older=older, newer=newer), listed


def _cut(whole: tuple[PaperList, Sequence[Highlight]], offset: int, limit: int) -> PaperList:
    shown, listed = whole
    records = tuple(paper_record(one.paper, one.day) for one in listed[offset : offset + limit])
    return PaperList(
        shown.title,
        shown.lead,
        records,
        len(listed),
        offset,
        shown.period,
        shown.older,
        shown.newer,
    )


def _weight(one: Highlight, last: date) -> float:
    age = (last - one.day).days + 2.0
    return float((one.paper.upvotes or 0) / age**GRAVITY)
