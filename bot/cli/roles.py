"""The roles that a process plays: all of them, or those that it is given."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from bot.app import LOCAL, App, limits_of, platforms
from bot.delivery import Courier
from bot.delivery.outcomes import Outcome
from bot.errors import ConfigError, StoreError
from bot.message import Adapter
from bot.runtime.operations import Health, Metrics
from bot.runtime.worker import Worker

log = logging.getLogger(__name__)

WORKER, SCHEDULER, WEB = "worker", "scheduler", "web"

KEEP_INDEX_S = 15.0
"""How old the index of a process that only answers may be."""

KEEP_CLOCK_S = 60.0


def check_roles(roles: Sequence[str], adapters: Mapping[str, Adapter]) -> None:
    """Raise ConfigError for a role that does not exist, or that cannot do anything."""
    known = [WORKER, SCHEDULER, WEB, *(name for name in platforms() if name != LOCAL)]
    for role in roles:
        if role not in known:
            raise ConfigError(
                "--roles", f'there is no role "{role}". There are: {", ".join(known)}.'
            )
        if role == WEB and not any(one.is_heard_by_web for one in adapters.values()):
            raise ConfigError(
                "--roles",
                "no platform is set up to be heard over HTTP: set SLACK_SIGNING_SECRET, and leave "
                "SLACK_APP_TOKEN empty; see .env.example.",
            )
        if role not in (WORKER, SCHEDULER, WEB) and role not in adapters:
            raise ConfigError("--roles", f"the tokens of {role} are not set; see .env.example.")
        if role == WORKER and LOCAL in adapters:
            raise ConfigError(
                "--roles", "no tokens are set, so there is nowhere to deliver to; see .env.example."
            )


async def run_roles(app: App, adapters: Mapping[str, Adapter], roles: Sequence[str]) -> None:
    """Play the roles (all where none is named) until cancelled, or the end of the local input.

    Raises ConfigError where a platform refuses its tokens.
    """
    await _set_clock(app)
    health, metrics = Health(app.store, app.clock), Metrics()
    desk = app.desk(adapters, metrics.count_answer, health.problems)
    app.search.watch = metrics.count_search
    tasks = []
    for adapter in adapters.values():
        if is_played(adapter, roles):
            tasks.append(asyncio.create_task(adapter.run(desk), name=adapter.name))
            health.watch_adapter(adapter)
            metrics.watch_adapter(adapter)
    if not roles or {WORKER, SCHEDULER} & set(roles):
        worker = _worker(app, adapters, roles, metrics)
        tasks.append(asyncio.create_task(worker.run(), name=WORKER))
        health.watch_rounds(worker.rounds)
        metrics.watch_rounds(worker.rounds)
    elif tasks:
        tasks.append(asyncio.create_task(_keep_index(app), name="index"))
    tasks += _keep(app, health, metrics)
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        # Listening ends before the adapters close: deliveries under way still need them.
        await _end(tasks)
        await asyncio.gather(*(adapter.close() for adapter in adapters.values()))
    for task in tasks:
        if not task.cancelled() and (error := task.exception()):
            raise error


def is_played(adapter: Adapter, roles: Sequence[str]) -> bool:
    """Tell whether a platform is listened to in these roles."""
    return not roles or adapter.name in roles or (WEB in roles and adapter.is_heard_by_web)


def _worker(
    app: App, adapters: Mapping[str, Adapter], roles: Sequence[str], metrics: Metrics
) -> Worker:
    delivers = not roles or WORKER in roles
    # Who only plans does so for all, whichever tokens it has.
    names = list(adapters) if delivers else [name for name in platforms() if name != LOCAL]

    def watch(outcome: Outcome) -> None:
        metrics.count_try(outcome, app.clock())
        worker.delivering.go_on()

    courier = Courier(app.store, adapters, app.clock, watch=watch) if delivers else None
    metrics.watch_deliveries(list(adapters) if delivers else ())
    worker = Worker(app.store, app.search, app.intake, courier, names, limits_of, app.clock)
    return worker


def _keep(app: App, health: Health, metrics: Metrics) -> list[asyncio.Task[None]]:
    """Begin what goes on beside the roles: the shared clock, and telling how all of it does."""
    tasks = []
    if not app.store.is_embedded:
        tasks.append(asyncio.create_task(_keep_clock(app), name="clock"))
    if app.config.ops_port:
        from bot.runtime.operations.ops_server import make_app, serve  # noqa: PLC0415 - slow to import

        metrics.watch_store(app.store, platforms(), app.clock)
        serving = serve(make_app(health, metrics), app.config.ops_host, app.config.ops_port)
        tasks.append(asyncio.create_task(serving, name="operations"))
    return tasks


async def _keep_index(app: App) -> None:
    """Keep this machine's index up where no worker does."""
    while True:
        app.search.keep_up()
        await asyncio.sleep(KEEP_INDEX_S)


async def _keep_clock(app: App) -> None:
    while True:
        await asyncio.sleep(KEEP_CLOCK_S)
        await _set_clock(app)


async def _set_clock(app: App) -> None:
    try:
        await asyncio.to_thread(app.clock.set_by, app.store)
    except StoreError as error:
        log.warning("the clock could not be set: %s", error)


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
