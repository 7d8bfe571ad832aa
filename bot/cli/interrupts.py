"""A clean stop: Ctrl-C and SIGTERM end what is under way instead of breaking it off."""

import asyncio
import logging
import signal
from collections.abc import Coroutine

log = logging.getLogger(__name__)


async def until_stopped(work: Coroutine[None, None, None]) -> bool:
    """Do some work to its end, or until a signal cancels it; tell whether it came to its end.

    What the work does when it is cancelled is waited for; a second Ctrl-C waits no longer.
    """
    heard, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, heard.set)
    working, hearing = asyncio.create_task(work), asyncio.create_task(heard.wait())
    await asyncio.wait([working, hearing], return_when=asyncio.FIRST_COMPLETED)
    if heard.is_set():
        log.info("stopping: finishing what is under way")
        loop.remove_signal_handler(signal.SIGINT)
    hearing.cancel()
    working.cancel()
    await asyncio.wait([working])
    if working.cancelled():
        return False
    working.result()
    return True
