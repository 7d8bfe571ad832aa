"""News → finds: which people a changed paper is to be told to, and when.

What was found is written down in the same transaction that moves the mark of what was looked
at, so that a crash finds again what was lost, and nothing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.alerts.mutability import is_lasting
from bot.calendar.list_hours import current_day
from bot.calendar.pace import FRESH, due_at
from bot.jobs.running_alerts import RunningAlerts
from bot.model import Alert, AlertMatch, Person, Reason
from bot.query import Likeness, parse, view
from bot.store import Store, Transaction, alert_matches, alerts, papers, people, watermarks
from bot.store.papers import Listed, News

AT_ONCE = 100
"""Changed papers that are looked at in one transaction."""

MARK = "told"


@dataclass(frozen=True, slots=True)
class Matched:
    """A fresh paper and the alerts that it matches."""

    news: News
    alerts: Sequence[Alert]


def match_people(store: Store, running: RunningAlerts, likeness: Likeness, now: datetime) -> int:
    """Match all that changed since the last time; return how many finds were written down."""
    count = 0
    with running.lock:
        while True:
            with store.read() as tx:
                after = watermarks.get_mark(tx, MARK)
                news, until = papers.read_news(tx, after, AT_ONCE)
                if until == after:
                    return count
                matched = _match(tx, running, news, likeness, now)
            with store.write() as tx:
                if not watermarks.move_mark(tx, MARK, after, until):
                    continue  # another process was quicker, and wrote the same down
                count += sum(_write_down(tx, one, now) for one in matched)


def _match(
    tx: Transaction,
    running: RunningAlerts,
    news: Sequence[News],
    likeness: Likeness,
    now: datetime,
) -> list[Matched]:
    backlog = Backlog(tx, now)
    fresh = [one for one in news if backlog.is_news(one)]
    if not fresh:
        return []
    percolator = running.catch_up(tx)
    found = percolator.match([view(one.paper) for one in fresh], now.date(), likeness)
    matched = []
    for one, ids in zip(fresh, found, strict=True):
        by_id = alerts.alerts_by_id(tx, ids.tolist())
        matched.append(Matched(one, [by_id[key] for key in sorted(by_id)]))
    return matched


class Backlog:
    """Tells news from what was there before: history that is imported alerts nobody."""

    def __init__(self, tx: Transaction, now: datetime) -> None:
        self._tx = tx
        self._oldest = current_day(now) - FRESH
        self._began: dict[tuple[str, date | None], datetime | None] = {}

    def is_news(self, one: News) -> bool:
        """Tell whether a work is of these days, and did not come with a source's first answers.

        What was on lists before the day on which a source was first read is a backlog, unless
        it entered one later.
        """
        if one.paper.is_withdrawn:
            return False
        if not one.listed:
            day = one.paper.published
            return day is not None and day >= max(self._oldest, self._first_day(""))
        return any(self._is_fresh(listed) for listed in one.listed)

    def _is_fresh(self, listed: Listed) -> bool:
        if listed.day < self._oldest:
            return False
        if listed.day >= self._first_day(listed.source):
            return True
        began = self._began_at(listed.source, listed.day)
        return began is not None and listed.seen_at > began

    def _first_day(self, source: str) -> date:
        began = self._began_at(source, None)
        return current_day(began) if began else date.min

    def _began_at(self, source: str, day: date | None) -> datetime | None:
        if (source, day) not in self._began:
            self._began[source, day] = papers.began_at(self._tx, source, day)
        return self._began[source, day]


def _write_down(tx: Transaction, matched: Matched, now: datetime) -> int:
    """Write a find down for each person, or add the reasons to the one they have."""
    by_person: dict[str, list[Alert]] = {}
    for alert in matched.alerts:
        if _is_later(alert, matched.news):
            by_person.setdefault(str(alert.person), []).append(alert)
    if not by_person:
        return 0
    work = matched.news.paper.id
    known = {str(match.person): match for match in alert_matches.get_matches(tx, [work], by_person)}
    persons = people.get_people(tx, [of[0].person for of in by_person.values()])
    fresh = []
    for name, asked in by_person.items():
        match = _find(asked, work, persons.get(asked[0].person), now)
        if name not in known:
            fresh.append(match)
        elif merged := _merged(known[name], match):
            alert_matches.replace_match(tx, merged)
    alert_matches.add_matches(tx, fresh)
    return len(fresh)


def _is_later(alert: Alert, news: News) -> bool:
    """Tell whether a match is news to an alert: what held before it was set is not.

    What was stored before and matches only now has come to do so, where the alert asks for
    what moves; what it matched when it was set was written down then.
    """
    return news.added_at >= alert.created_at or not is_lasting(parse(alert.query))


def _find(
    asked: Sequence[Alert], paper_id: str, person: Person | None, now: datetime
) -> AlertMatch:
    match = AlertMatch(
        person=asked[0].person,
        paper_id=paper_id,
        workspace=asked[0].workspace,
        reasons=tuple(Reason(alert.number, alert.query) for alert in asked),
        found_at=now,
    )
    speaking = [alert for alert in asked if not (alert.silent_until and alert.silent_until > now)]
    if person and person.unreachable:
        return replace(match, state="gone", why=person.unreachable)
    if not speaking or (person and person.silent_until and person.silent_until > now):
        return replace(match, state="silent", why="snoozed")
    # One that is told at once tells it for all: a paper comes once.
    due = min(due_at(alert, now) for alert in speaking)
    is_gathered = all(alert.schedule for alert in speaking)
    return replace(match, due_at=due, is_gathered=is_gathered)


def _merged(known: AlertMatch, found: AlertMatch) -> AlertMatch | None:
    """Return a find with the reasons of another, None where nothing changes for its person."""
    fresh = [reason for reason in found.reasons if reason not in known.reasons]
    if not fresh or known.state not in ("waiting", "before"):
        return None
    if known.state == "before":
        return replace(found, reasons=tuple(fresh))
    due = min(known.due_at or found.found_at, found.due_at or found.found_at)
    if found.state != "waiting":
        due = known.due_at or found.found_at
    return replace(
        known,
        reasons=(*known.reasons, *fresh),
        due_at=due,
        is_gathered=known.is_gathered and (found.is_gathered or found.state != "waiting"),
    )
