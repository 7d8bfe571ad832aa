"""The outbox's worker: takes what is due out of the door, once.

What a try ends in decides what is written down: taken → sent; surely not taken → pending
again, later; perhaps taken → ambiguous, and the next try looks before it sends; refused for
good → dead, the standing orders for that place are paused and their owner is told once.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.compose import orders
from bot.errors import AmbiguousDelivery, DeliveryError, DestinationGone
from bot.message import Adapter, Delivery, Destination, Sent, fit
from bot.store import Store, Transaction, alerts, outbox, subscriptions
from bot.store.outbox import Claim, Key

log = logging.getLogger(__name__)

AT_ONCE = 10
SEND_TIMEOUT_S = 45.0
LEASE = timedelta(seconds=120)
"""Longer than the worst try (look, then send), so that nobody takes over a living one."""

MOST_ATTEMPTS = 12
FIRST_WAIT_S, LONGEST_WAIT_S = 15.0, 3600.0


class Courier:
    """Delivers for some platforms until told to stop."""

    def __init__(
        self, store: Store, adapters: Mapping[str, Adapter], clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._adapters = adapters
        self._clock = clock
        self._is_stopping = False
        self._under_way: set[asyncio.Task[None]] = set()

    async def deliver_due(self) -> int:
        """Deliver all that is due now; return how many tries were made."""
        tries = 0
        while not self._is_stopping:
            claims = await asyncio.to_thread(self._claim)
            if not claims:
                break
            if self._is_stopping:
                await asyncio.to_thread(self._hand_back, claims)
                break
            tries += len(claims)
            tasks = [asyncio.create_task(self._deliver(claim)) for claim in claims]
            self._under_way.update(tasks)
            await asyncio.wait(tasks)
            self._under_way.difference_update(tasks)
        return tries

    async def stop(self, patience_s: float = 20.0) -> None:
        """Claim no more, and let what is under way end; what does not is found by its lease."""
        self._is_stopping = True
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=patience_s)
            for task in late:
                task.cancel()

    def _claim(self) -> list[Claim]:
        with self._store.write() as tx:
            return outbox.claim(tx, list(self._adapters), self._clock(), LEASE, AT_ONCE)

    def _hand_back(self, claims: Sequence[Claim]) -> None:
        with self._store.write() as tx:
            for claim in claims:
                outbox.release(tx, claim)

    async def _deliver(self, claim: Claim) -> None:
        adapter = self._adapters[claim.delivery.destination.platform]
        try:
            sent = await self._look(adapter, claim) if claim.is_doubtful else None
            if sent is None:
                sent = await _send(adapter, claim.delivery)
            await asyncio.to_thread(self._write_sent, claim, sent)
        except _CannotTell as error:
            await asyncio.to_thread(self._give_up, claim, str(error))
        except DestinationGone as error:
            log.warning("%s cannot be reached: %s", claim.delivery.destination, error)
            await asyncio.to_thread(self._give_up_destination, claim, str(error))
        except AmbiguousDelivery as error:
            await asyncio.to_thread(self._put_back, claim, error, is_doubtful=True)
        except DeliveryError as error:
            await asyncio.to_thread(self._put_back, claim, error, is_doubtful=False)
        except Exception as error:
            # One broken message must not stop the others; whether it arrived is unknown.
            log.exception("delivery %s failed", claim.delivery.id)
            doubt = AmbiguousDelivery(f"unexpected {type(error).__name__}")
            await asyncio.to_thread(self._put_back, claim, doubt, is_doubtful=True)

    async def _look(self, adapter: Adapter, claim: Claim) -> Sent | None:
        """Look whether a doubtful delivery arrived; what cannot be told now stays doubtful."""
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                return await adapter.find(claim.delivery)
        except TimeoutError as error:
            raise AmbiguousDelivery("the history was not read in time") from error
        except DestinationGone:
            raise
        except AmbiguousDelivery as error:
            raise _CannotTell(f"it may have arrived, so it is not sent again: {error}") from error
        except DeliveryError as error:
            raise AmbiguousDelivery(str(error), error.retry_after_s) from error

    def _write_sent(self, claim: Claim, sent: Sent) -> None:
        with self._store.write() as tx:
            outbox.settle_sent(tx, claim, sent.platform_id, self._clock())

    def _put_back(self, claim: Claim, error: DeliveryError, *, is_doubtful: bool) -> None:
        if claim.attempts >= MOST_ATTEMPTS:
            self._give_up(claim, f"given up after {claim.attempts} tries: {error}")
            return
        due_at = self._clock() + _wait(claim.attempts, error.retry_after_s)
        with self._store.write() as tx:
            outbox.settle_later(tx, claim, due_at, str(error), is_doubtful=is_doubtful)
            if error.retry_after_s:
                outbox.hold_back(tx, claim.delivery.destination, due_at)

    def _give_up(self, claim: Claim, reason: str) -> None:
        log.warning("delivery %s: %s", claim.delivery.id, reason)
        with self._store.write() as tx:
            outbox.settle_dead(tx, claim, reason, self._clock())

    def _give_up_destination(self, claim: Claim, reason: str) -> None:
        destination, now = claim.delivery.destination, self._clock()
        with self._store.write() as tx:
            if not outbox.settle_dead(tx, claim, reason, now):
                return
            alerts.pause_alerts(tx, destination, reason)
            if subscriptions.pause_subscriptions(tx, destination, reason):
                self._tell_owner(tx, claim.owner, destination, reason, now)

    def _tell_owner(
        self, tx: Transaction, owner: Destination, gone: Destination, reason: str, now: datetime
    ) -> None:
        if owner == gone or owner.platform not in self._adapters:
            return
        limits = self._adapters[owner.platform].limits
        notice = fit(orders.digest_stopped(gone, reason), limits)
        outbox.queue(tx, Key(owner, "notice", f"stopped {gone} {now:%Y-%m-%d}"), notice, owner, now)


class _CannotTell(Exception):
    """Nobody can ever say whether it arrived: saying it twice would be worse than not at all."""


async def _send(adapter: Adapter, delivery: Delivery) -> Sent:
    try:
        async with asyncio.timeout(SEND_TIMEOUT_S):
            return await adapter.send(delivery)
    except TimeoutError as error:
        raise AmbiguousDelivery(f"no answer within {SEND_TIMEOUT_S:.0f} seconds") from error


def _wait(attempts: int, retry_after_s: float | None) -> timedelta:
    """Return how long to wait: as long as was asked, else twice as long each time, jittered."""
    if retry_after_s is not None:
        return timedelta(seconds=retry_after_s + random.uniform(0, 1))
    wait_s = min(FIRST_WAIT_S * 2 ** (attempts - 1), LONGEST_WAIT_S)
    return timedelta(seconds=wait_s * random.uniform(0.8, 1.2))
