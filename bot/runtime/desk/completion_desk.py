"""Completing what is being typed: at once or not at all, and never in the way of an answer."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from bot import commands
from bot.errors import PapersError
from bot.message import Choice, Request
from bot.search import Search
from bot.store import Store

log = logging.getLogger(__name__)

PATIENCE_S = 1.5
"""Whoever types is further by then, and Discord waits for three seconds in all."""

AT_ONCE = 2
"""Threads that look: each key that anybody presses asks, and answers have others."""


class Completing:
    """Implements that part of `bot.message.Desk` over the store and the search."""

    def __init__(self, store: Store, search: Search, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._search = search
        self._clock = clock
        self._looking = ThreadPoolExecutor(AT_ONCE, "completing")
        # A thread of its own, since a database that is being written to lets others wait.
        self._remembering = ThreadPoolExecutor(1, "remembering searches")

    async def complete(self, request: Request, most: int) -> Sequence[Choice]:
        """Return what a command may become; nothing where that takes long or goes wrong."""
        looking = asyncio.get_running_loop().run_in_executor(
            self._looking, commands.complete, self._store, self._search, request, most
        )
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await looking
        except TimeoutError:
            log.info("completing took longer than %.1f s", PATIENCE_S)
        except PapersError as error:
            log.info("completing: %s", error)
        except Exception:  # whoever types goes on, whatever is wrong here
            log.exception("completing failed")
        return ()

    def remember(self, request: Request) -> None:
        """Keep a search for whoever will type it again, when there is time."""
        self._remembering.submit(self._remember, request)

    def _remember(self, request: Request) -> None:
        try:
            commands.remember(self._store, request, self._clock())
        except PapersError as error:
            log.info("a search is not remembered: %s", error)
        except Exception:
            log.exception("remembering a search failed")
