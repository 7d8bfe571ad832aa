"""A bell that rings in every process when something was queued, so that none waits for its tick.

PostgreSQL rings it (LISTEN and NOTIFY); on SQLite the next tick is soon enough. A bell that was
not heard does no harm: whoever ticks looks at the rows, not at the bell.
"""

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy import text

from bot.store.database import Store, Transaction

log = logging.getLogger(__name__)

CHANNEL = "papers_queued"
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 60.0


def wake_others(tx: Transaction) -> None:
    """Ring when this transaction is committed; many rings in it are heard as one."""
    if tx.dialect.name == "postgresql":
        tx.execute(text(f"NOTIFY {CHANNEL}"))


async def hear(store: Store, heard: Callable[[], None]) -> None:
    """Call `heard` for each ring until cancelled; returns at once where nothing rings.

    It is called as well when the connection was made anew: a ring may have been missed.
    """
    if store.is_embedded:
        return
    import psycopg  # noqa: PLC0415 - only where there is a PostgreSQL

    wait_s = _FIRST_WAIT_S
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(
                store.address, autocommit=True
            ) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                wait_s = _FIRST_WAIT_S
                heard()
                async for _ in connection.notifies():
                    heard()
        except psycopg.Error as error:
            log.info("no bell from the database (%s); trying again", type(error).__name__)
        await asyncio.sleep(wait_s)
        wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
