"""The courier: claims what is due, tries many at once, and stops without leaving work undone."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.delivery.attempt import LEASE, make_try
from bot.delivery.outcomes import Outcome
from bot.delivery.recorder import Recorder
from bot.message import Adapter
from bot.store import Store, outbox
from bot.store.coordination.batcher import Batcher
from bot.store.outbox import Claim

log = logging.getLogger(__name__)

AT_ONCE = 64
"""Each claim and each writing down is a transaction for half as many rows."""

MARGIN = 24
"""This part of a lease is kept for writing down what a try came to."""

LOOK_AGAIN_S = 15.0
"""A try that hangs must not keep what has become due since from going out."""


class Courier:
    """Delivers for some platforms until told to stop; `watch` is shown what each try came to."""

    def __init__(
        self,
        store: Store,
        adapters: Mapping[str, Adapter],
        clock: Callable[[], datetime],
        lease: timedelta = LEASE,
        watch: Callable[[Outcome], None] = lambda _: None,
    ) -> None:
        self._lease = lease
        self._watch = watch
        self._store = store
        self._adapters = adapters
        self._clock = clock
        self._records = Batcher(Recorder(store, adapters, clock).record)
        self._is_stopping = False
        self._under_way: set[asyncio.Task[None]] = set()

    async def deliver_due(self) -> int:
        """Deliver all that is due now; return how many tries were made."""
        tries = 0
        if not await asyncio.to_thread(self._is_any_due):
            return tries
        while not self._is_stopping:
            claims = await asyncio.to_thread(self._claim, AT_ONCE - len(self._under_way))
            if self._is_stopping:
                await asyncio.to_thread(self._hand_back, claims)
                break
            tries += len(claims)
            self._begin(claims)
            if not self._under_way:
                break
            await self._some_end(was_full=len(self._under_way) == AT_ONCE)
        return tries

    async def stop(self, patience_s: float = 20.0) -> None:
        """Claim no more, and let what is under way end; what does not is found by its lease."""
        self._is_stopping = True
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=patience_s)
            for task in late:
                task.cancel()

    def _begin(self, claims: Sequence[Claim]) -> None:
        for claim in claims:
            task = asyncio.create_task(self._deliver(claim))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _some_end(self, *, was_full: bool) -> None:
        """Wait until it pays to claim again: at once by halves while there is much to do."""
        enough = AT_ONCE // 2 if was_full else len(self._under_way) - 1
        while len(self._under_way) > enough:
            done, _ = await asyncio.wait(
                self._under_way, timeout=LOOK_AGAIN_S, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                return

    async def _deliver(self, claim: Claim) -> None:
        adapter = self._adapters[claim.delivery.destination.platform]
        outcome = await make_try(adapter, claim, self._clock, claim.until - self._lease / MARGIN)
        if outcome is None:
            return
        self._watch(outcome)
        try:
            await self._records.put(outcome)
        except Exception:
            # What was sent is found again by whoever takes it when its lease has ended.
            log.exception("what became of delivery %d was not written", claim.delivery.id)

    def _is_any_due(self) -> bool:
        with self._store.read() as tx:
            return outbox.is_any_due(tx, list(self._adapters), self._clock())

    def _claim(self, limit: int) -> list[Claim]:
        if limit <= 0:
            return []
        with self._store.write() as tx:
            return outbox.claim(tx, list(self._adapters), self._clock(), self._lease, limit)

    def _hand_back(self, claims: Sequence[Claim]) -> None:
        now = self._clock()
        with self._store.write() as tx:
            for claim in claims:
                outbox.release(tx, claim, now)
