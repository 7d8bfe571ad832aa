"""What the processes of a fleet know together: what was heard, held and attempted, who is there."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.message import Destination
from bot.store import Store, attempts, audits, seen_events, workspaces
from bot.store.community.closed_places import purge_place
from bot.store.coordination.batcher import Batcher
from bot.store.coordination.ownership import Owner
from bot.store.seen_events import Sound

log = logging.getLogger(__name__)

FREE_ATTEMPTS = 5
LATELY = timedelta(hours=1)
MOST_A_DAY = 800
FIRST_PAUSE_S, LONGEST_PAUSE_S = 15.0, 900.0


class Sharing:
    """Implements that part of `bot.message.Desk` over the store."""

    def __init__(self, store: Store, owner: Owner, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._owner = owner
        self._clock = clock
        self._heard = Batcher(self._are_new)

    async def is_new(self, name: str, for_s: float) -> bool:
        """Tell whether no process was asked for this name within `for_s` seconds before.

        Raises StoreError where the database does not answer.
        """
        return await self._heard.put(Sound(name, self._clock() + timedelta(seconds=for_s)))

    async def while_held(self, thing: str, work: Callable[[], Awaitable[None]]) -> bool:
        """Work while this process alone holds a thing; False where another does, or comes to."""
        return await self._owner.while_held(thing, work)

    async def wait_before(self, attempt: str) -> float:
        """Write down an attempt that is dear, and return how many seconds to wait before it."""
        return await asyncio.to_thread(self._attempt, attempt)

    async def joined(self, workspace: str) -> None:
        """Let what was paused while a workspace could not be reached run again."""
        if count := await asyncio.to_thread(self._resume, workspace):
            log.info("%s can be reached again: %d orders and alerts go on", workspace, count)

    async def left(self, workspace: str) -> None:
        """Purge a workspace that took the bot away."""
        count = await asyncio.to_thread(self._purge, workspace)
        log.info("%s took the bot away: %d orders, alerts and finds are gone", workspace, count)

    async def closed(self, place: Destination) -> None:
        """Purge what belongs to a channel that was deleted."""
        count = await asyncio.to_thread(self._purge_place, place)
        log.info("%s was deleted: %d rows are gone", place, count)

    def _are_new(self, sounds: Sequence[Sound]) -> list[bool]:
        with self._store.write() as tx:
            return seen_events.are_new(tx, sounds, self._clock())

    def _attempt(self, name: str) -> float:
        now = self._clock()
        with self._store.write() as tx:
            lately = attempts.count_attempts(tx, name, now - LATELY)
            today = attempts.count_attempts(tx, name, now - attempts.KEEP)
            pause_s = pause_before(lately, today)
            attempts.record_attempt(tx, name, now + timedelta(seconds=pause_s))
        return pause_s

    def _resume(self, workspace: str) -> int:
        with self._store.write() as tx:
            return workspaces.resume_workspace(tx, workspace)

    def _purge(self, workspace: str) -> int:
        now = self._clock()
        with self._store.write() as tx:
            count = workspaces.purge_workspace(tx, workspace, now)
            audits.record_audit(tx, now, workspace, "", "", "purge", f"{count} rows")
        return count

    def _purge_place(self, place: Destination) -> int:
        with self._store.write() as tx:
            return purge_place(tx, place, self._clock())


def pause_before(lately: int, today: int) -> float:
    """Return how long to wait (s) after so many attempts in an hour, and in a day.

    A crash loop may try a few times at once, then ever more rarely; whatever happens, a day's
    budget of 1000 is not used up.
    """
    if today >= MOST_A_DAY:
        return LONGEST_PAUSE_S
    if lately < FREE_ATTEMPTS:
        return 0.0
    return float(min(FIRST_PAUSE_S * 2 ** (lately - FREE_ATTEMPTS), LONGEST_PAUSE_S))
