"""The roles that a process plays: all of them, or those that it is given."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from bot.app import LOCAL, App, limits_of, platforms
from bot.errors import ConfigError, StoreError
from bot.message import Adapter

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
    desk = app.desk(adapters)
    tasks = [
        asyncio.create_task(adapter.run(desk), name=name)
        for name, adapter in adapters.items()
        if is_played(adapter, roles)
    ]
    listens = bool(tasks)
    if not roles or {WORKER, SCHEDULER} & set(roles):
        tasks.append(asyncio.create_task(_work(app, adapters, roles), name=WORKER))
    elif listens:
        tasks.append(asyncio.create_task(_keep_index(app), name="index"))
    if not app.store.is_embedded:
        tasks.append(asyncio.create_task(_keep_clock(app), name="clock"))
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


async def _work(app: App, adapters: Mapping[str, Adapter], roles: Sequence[str]) -> None:
    from bot.delivery import Courier  # noqa: PLC0415 - only workers need it
    from bot.worker import Worker  # noqa: PLC0415

    delivers = not roles or WORKER in roles
    courier = Courier(app.store, adapters, app.clock) if delivers else None
    # Who only plans does so for all, whichever tokens it has.
    names = list(adapters) if delivers else [name for name in platforms() if name != LOCAL]
    worker = Worker(app.store, app.search, app.intake, courier, names, limits_of, app.clock)
    await worker.run()


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
