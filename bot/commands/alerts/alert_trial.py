"""What an alert would have brought, asked of the store and the index."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.alerts.backtest import backtest
from bot.alerts.mutability import is_lasting
from bot.calendar.list_hours import current_day
from bot.calendar.pace import FRESH
from bot.commands.context import Context
from bot.model import Alert, AlertMatch, Backtest, Highlight, Paper, Reason
from bot.query import And, Dated, Has, Not, Or, Query, matches, view
from bot.store import Transaction, alert_matches, papers

DAYS = 30
MOST_LOOKED_AT = 300
"""Papers whose words are counted: what more there is they stand for."""

_MOST_MATCHES = 20_000
_OLDEST = 400
"""Days back from the newest day that a paper of some list may have been published."""


@dataclass(frozen=True, slots=True)
class Lately:
    """What matched a query in some days: some papers, the newest first, that stand for all.

    `until` is the last of these days where nothing came since.
    """

    papers: tuple[Paper, ...]
    days: tuple[date, ...]
    of: int
    considered: int
    until: date | None = None


def try_out(context: Context, query: Query) -> Backtest:
    """Return what a query would have brought in the last days, the same as an alert would."""
    found = matches_lately(context, query)
    entries = [Highlight(*pair) for pair in zip(found.papers, found.days, strict=True)]
    return backtest(
        query,
        entries,
        of=found.of,
        considered=found.considered,
        days=DAYS,
        today=context.now.date(),
        until=found.until,
    )


def matches_lately(context: Context, query: Query) -> Lately:
    """Return which of the papers of the last days match a query, by the index.

    Where there are none, those of the newest days that there are stand for them.
    """
    last = today = current_day(context.now)
    with context.store.read() as tx:
        days = _news_until(tx, last)
        if not days and (newest := papers.newest_news_day(tx, today)):
            last = newest
            days = _news_until(tx, last)
    ids = context.search.select(_recent(query, (today - last).days), _MOST_MATCHES)
    matched = sorted((key for key in ids if key in days), key=lambda key: days[key], reverse=True)
    with context.store.read() as tx:
        found = papers.get_papers(tx, matched[:MOST_LOOKED_AT])
    shown = [key for key in matched[:MOST_LOOKED_AT] if key in found]
    return Lately(
        tuple(found[key] for key in shown),
        tuple(days[key] for key in shown),
        len(matched),
        len(days),
        last if last < today else None,
    )


def _news_until(tx: Transaction, last: date) -> dict[str, date]:
    return papers.news_between(tx, last - timedelta(days=DAYS - 1), last)


def write_down_before(context: Context, tx: Transaction, alert: Alert, query: Query) -> None:
    """Write down what matches now, where that can change: only what comes to match is news."""
    if is_lasting(query):
        return
    last = current_day(context.now)
    fresh = papers.get_papers(tx, papers.news_between(tx, last - FRESH, last))
    likeness = context.search.likeness
    today = context.now.date()
    reasons = (Reason(alert.number, alert.query),)
    before = [
        AlertMatch(
            person=alert.person,
            paper_id=paper.id,
            workspace=alert.workspace,
            reasons=reasons,
            found_at=context.now,
            state="before",
        )
        for paper in fresh.values()
        if matches(query, view(paper), today, likeness)
    ]
    alert_matches.add_matches(tx, before)


def _recent(query: Query, days_ago: int) -> Query:
    """Leave out what is surely of no recent list: the index then has less to return."""
    if query.root is None:
        return query
    is_recent = Or((Dated("since", _OLDEST + days_ago), Not(Has("date"))))
    return Query(And((query.root, is_recent)))
