"""Whose turn it is to ask a source that wants one request at a time, over all processes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from bot.errors import SourceError
from bot.sources.source_protocol import Source
from bot.store.coordination.ownership import Owner

T = TypeVar("T")

_PATIENCE_S, _TURNS = 0.5, 120
"""How often to look whether another process is done with a source, and how many times."""


class Turns:
    """Lets one process at a time ask a source, and leaves it alone for its spacing after."""

    def __init__(self, owner: Owner, source: Source) -> None:
        self._owner = owner
        self._source = source
        self._one_at_a_time = asyncio.Lock()

    async def take(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask when it is our turn; raises SourceError where others keep it for too long."""
        if not self._source.takes_turns:
            return await ask()
        answer: list[T] = []

        async def work() -> None:
            answer.append(await ask())

        rest = timedelta(seconds=self._source.spacing_s)
        async with self._one_at_a_time:
            for _ in range(_TURNS):
                if await self._owner.while_held(self._source.name, work, rest):
                    return answer[0]
                # It may be on another machine: nothing here can tell when it is done.
                await asyncio.sleep(_PATIENCE_S)
        label = self._source.label
        raise SourceError("", f"Another process has been asking {label} for over a minute.")
