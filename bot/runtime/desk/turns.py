"""Whose turn it is to be answered: one answer at a time for a person, and none for ever."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from bot.compose import help_messages
from bot.errors import UserError
from bot.message import Destination, Reply, Request

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Answers have threads of their own, so that what is heard meanwhile never waits behind them."""

SPARE = 12
"""Threads beside them: a thread cannot be ended, so one that was given up on leaves its place."""

MOST_WAITING = 5
"""Commands of one person that wait for the one before; nobody types more than that in earnest."""

PATIENCE_S = 20.0


class Turns:
    """Works for each person on one thing after the other, for a bounded time."""

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._threads = ThreadPoolExecutor(AT_ONCE + SPARE, "answering")
        self._places = asyncio.Semaphore(AT_ONCE)
        self._queues: dict[Destination, _Queue] = {}

    @asynccontextmanager
    async def turn_of(self, person: Destination) -> AsyncIterator["Turn"]:
        """Wait for a person's turn.

        Raises UserError where too much of theirs waits already, or where a thread is still at
        work on what was given up.
        """
        queue = self._queues.setdefault(person, _Queue())
        if queue.waiting >= MOST_WAITING:
            raise UserError(help_messages.BUSY)
        queue.waiting += 1
        try:
            async with queue.lock:
                if queue.late:
                    await asyncio.wait({queue.late}, timeout=self._patience_s)
                if queue.late:
                    raise UserError(help_messages.BUSY)
                yield Turn(self._threads, self._places, self._patience_s, queue)
        finally:
            queue.waiting -= 1
            if not queue.waiting and not queue.late:
                self._queues.pop(person, None)


class Turn:
    """A person's turn: what is done in it is given up when it takes too long."""

    def __init__(
        self,
        threads: ThreadPoolExecutor,
        places: asyncio.Semaphore,
        patience_s: float,
        queue: "_Queue",
    ) -> None:
        self._threads = threads
        self._places = places
        self._patience_s = patience_s
        self._queue = queue

    async def wait_for(self, work: Awaitable[Request]) -> Request:
        """Await what the answer needs first; raises UserError where that takes too long."""
        try:
            async with asyncio.timeout(self._patience_s):
                return await work
        except TimeoutError as error:
            raise UserError(help_messages.took_too_long(self._patience_s)) from error

    async def answer(self, work: Callable[[], Reply]) -> Reply:
        """Return what `work` returns in a thread; raises UserError where that takes too long."""
        async with self._places:
            answering = asyncio.get_running_loop().run_in_executor(self._threads, work)
            await asyncio.wait({answering}, timeout=self._patience_s)
        if answering.done():
            return answering.result()
        log.warning("an answer took longer than %.0f s and was given up", self._patience_s)
        self._queue.late = answering
        answering.add_done_callback(self._ended_late)
        raise UserError(help_messages.took_too_long(self._patience_s))

    def _ended_late(self, answering: "asyncio.Future[Reply]") -> None:
        self._queue.late = None
        if not answering.cancelled() and (error := answering.exception()):
            log.error("an answer that was given up failed", exc_info=error)


class _Queue:
    """What one person waits for; `late` is an answer that was given up and still takes a thread."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0
        self.late: asyncio.Future[Reply] | None = None
