"""The roles that a process plays: all of them, or those that it is given."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

from bot.app import LOCAL, App, limits_of, platforms
from bot.delivery import Courier
from bot.delivery.outcomes import Outcome
from bot.errors import ConfigError, StoreError
from bot.message import Adapter
from bot.runtime.operations import Health, Metrics
from bot.runtime.rounds import Rounds
from bot.runtime.worker import DELIVERING, INDEXING, Worker

log = logging.getLogger(__name__)

WORKER, SCHEDULER, WEB = "worker", "scheduler", "web"

KEEP_CLOCK_S = 60.0


class RoleWithoutTokens(ConfigError):
    """A role that has nothing to do until some tokens are set."""


def check_roles(roles: Sequence[str], adapters: Mapping[str, Adapter]) -> None:
    """Raise ConfigError for a role that does not exist, or that cannot do anything."""
    known = [WORKER, SCHEDULER, WEB, *(name for name in platforms() if name != LOCAL)]
    for role in roles:
        if role not in known:
            raise ConfigError(
                "--roles", f'there is no role "{role}". There are: {", ".join(known)}.'
            )
        if role == WEB and not any(one.is_heard_by_web for one in adapters.values()):
            raise RoleWithoutTokens(
                "--roles",
                "no platform is set up to be heard over HTTP: set SLACK_SIGNING_SECRET, and leave "
                "SLACK_APP_TOKEN empty; see .env.example.",
            )
        if role not in (WORKER, SCHEDULER, WEB) and role not in adapters:
            raise RoleWithoutTokens(
                "--roles", f"the tokens of {role} are not set; see .env.example."
            )
        if role == WORKER and LOCAL in adapters:
            raise RoleWithoutTokens(
                "--roles", "no tokens are set, so there is nowhere to deliver to; see .env.example."
            )


def that_are_set(roles: Sequence[str], adapters: Mapping[str, Adapter]) -> list[str]:
    """Return the roles whose tokens are set, and say of the others what they lack.

    Raises ConfigError for one that does not exist.
    """
    able = []
    for role in roles:
        try:
            check_roles([role], adapters)
        except RoleWithoutTokens as error:
            log.warning("leaving out the role %s: %s", role, error)
        else:
            able.append(role)
    return able


async def run_roles(app: App, adapters: Mapping[str, Adapter], roles: Sequence[str]) -> None:
    """Play the roles (all where none is named) until cancelled, or the end of the local input.

    Raises ConfigError where a platform refuses its tokens.
    """
    await _set_clock(app)
    health, metrics, rounds = Health(app.store, app.clock), Metrics(), Rounds()
    desk = app.desk(adapters, metrics.count_answer, health.problems)
    app.search.watch = metrics.count_search
    tasks = []
    for adapter in adapters.values():
        if is_played(adapter, roles):
            tasks.append(asyncio.create_task(adapter.run(desk), name=adapter.name))
            health.watch_adapter(adapter)
            metrics.watch_adapter(adapter)
    if not roles or {WORKER, SCHEDULER} & set(roles):
        worker = _worker(app, adapters, roles, metrics, rounds)
        tasks.append(asyncio.create_task(worker.run(), name=WORKER))
        health.watch_ingest()
    elif tasks:
        rounds.add(INDEXING, _keep_index(app))
    if not app.store.is_embedded:
        rounds.add("keeping the clock", partial(_set_clock, app), KEEP_CLOCK_S)
    health.watch_rounds(rounds.by_name)
    metrics.watch_rounds(rounds.by_name)
    tasks += _tell(app, health, metrics)
    rounds.start()
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        # Listening ends before the adapters close: deliveries under way still need them.
        await _end(tasks)
        await rounds.end()
        await asyncio.gather(*(adapter.close() for adapter in adapters.values()))
    for task in tasks:
        if not task.cancelled() and (error := task.exception()):
            raise error


def is_played(adapter: Adapter, roles: Sequence[str]) -> bool:
    """Tell whether a platform is listened to in these roles."""
    return not roles or adapter.name in roles or (WEB in roles and adapter.is_heard_by_web)


def _worker(
    app: App,
    adapters: Mapping[str, Adapter],
    roles: Sequence[str],
    metrics: Metrics,
    rounds: Rounds,
) -> Worker:
    delivers = not roles or WORKER in roles
    # Who only plans does so for all, whichever tokens it has.
    names = list(adapters) if delivers else [name for name in platforms() if name != LOCAL]

    def watch(outcome: Outcome) -> None:
        metrics.count_try(outcome, app.clock())
        rounds.by_name[DELIVERING].go_on()

    courier = Courier(app.store, adapters, app.clock, watch=watch) if delivers else None
    metrics.watch_deliveries(list(adapters) if delivers else ())
    return Worker(app.store, app.search, app.intake, courier, names, limits_of, app.clock, rounds)


def _tell(app: App, health: Health, metrics: Metrics) -> list[asyncio.Task[None]]:
    """Begin to tell how all of it does, where that was asked for."""
    if not app.config.ops_port:
        return []
    from bot.runtime.operations.ops_server import make_app, serve  # noqa: PLC0415 - slow to import

    metrics.watch_store(app.store, platforms(), app.clock)
    serving = serve(make_app(health, metrics), app.config.ops_host, app.config.ops_port)
    return [asyncio.create_task(serving, name="operations")]


def _keep_index(app: App) -> Callable[[], Awaitable[None]]:
    """Return the round that keeps this machine's index up where no worker does."""

    async def keep_up() -> None:
        app.search.keep_up()

    return keep_up


async def _set_clock(app: App) -> None:
    try:
        await asyncio.to_thread(app.clock.set_by, app.store)
    except StoreError as error:
        log.warning("the clock could not be set: %s", error)


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
