"""One process of the bot: it plays its roles, keeps what they need, and ends all in order."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from bot.app import LOCAL, App, limits_of, platforms
from bot.cli.roles import SCHEDULER, WORKER, is_played
from bot.delivery import Courier
from bot.delivery.outcomes import Outcome
from bot.errors import StoreError
from bot.message import Adapter
from bot.runtime.operations import Health, Metrics
from bot.runtime.rounds import Rounds
from bot.runtime.summarizer import SUMMARIZING
from bot.runtime.worker import DELIVERING, INDEXING, Worker

log = logging.getLogger(__name__)

KEEP_CLOCK_S = 60.0


class Process:
    """Plays some roles on some platforms, all roles where none is named."""

    def __init__(self, app: App, adapters: Mapping[str, Adapter], roles: Sequence[str]) -> None:
        self._app = app
        self._adapters = adapters
        self._roles = roles
        self._health = Health(app.store, app.clock)
        self._metrics = Metrics()
        self._rounds = Rounds()
        self._tasks: list[asyncio.Task[None]] = []

    async def run(self) -> None:
        """Work until cancelled, or until a platform ends; the local chat does with its input.

        Raises ConfigError where a platform refuses its tokens.
        """
        await self._set_clock()
        self._listen()
        self._work()
        self._tell()
        self._rounds.start()
        try:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._end()
        for task in self._tasks:
            if not task.cancelled() and (error := task.exception()):
                raise error

    def _listen(self) -> None:
        """Listen to the platforms that are among the roles."""
        self._app.search.watch = self._metrics.count_search
        desk = self._app.desk(self._adapters, self._metrics.count_answer, self._health.problems)
        for adapter in self._adapters.values():
            if is_played(adapter, self._roles):
                self._tasks.append(asyncio.create_task(adapter.run(desk), name=adapter.name))
                self._health.watch_adapter(adapter)
                self._metrics.watch_adapter(adapter)

    def _work(self) -> None:
        """Add what is done over and over: a worker's rounds, or what who answers needs."""
        if not self._roles or {WORKER, SCHEDULER} & set(self._roles):
            worker = self._make_worker()
            self._tasks.append(asyncio.create_task(worker.run(), name=WORKER))
            self._health.watch_ingest()
        elif self._tasks:
            self._rounds.add(INDEXING, self._keep_index)
        if not self._app.store.is_embedded:
            self._rounds.add("keeping the clock", self._set_clock, KEEP_CLOCK_S)
        self._health.watch_rounds(self._rounds.by_name)
        self._metrics.watch_rounds(self._rounds.by_name)

    def _make_worker(self) -> Worker:
        app, adapters, rounds = self._app, self._adapters, self._rounds
        delivers = not self._roles or WORKER in self._roles
        # Who only plans does so for all, whichever tokens it has.
        names = list(adapters) if delivers else [name for name in platforms() if name != LOCAL]
        courier = Courier(app.store, adapters, app.clock, watch=self._watch) if delivers else None
        self._metrics.watch_deliveries(list(adapters) if delivers else ())
        if app.summarizer:
            rounds.add(SUMMARIZING, app.summarizer.summarize, may_break=True)
        return Worker(
            app.store, app.search, app.intake, courier, names, limits_of, app.clock, rounds
        )

    def _watch(self, outcome: Outcome) -> None:
        """Count a try at a delivery: a round of many is not stuck."""
        self._metrics.count_try(outcome, self._app.clock())
        self._rounds.by_name[DELIVERING].go_on()

    def _tell(self) -> None:
        """Tell how all of it does, where that was asked for."""
        config = self._app.config
        if not config.ops_port:
            return
        from bot.runtime.operations.ops_server import make_app, serve  # noqa: PLC0415 - slow to import

        self._metrics.watch_store(self._app.store, platforms(), self._app.clock)
        serving = serve(make_app(self._health, self._metrics), config.ops_host, config.ops_port)
        self._tasks.append(asyncio.create_task(serving, name="operations"))

    async def _keep_index(self) -> None:
        """Keep this machine's index up where no worker does."""
        self._app.search.keep_up()

    async def _set_clock(self) -> None:
        try:
            await asyncio.to_thread(self._app.clock.set_by, self._app.store)
        except StoreError as error:
            log.warning("the clock could not be set: %s", error)

    async def _end(self) -> None:
        """End listening, then what is under way, then connections: deliveries need them."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._rounds.end()
        await asyncio.gather(*(adapter.close() for adapter in self._adapters.values()))
