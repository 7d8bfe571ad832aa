"""What one process alone may do at a time, however many run: held by a lease in the store."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.errors import StoreError
from bot.store import Store, leases
from bot.store.leases import Lease

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""How long others wait for a process that died; a living one renews three times as often."""


class Owner:
    """One process among many, by a name that no other has."""

    def __init__(
        self, store: Store, name: str, clock: Callable[[], datetime], lease: timedelta = LEASE
    ) -> None:
        self._store = store
        self._name = name
        self._clock = clock
        self._lease = lease

    async def while_held(
        self, thing: str, work: Callable[[], Awaitable[None]], rest: timedelta = timedelta()
    ) -> bool:
        """Work while this process alone holds a thing; False where another holds it.

        Nobody else has the thing for a `rest` after the work. Work is cancelled, and the answer
        False too, where the lease is lost on the way: the process was paused for too long, or
        the database was. Raises what the work raises.
        """
        lease = await asyncio.to_thread(self._take, thing)
        if lease is None:
            return False
        working = asyncio.ensure_future(work())
        keeping = asyncio.create_task(self._keep(lease))
        try:
            await asyncio.wait({working, keeping}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                log.warning("lost %s to another process, and stopped working on it", thing)
                return False
            working.result()
            return True
        finally:
            working.cancel()
            keeping.cancel()
            await asyncio.gather(working, keeping, return_exceptions=True)
            await asyncio.to_thread(self._release, lease, rest)

    async def _keep(self, lease: Lease) -> None:
        """Renew a lease until it is lost."""
        while self._clock() < lease.until:
            await asyncio.sleep(self._lease.total_seconds() / 3)
            try:
                renewed = await asyncio.to_thread(self._take, lease.name)
            except StoreError as error:
                log.warning("renewing %s: %s", lease.name, error)
                continue
            if renewed is None or renewed.fence != lease.fence:
                return
            lease = renewed

    def _take(self, thing: str) -> Lease | None:
        with self._store.write() as tx:
            return leases.take(tx, thing, self._name, self._clock(), self._lease)

    def _release(self, lease: Lease, rest: timedelta) -> None:
        try:
            with self._store.write() as tx:
                leases.release(tx, lease, self._clock() + rest)
        except StoreError as error:
            log.warning("%s stays held until its lease ends: %s", lease.name, error)
