"""The worker: one tick every 15 seconds that fetches, plans and delivers what is due."""

import asyncio
import logging
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.delivery import Courier
from bot.intake import Intake
from bot.jobs import LimitsOf, plan_digests, plan_edits, tidy
from bot.search import Search
from bot.store import Store

log = logging.getLogger(__name__)

TICK_S = 15
TIDY_EVERY = timedelta(minutes=10)


class Worker:
    """Does what is due until cancelled; several may run on one database."""

    def __init__(
        self,
        store: Store,
        search: Search,
        intake: Intake,
        courier: Courier,
        platforms: Collection[str],
        limits_of: LimitsOf,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._search = search
        self._intake = intake
        self._courier = courier
        self._platforms = platforms
        self._limits_of = limits_of
        self._clock = clock
        self._seen: datetime | None = None
        self._tidied_at = datetime.min.replace(tzinfo=UTC)
        self._fetching: asyncio.Task[None] | None = None
        self._round: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Tick until cancelled, then let deliveries that are under way end."""
        # One interval job that claims what is due: a job store shared between processes
        # would run each job in all of them, and cron triggers trip over clock changes.
        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(
            self._begin_round, "interval", seconds=TICK_S, coalesce=True, misfire_grace_time=None
        )
        scheduler.start()
        try:
            await self._begin_round()
            await asyncio.Event().wait()
        finally:
            scheduler.pause()
            await self._stop()
            scheduler.shutdown(wait=False)

    async def _begin_round(self) -> None:
        """Begin a round unless one is under way."""
        # In a task of our own: the scheduler breaks off its jobs when it is shut down.
        if self._round is None or self._round.done():
            self._round = asyncio.create_task(self.tick())

    async def tick(self) -> None:
        """Do one round; whatever fails is logged, and the next round tries again."""
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetch())
        try:
            await asyncio.to_thread(self._plan)
            await self._courier.deliver_due()
            await self._tidy()
        except Exception:
            log.exception("this round failed; the next one tries again")

    def _plan(self) -> None:
        now = self._clock()
        plan_digests(self._store, self._platforms, now, self._limits_of)
        # A process that has just begun does not know what was seen: it looks a day back.
        seen = self._seen or now - timedelta(days=1)
        self._seen = plan_edits(self._store, self._platforms, now, self._limits_of, seen)

    async def _tidy(self) -> None:
        """Forget what is old, now and then."""
        now = self._clock()
        if now - self._tidied_at >= TIDY_EVERY:
            self._tidied_at = now
            await asyncio.to_thread(tidy, self._store, now)

    async def _fetch(self) -> None:
        """Fetch apart from the round: a source that hangs must not hold back deliveries."""
        try:
            if await asyncio.to_thread(self._intake.is_due) and await self._intake.fetch_due():
                await self._begin_another_round()
            self._search.keep_up()
        except Exception:
            log.exception("fetching failed; the next round tries again")

    async def _begin_another_round(self) -> None:
        """Begin a round at once: what came may have queued alerts, which need not wait."""
        if self._round:
            await asyncio.wait([self._round])
        await self._begin_round()

    async def _stop(self) -> None:
        if self._fetching:
            self._fetching.cancel()
        await self._courier.stop()
        if self._round:
            await asyncio.wait([self._round])
