"""Who goes first: an acknowledgement has three seconds, an answer half an hour."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

AT_MOST_S = 0.25
"""How long an answer waits: where requests never cease, it has to be given all the same."""


class Precedence:
    """Lets answers wait while requests that came at one moment with theirs are acknowledged."""

    def __init__(self) -> None:
        self._unacknowledged = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @contextmanager
    def hearing(self) -> Iterator[None]:
        """Hear a request; at the end of the block it is acknowledged."""
        self._unacknowledged += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._unacknowledged -= 1
            if not self._unacknowledged:
                self._quiet.set()

    async def wait(self) -> None:
        """Wait until no request is left to be acknowledged."""
        with suppress(TimeoutError):
            async with asyncio.timeout(AT_MOST_S):
                await self._quiet.wait()
