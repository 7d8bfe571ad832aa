"""What one process does over and over: an interval job for each kind of round."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from time import monotonic, time

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

TICK_S = 15.0

STEP_S = 2.0
"""A clock that is put back by more than this would leave every round waiting for its return."""

# What it has to say is said here, by its events, in words for operators.
logging.getLogger("apscheduler").setLevel(logging.CRITICAL)


class Round:
    """One kind of round: how often it ended, when last, and whether another is wanted at once."""

    def __init__(
        self, name: str, work: Callable[[], Awaitable[None]], every_s: float, *, may_break: bool
    ) -> None:
        self.name = name
        self.every_s = every_s
        self.may_break = may_break
        self.ends = 0
        self.failures = 0
        self.is_wanted = False
        self.under_way: asyncio.Future[None] | None = None
        self._work = work
        self._ended_at = monotonic()

    @property
    def is_under_way(self) -> bool:
        """Whether it is being done now."""
        return self.under_way is not None and not self.under_way.done()

    def age_s(self) -> float:
        """Return how long ago a round last came to its end, or to something of it."""
        return monotonic() - self._ended_at

    def count_failures(self) -> int:
        """Return how many rounds failed since the process began."""
        return self.failures

    def go_on(self) -> None:
        """Note that a long round is not stuck."""
        self._ended_at = monotonic()

    def end(self) -> None:
        """Note that a round came to its end."""
        self.ends += 1
        self._ended_at = monotonic()

    async def once(self) -> None:
        """Do it now, in a task that the end of the process can wait for or break off."""
        self.is_wanted = False
        self.under_way = asyncio.ensure_future(self._work())
        await self.under_way


class Rounds:
    """All rounds of one process, on one scheduler, each at most once at a time.

    There is no job store on disk: what is due stays claimed in the database, so that any number
    of processes may tick. Cron triggers trip over clock changes; intervals do not.
    """

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            executors={"default": AsyncIOExecutor()},
            job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
        )
        self._rounds: dict[str, Round] = {}
        self._jobs: dict[str, Job] = {}
        self._is_halted = False
        self._clock_watch: asyncio.TimerHandle | None = None
        self._scheduler.add_listener(self._note, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)

    @property
    def by_name(self) -> Mapping[str, Round]:
        """What is done over and over, for health and figures."""
        return self._rounds

    def add(
        self,
        name: str,
        work: Callable[[], Awaitable[None]],
        every_s: float | None = None,
        *,
        may_break: bool = False,
    ) -> Round:
        """Do some work every so many seconds (a tick, unless said), the first time at once.

        What `may_break` is not waited for at the end of the process.
        """
        every_s = TICK_S if every_s is None else every_s
        one = self._rounds[name] = Round(name, work, every_s, may_break=may_break)
        self._jobs[name] = self._scheduler.add_job(
            one.once,
            "interval",
            seconds=every_s,
            id=name,
            next_run_time=datetime.now(UTC),
        )
        return one

    def wake(self, name: str) -> None:
        """Let the next round of a kind begin at once, or as soon as the one under way ends."""
        one = self._rounds[name]
        one.is_wanted = True
        if not self._is_halted and not one.is_under_way:
            self._jobs[name].modify(next_run_time=datetime.now(UTC))

    def start(self) -> None:
        """Begin; a running event loop is needed."""
        self._scheduler.start()
        self._watch_clock(time() - monotonic())

    def halt(self) -> None:
        """Begin no round any more."""
        self._is_halted = True
        if self._clock_watch:
            self._clock_watch.cancel()
        if self._scheduler.running:
            self._scheduler.pause()

    async def end(self) -> None:
        """Begin no more, and wait until what is under way has ended."""
        self.halt()
        under_way = [one.under_way for one in self._rounds.values() if one.under_way]
        for one in self._rounds.values():
            if one.may_break and one.under_way:
                one.under_way.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        # Only now: the scheduler's own shutdown breaks off what it runs.
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _note(self, event: JobExecutionEvent) -> None:
        """Hear from the scheduler that a round came to its end."""
        one = self._rounds[event.job_id]
        one.end()
        if event.exception and not isinstance(event.exception, asyncio.CancelledError):
            one.failures += 1
            log.error("%s failed; the next round tries again", one.name, exc_info=event.exception)
        if one.is_wanted:
            self.wake(one.name)

    def _watch_clock(self, epoch: float) -> None:
        """Begin all rounds anew where the machine's clock was put back: jobs are due by it."""
        now = time() - monotonic()
        if now < epoch - STEP_S:
            for name in self._rounds:
                self.wake(name)
        self._clock_watch = asyncio.get_running_loop().call_later(TICK_S, self._watch_clock, now)
