"""The worker: what it does in each of its rounds, to fetch, plan and deliver what is due."""

import asyncio
import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from bot.delivery import Courier
from bot.jobs import (
    LimitsOf,
    RunningAlerts,
    plan_alerts,
    plan_digests,
    plan_edits,
    plan_submissions,
    tidy,
)
from bot.jobs.intake import Intake
from bot.runtime.rounds import Rounds
from bot.search import Search
from bot.store import Store, wakeups

log = logging.getLogger(__name__)

FETCHING, PLANNING, DELIVERING = "fetching", "planning", "delivering"
INDEXING, TIDYING = "keeping the index", "tidying"

TIDY_EVERY_S = 600.0


class Worker:
    """Adds what it does to the rounds of its process; any number may run on one database.

    Without a courier it plans what others deliver.
    """

    def __init__(
        self,
        store: Store,
        search: Search,
        intake: Intake,
        courier: Courier | None,
        platforms: Collection[str],
        limits_of: LimitsOf,
        clock: Callable[[], datetime],
        rounds: Rounds,
    ) -> None:
        self._store = store
        self._search = search
        self._intake = intake
        self._courier = courier
        self._platforms = platforms
        self._limits_of = limits_of
        self._clock = clock
        self._running = RunningAlerts()
        self._seen: datetime | None = None
        self._rounds = rounds
        rounds.add(FETCHING, self._fetch, may_break=True)
        rounds.add(INDEXING, self._keep_index)
        rounds.add(PLANNING, self._plan)
        rounds.add(TIDYING, self._tidy, TIDY_EVERY_S)
        if courier:
            rounds.add(DELIVERING, self._deliver)

    async def run(self) -> None:
        """Hear what other processes queue, until cancelled; then give deliveries 20 s to end."""
        try:
            await wakeups.hear(self._store, self._wake_courier)
            await asyncio.Event().wait()
        finally:
            self._rounds.halt()
            if self._courier:
                await self._courier.stop()

    def _wake_courier(self) -> None:
        if self._courier:
            self._rounds.wake(DELIVERING)

    async def _fetch(self) -> None:
        """Fetch in a round of its own: a source that hangs must not hold back the others."""
        if await asyncio.to_thread(self._intake.is_due) and await self._intake.fetch_due():
            self._rounds.wake(PLANNING)
            self._wake_courier()

    async def _keep_index(self) -> None:
        self._search.keep_up()

    async def _plan(self) -> None:
        if await asyncio.to_thread(self._plan_due):
            self._wake_courier()

    async def _tidy(self) -> None:
        await asyncio.to_thread(tidy, self._store, self._clock())

    def _plan_due(self) -> bool:
        now = self._clock()
        queued = plan_submissions(self._store, self._platforms, now, self._limits_of)
        queued += plan_digests(
            self._store, self._platforms, now, self._limits_of, self._search.vectors.of
        )
        queued += self._plan_alerts(now)
        # A process that has just begun does not know what was seen: it looks a day back.
        seen = self._seen or now - timedelta(days=1)
        self._seen = plan_edits(self._store, self._platforms, now, self._limits_of, seen)
        return bool(queued) or self._seen != seen

    def _plan_alerts(self, now: datetime) -> int:
        """Tell people what is new; a fault in that must not hold back the rest."""
        likeness, limits_of = self._search.likeness, self._limits_of
        try:
            return plan_alerts(
                self._store, self._running, likeness, self._platforms, now, limits_of
            )
        except Exception:
            log.exception("telling people of new papers failed; the next round tries again")
            return 0

    async def _deliver(self) -> None:
        if self._courier:
            await self._courier.deliver_due()
