"""Writing down what tries came to, many in one transaction, with all that follows from it."""

import logging
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.compose import subscription_messages
from bot.delivery.outcomes import Gone, NeverTaken, NotNow, Outcome, Taken, Unknowable
from bot.message import Adapter, Destination, Message, fit
from bot.store import (
    Store,
    Transaction,
    alert_matches,
    alerts,
    mailboxes,
    outbox,
    people,
    subscriptions,
    workspaces,
)
from bot.store.outbox import Claim, Key

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 30
"""About a day of tries, from every few seconds to once an hour."""

MOST_EDITS = 5
FIRST_WAIT_S, LONGEST_WAIT_S = 15.0, 3600.0
QUIET_S = 60.0
"""How long after a lost answer to look: until then the platform may still be at it."""

OLDEST = timedelta(days=7)
"""What was only ever asked to wait is given up in the end too."""


class Recorder:
    """Writes outcomes of this process's tries; what another worker took over is left to it."""

    def __init__(
        self, store: Store, adapters: Mapping[str, Adapter], clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._adapters = adapters
        self._clock = clock

    def record(self, outcomes: Sequence[Outcome]) -> list[None]:
        """Write all of them in one transaction, or none."""
        now = self._clock()
        with self._store.write() as tx:
            taken = [(one.claim, one.platform_id) for one in outcomes if isinstance(one, Taken)]
            outbox.settle_sent(tx, taken, now)
            for outcome in outcomes:
                match outcome:
                    case NotNow():
                        self._put_back(tx, outcome, now)
                    case Unknowable(claim, reason):
                        self._hold(tx, claim, reason, now)
                    case NeverTaken(claim, reason):
                        self._give_up_message(tx, claim, reason, now)
                    case Gone() if outcome.claim.edits:
                        _keep_as_sent(tx, outcome.claim, outcome.reason, now)
                    case Gone():
                        self._give_up_place(tx, outcome, now)
        return [None] * len(outcomes)

    def _put_back(self, tx: Transaction, outcome: NotNow, now: datetime) -> None:
        claim, error = outcome.claim, outcome.error
        asked_s = error.retry_after_s
        if _is_hopeless(claim, now):
            self._give_up(tx, outcome, now)
            return
        due_at = now + self._wait(outcome)
        reason, counts = str(error), asked_s is None
        outbox.settle_later(
            tx, claim, due_at, reason, is_doubtful=outcome.is_doubtful, counts=counts
        )
        # A request to wait with looking says nothing of sending: no gate for that.
        if asked_s is not None and not outcome.is_doubtful:
            destination = claim.delivery.destination
            outbox.shut_gate(tx, error.scope, destination, claim.workspace, due_at, now)

    def _wait(self, outcome: NotNow) -> timedelta:
        """Return how long: as was asked, else twice as long each time, jittered.

        A lost answer is looked into late enough, or repeated soon enough, to be sure.
        """
        claim = outcome.claim
        if (asked_s := outcome.error.retry_after_s) is not None:
            return timedelta(seconds=asked_s + random.uniform(0, 1))
        wait_s = min(FIRST_WAIT_S * 2 ** min(claim.attempts - 1, 20), LONGEST_WAIT_S)
        wait_s *= random.uniform(0.8, 1.2)
        adapter = self._adapters[claim.delivery.destination.platform]
        if outcome.is_doubtful and wait_s >= adapter.repeat_window_s:
            wait_s = max(wait_s, QUIET_S)
        return timedelta(seconds=wait_s)

    def _give_up(self, tx: Transaction, outcome: NotNow, now: datetime) -> None:
        claim = outcome.claim
        reason = f"given up after {claim.attempts} tries: {outcome.error}"
        if claim.edits:
            _keep_as_sent(tx, claim, reason, now)
        elif outcome.is_doubtful:
            self._hold(tx, claim, reason, now)
        else:
            self._give_up_message(tx, claim, reason, now)

    def _give_up_message(self, tx: Transaction, claim: Claim, reason: str, now: datetime) -> None:
        """Give up one message of a place that is well; its owner hears once while that lasts."""
        if claim.edits:
            _keep_as_sent(tx, claim, reason, now)
            return
        log.warning("delivery %s: %s", claim.delivery.id, reason)
        place, kind = claim.delivery.destination, claim.kind
        is_known = outbox.refusal_of(tx, place, kind) is not None
        # What is said of a refusal may be refused too: of that nothing is said.
        if outbox.settle_dead(tx, claim, reason, now) and not is_known and kind != "notice":
            notice = subscription_messages.message_refused(kind, reason)
            period = f"refused {place} {kind} {now:%Y-%m-%d}"
            self._tell(tx, claim.owner, claim, period, notice, is_place_well=True)

    def _hold(self, tx: Transaction, claim: Claim, reason: str, now: datetime) -> None:
        log.warning("delivery %s is held: %s", claim.delivery.id, reason)
        if outbox.settle_held(tx, claim, reason, now):
            destination = claim.delivery.destination
            notice = subscription_messages.delivery_held(reason)
            self._tell(tx, claim.owner, claim, f"held {destination} {now:%Y-%m-%d}", notice)

    def _give_up_place(self, tx: Transaction, gone: Gone, now: datetime) -> None:
        claim, reason = gone.claim, gone.reason
        if claim.delivery.parent and not gone.is_workspace:
            # Somebody took away the message that it was to hang below: that says nothing else.
            outbox.settle_dead(tx, claim, reason, now)
            return
        place = claim.workspace if gone.is_workspace else claim.delivery.destination
        log.warning("%s cannot be reached: %s", place, reason)
        if not outbox.settle_dead(tx, claim, reason, now):
            return
        outbox.suppress_waiting(tx, place, reason, now)
        for person in alerts.pause_alerts(tx, place, reason):
            people.note_unreachable(tx, person, reason)
            alert_matches.silence(tx, person, reason)
        mailboxes.close(tx, claim.delivery.destination, reason)
        owners = subscriptions.pause_subscriptions(tx, place, reason)
        if gone.is_workspace:
            # Nobody of that workspace can be told either; it goes on when it is joined again.
            workspaces.rest_workspace(tx, claim.workspace, reason, now)
            return
        for owner in owners:
            notice = subscription_messages.digest_stopped(claim.delivery.destination, reason)
            self._tell(tx, owner, claim, f"stopped {place} {now:%Y-%m-%d}", notice)

    def _tell(
        self,
        tx: Transaction,
        owner: Destination,
        claim: Claim,
        period: str,
        notice: Message,
        *,
        is_place_well: bool = False,
    ) -> None:
        """Tell an owner once, by a message of its own, unless that is the place in question."""
        is_lost = owner == claim.delivery.destination and not is_place_well
        if is_lost or owner.platform not in self._adapters:
            return
        parts = fit(notice, self._adapters[owner.platform].limits)
        key = Key(owner, "notice", period)
        outbox.queue(tx, key, parts, owner, self._clock(), workspace=claim.workspace)


def _keep_as_sent(tx: Transaction, claim: Claim, reason: str, now: datetime) -> None:
    """Leave a message as it is: it was sent, only its newest words could not be put there."""
    log.info("delivery %s could not be edited: %s", claim.delivery.id, reason)
    outbox.settle_sent(tx, [(claim, claim.edits)], now)


def _is_hopeless(claim: Claim, now: datetime) -> bool:
    most = MOST_EDITS if claim.edits else MOST_ATTEMPTS
    return claim.attempts >= most or now - claim.queued_at > OLDEST
