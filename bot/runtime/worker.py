"""The worker: fetches, plans and delivers what is due, each over and over, until it is stopped."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime, timedelta
from time import monotonic

from bot.delivery import Courier
from bot.jobs import LimitsOf, RunningAlerts, plan_alerts, plan_digests, plan_edits, tidy
from bot.jobs.intake import Intake
from bot.search import Search
from bot.store import Store, wakeups

log = logging.getLogger(__name__)

TICK_S = 15.0
TIDY_EVERY = timedelta(minutes=10)


class Round:
    """Something that is done every tick, and sooner when it is woken; a failure is logged.

    One timer a process, and what is due is claimed in the database: a job store that processes
    share would run each job in all of them, and cron triggers trip over clock changes.
    """

    def __init__(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        self._name = name
        self._work = work
        self._awake = asyncio.Event()
        self._is_stopping = False
        self._ended_at = monotonic()

    def age_s(self) -> float:
        """Return how long ago a round last came to its end, or to something of it."""
        return monotonic() - self._ended_at

    def go_on(self) -> None:
        """Note that a long round is not stuck."""
        self._ended_at = monotonic()

    async def run(self) -> None:
        """Do it over and over until `stop`, or until cancelled."""
        while not self._is_stopping:
            self._awake.clear()
            await self.once()
            if not self._is_stopping:
                await self._rest()

    async def once(self) -> None:
        """Do it now."""
        try:
            await self._work()
        except Exception:
            log.exception("%s failed; the next round tries again", self._name)
        self._ended_at = monotonic()

    def wake(self) -> None:
        """Let the next round begin at once."""
        self._awake.set()

    def stop(self) -> None:
        """Let the round that is under way be the last."""
        self._is_stopping = True
        self._awake.set()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(TICK_S):
                await self._awake.wait()
        except TimeoutError:
            return


class Worker:
    """Does what is due until cancelled; any number may run on one database.

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
        self._tidied_at = datetime.min.replace(tzinfo=UTC)
        self.fetching = Round("fetching", self._fetch)
        self.planning = Round("planning", self._plan)
        self.delivering = Round("delivering", self._deliver)

    @property
    def rounds(self) -> dict[str, Round]:
        """What is done over and over, by name."""
        rounds = {"fetching": self.fetching, "planning": self.planning}
        return rounds | ({"delivering": self.delivering} if self._courier else {})

    async def run(self) -> None:
        """Work until cancelled, then let what is under way end: deliveries have 20 seconds."""
        fetching = asyncio.create_task(self.fetching.run())
        hearing = asyncio.create_task(wakeups.hear(self._store, self.delivering.wake))
        rounds = [
            asyncio.create_task(self.planning.run()),
            asyncio.create_task(self.delivering.run()),
        ]
        try:
            # Not `gather`, which would break off a round that is under way.
            await asyncio.wait(rounds)
        finally:
            # A source may hang; what it would have told is asked for again.
            fetching.cancel()
            hearing.cancel()
            self.planning.stop()
            self.delivering.stop()
            if self._courier:
                await self._courier.stop()
            await asyncio.wait(rounds)
            await asyncio.gather(fetching, hearing, return_exceptions=True)

    async def _fetch(self) -> None:
        """Fetch apart from the other rounds: a source that hangs must not hold them back."""
        if await asyncio.to_thread(self._intake.is_due) and await self._intake.fetch_due():
            self.planning.wake()
            self.delivering.wake()
        self._search.keep_up()

    async def _plan(self) -> None:
        if await asyncio.to_thread(self._plan_due):
            self.delivering.wake()
        now = self._clock()
        if now - self._tidied_at >= TIDY_EVERY:
            self._tidied_at = now
            await asyncio.to_thread(tidy, self._store, now)

    def _plan_due(self) -> bool:
        now = self._clock()
        queued = plan_digests(self._store, self._platforms, now, self._limits_of)
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
