"""What keeps a process from doing its work, looked at when somebody asks."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.errors import PapersError
from bot.jobs import list_states
from bot.message import Adapter
from bot.runtime.rounds import TICK_S, Round
from bot.runtime.worker import FETCHING
from bot.store import Store

PATIENCE_S = 3.0
STUCK = timedelta(minutes=2)
"""Eight ticks beyond when its next round was due: one that takes longer is stuck."""

STUCK_FETCHING = timedelta(minutes=15)
"""A source may be slow."""

STALE = timedelta(minutes=90)
"""Lists that fill are asked for every twenty minutes."""

Check = Callable[[], str]
"""Says in a sentence what is wrong, "" if nothing."""


class Health:
    """The checks of one process; which there are depends on its roles."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._checks: dict[str, Check] = {"database": self._database}

    def watch_rounds(self, rounds: Mapping[str, Round]) -> None:
        """Look whether rounds come to their end."""
        for name, one in rounds.items():
            self._checks[name] = lambda name=name, one=one: _stuck(name, one)  # type: ignore[misc]

    def watch_ingest(self) -> None:
        """Look whether papers come in."""
        self._checks["ingest"] = self._ingest

    def watch_adapter(self, adapter: Adapter) -> None:
        """Look whether a platform is heard."""
        self._checks[adapter.name] = adapter.ailing

    async def look(self) -> dict[str, str]:
        """Return what each check says, "ok" where nothing is wrong."""
        return dict([await self._ask(name, check) for name, check in self._checks.items()])

    async def problems(self) -> list[str]:
        """Return the sentences of all that is wrong."""
        return [f"{name}: {said}" for name, said in (await self.look()).items() if said != "ok"]

    async def _ask(self, name: str, check: Check) -> tuple[str, str]:
        try:
            async with asyncio.timeout(PATIENCE_S):
                return name, await asyncio.to_thread(check) or "ok"
        except TimeoutError:
            return name, f"no answer within {PATIENCE_S:.0f} s"
        except PapersError as error:
            return name, str(error)

    def _database(self) -> str:
        self._store.check_alive()
        return ""

    def _ingest(self) -> str:
        with self._store.read() as tx:
            age = list_states.staleness(tx, self._clock())
        if age <= STALE:
            return ""
        return f"today's list was not seen for {age.total_seconds() / 60:.0f} minutes"


def _stuck(name: str, one: Round) -> str:
    age = timedelta(seconds=one.age_s())
    most = STUCK_FETCHING if name == FETCHING else STUCK + timedelta(seconds=one.every_s - TICK_S)
    return f"no round has ended for {age.total_seconds():.0f} s" if age > most else ""
