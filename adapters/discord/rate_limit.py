"""Keeping below Discord's global limit, since what is refused counts against the whole machine."""

import asyncio
from time import monotonic

MOST_A_SECOND = 45
"""Of 50: https://discord.com/developers/docs/topics/rate-limits#global-rate-limit

Ten thousand refusals in ten minutes bar the machine's address. Where several processes send, a
gate in the database stops them all at the first refusal.
"""


class Turns:
    """Lets one go after the other, so many a second at most."""

    def __init__(self, most_a_second: float = MOST_A_SECOND) -> None:
        self._gap_s = 1 / most_a_second
        self._next_at = 0.0

    async def wait(self) -> None:
        """Wait for one's turn."""
        now = monotonic()
        at = max(now, self._next_at)
        self._next_at = at + self._gap_s
        if at > now:
            await asyncio.sleep(at - now)
