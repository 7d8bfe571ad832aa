"""Finds → outbox: each person is told once of each paper, at their pace and within their bounds."""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from bot.calendar import local_date
from bot.calendar.pace import MOST_A_DAY, Wait, next_morning, rest_ends_at
from bot.compose import notifications
from bot.compose.notifications import Tiding
from bot.jobs.arrivals import LimitsOf
from bot.message import Destination, Message, fit
from bot.model import Alert, AlertMatch, Person, Reason
from bot.model.mail_address import mail_workspace
from bot.store import (
    Store,
    Transaction,
    alert_matches,
    alerts,
    mailboxes,
    outbox,
    papers,
    people,
    savepoint,
    subscriptions,
    wakeups,
)

log = logging.getLogger(__name__)

PEOPLE_AT_ONCE = 25
"""People a transaction: the write lock is never held for long."""

SHOWN = 10
"""Papers of a message that tells of several."""

UNKNOWN_ZONE = "UTC"


def tell_people(
    store: Store, platforms: Collection[str], now: datetime, limits_of: LimitsOf
) -> int:
    """Queue what is due for people on these platforms; return how many messages."""
    queued = 0
    failed: set[Destination] = set()
    while True:
        with store.read() as tx:
            due = alert_matches.due_people(tx, platforms, now, PEOPLE_AT_ONCE + len(failed))
        waiting = [person for person in due if person not in failed]
        if not waiting:
            return queued
        with store.write() as tx:
            known = people.get_people(tx, waiting)
            before = queued
            for one in waiting:
                person = known.get(one) or Person(one, "", UNKNOWN_ZONE)
                try:
                    with savepoint(tx):
                        queued += _Telling(tx, person, now, limits_of).tell()
                except Exception:
                    log.exception("%s could not be told of papers", one)
                    failed.add(one)
            if queued > before:
                wakeups.wake_others(tx)


class _Telling:
    """Tells one person of what is due for them."""

    def __init__(self, tx: Transaction, person: Person, now: datetime, limits_of: LimitsOf) -> None:
        self._tx = tx
        self._person = person
        self._now = now
        # Whoever wants their alerts by mail is told there; all else stays as it is.
        by_mail = mailboxes.alert_mailbox(tx, person.destination)
        self._door = by_mail or person.destination
        self._workspace = mail_workspace(by_mail.address) if by_mail else person.workspace
        self._limits = limits_of(self._door.platform)
        self._alerts = {one.number: one for one in alerts.get_alerts(tx, person.destination)}

    def tell(self) -> int:
        """Queue messages, or put them off; return how many were queued."""
        due = alert_matches.due_matches(self._tx, self._person.destination, self._now)
        if self._person.unreachable:
            alert_matches.settle_matches(self._tx, due, "gone", self._person.unreachable)
            return 0
        if until := rest_ends_at(self._person, self._now):
            alert_matches.put_off(self._tx, due, until, Wait.QUIET)
            return 0
        tidings = self._tidings(due)
        at_once = [one for one in tidings if not one.match.is_gathered]
        gathered = [one for one in tidings if one.match.is_gathered]
        return self._tell_at_once(at_once) + self._tell_together(gathered)

    def _tidings(self, due: Sequence[AlertMatch]) -> list[Tiding]:
        """Pair finds with their papers; what nobody wants any more is settled."""
        found = papers.get_papers(self._tx, [match.paper_id for match in due])
        digests = self._digests_with(list(found))
        tidings = []
        for match in due:
            reasons = tuple(reason for reason in match.reasons if self._stands(reason))
            if not reasons:
                alert_matches.settle_matches(
                    self._tx, [match], "silent", "its alert was paused or removed"
                )
            elif match.paper_id not in found:
                alert_matches.settle_matches(self._tx, [match], "gone", "the paper was taken away")
            else:
                paper = found[match.paper_id]
                tidings.append(Tiding(match, paper, reasons, digests.get(paper.id, ())))
        return tidings

    def _stands(self, reason: Reason) -> bool:
        alert = self._alerts.get(reason.number)
        return alert is not None and not alert.paused_reason and alert.query == reason.query

    def _digests_with(self, paper_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return for papers the topics of digests that this person set up and that hold them."""
        found: dict[str, tuple[str, ...]] = {}
        for order in subscriptions.owned_by(self._tx, self._person.destination):
            for shown in subscriptions.already_shown(self._tx, order.destination, paper_ids):
                found[shown] = (*found.get(shown, ()), order.topic)
        return found

    def _tell_at_once(self, tidings: Sequence[Tiding]) -> int:
        if not tidings:
            return 0
        destination = self._person.destination
        today = local_date(self._now, self._person.timezone)
        counted = people.counted_today(self._tx, destination, today)
        room = _Room(self._alerts, self._told_today() if any(self._bounds()) else ())
        queued = 0
        told: list[AlertMatch] = []
        late: list[AlertMatch] = []
        for one in tidings:
            is_within = counted + queued < self._most_a_day and room.take(one.reasons)
            (told if is_within else late).append(one.match)
            if is_within:
                queued += self._queue("alert", one.match.paper_id, notifications.alert(one))
        alert_matches.settle_matches(self._tx, told, "told")
        morning = next_morning(self._person, self._now)
        alert_matches.put_off(self._tx, late, morning, Wait.OVER_THE_DAY)
        people.count(self._tx, destination, today, counted + queued)
        return queued

    def _tell_together(self, tidings: Sequence[Tiding]) -> int:
        if not tidings:
            return 0
        room = _Room(self._alerts)
        ordered = sorted(tidings, key=lambda one: -(one.paper.upvotes or 0))
        shown = [one for one in ordered if room.take(one.reasons)][:SHOWN]
        kept = [one for one in ordered if one not in shown]
        period = f"{self._now:%Y-%m-%d %H:%M:%S}"
        queued = self._queue("alerts", period, notifications.alerts_together(shown, len(kept)))
        alert_matches.settle_matches(self._tx, [one.match for one in shown], "told", period=period)
        why = "there were more than fit into the message"
        alert_matches.settle_matches(self._tx, [one.match for one in kept], "over", why, period)
        return queued

    def _queue(self, kind: str, period: str, message: Message) -> bool:
        key, owner = outbox.Key(self._door, kind, period), self._person.destination
        parts = fit(message, self._limits)
        return outbox.queue(self._tx, key, parts, owner, self._now, workspace=self._workspace)

    @property
    def _most_a_day(self) -> int:
        most = self._person.most_a_day
        return MOST_A_DAY if most is None else most

    def _bounds(self) -> Iterable[int]:
        return (alert.most for alert in self._alerts.values() if alert.most)

    def _told_today(self) -> list[Reason]:
        since = self._now - timedelta(days=1)
        today = local_date(self._now, self._person.timezone)
        told = alert_matches.finds_of(self._tx, self._person.destination, since)
        return [
            reason
            for match in told
            if match.state == "told" and local_date(match.found_at, self._person.timezone) == today
            for reason in match.reasons
        ]


class _Room:
    """How many papers each alert may still bring."""

    def __init__(self, known: dict[int, Alert], taken: Iterable[Reason] = ()) -> None:
        self._most = {number: alert.most for number, alert in known.items() if alert.most}
        self._taken = Counter(reason.number for reason in taken)

    def take(self, reasons: Sequence[Reason]) -> bool:
        """Take a paper's place; False where none of its alerts has room."""
        numbers = [reason.number for reason in reasons]
        if not any(self._taken[one] < self._most.get(one, self._taken[one] + 1) for one in numbers):
            return False
        self._taken.update(numbers)
        return True
