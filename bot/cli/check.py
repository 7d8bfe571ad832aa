"""`papers check`: what is set up, what is wrong, and what to do about it."""

import asyncio
import importlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from bot.app import LOCAL, App, clock, platforms
from bot.cli.shell_options import Options
from bot.errors import PapersError
from bot.jobs import list_states
from bot.message import Adapter, CheckResult
from bot.sources.registry import open_sources
from bot.store import outbox, papers

GOOD, BAD = "ok ", "BAD"
PATIENCE_S = 20.0
MOST_SKEW_S = 5.0
MOST_ZONES_MISSING = 300
OVERDUE = timedelta(minutes=30)

LOSING_DISKS = {"DYNO": "Heroku", "RENDER": "Render", "RAILWAY_ENVIRONMENT": "Railway"}
"""Variables that tell of hosts without a lasting disk, unless one was attached."""


def check(words: Sequence[str]) -> int:
    """Print a line for each thing looked at; 1 where something is wrong."""
    Options("check", "Say what is set up, and what is wrong.").parse_args(words[1:])
    is_good = True
    with closing(App()) as app:
        for mark, line in _findings(app):
            is_good = is_good and mark == GOOD
            print(f"{mark} {line}")
    return 0 if is_good else 1


def _findings(app: App) -> Iterator[tuple[str, str]]:
    yield _adapters_are_ours()
    try:
        yield from _stored(app)
        yield from _sources(app)
    except PapersError as error:
        yield BAD, f"database: {error}"
    for name in platforms():
        if name != LOCAL:
            yield from _platform(app, name)
    yield _zones(app)


def _adapters_are_ours() -> tuple[str, str]:
    """A package on PyPI installs a top-level `adapters` too, which would hide ours."""
    ours = Path(__file__).resolve().parents[2] / "adapters"
    found = Path(str(importlib.import_module("adapters").__file__)).resolve().parent
    if found == ours:
        return GOOD, "program: complete"
    return BAD, f"program: {found} hides our adapters. Install it in an environment of its own."


def _stored(app: App) -> Iterator[tuple[str, str]]:
    kind = "SQLite" if app.store.is_embedded else "PostgreSQL"
    yield GOOD, f"data folder: {app.config.home}"
    with app.store.read() as tx:
        count, revision = papers.count_papers(tx), papers.current_revision(tx)
    yield GOOD, f"database: {kind}, {count:,} papers"
    yield from _disk(app)
    if not app.store.is_embedded:
        yield _clock(app)
    yield _deliveries(app)
    app.search.catch_up()
    behind = revision - app.search.revision
    if behind > 0:
        yield GOOD, f"search index: another process is adding {behind:,} changes"
    else:
        yield GOOD, "search index: up to date"


def _sources(app: App) -> Iterator[tuple[str, str]]:
    sources = [one.name for one in open_sources(app.config) if one.has_lists]
    with app.store.read() as tx:
        for is_good, line in list_states.checked(tx, clock(), sources):
            yield GOOD if is_good else BAD, line


def _platform(app: App, name: str) -> Iterator[tuple[str, str]]:
    """Ask a platform about its tokens, where they are set."""
    try:
        adapter = app.connect(name)
    except PapersError as error:
        yield BAD, f"{name}: {error}"
        return
    if adapter is None:
        yield GOOD, f"{name}: no tokens are set"
        return
    yield GOOD, f"{name}: tokens are set"
    for finding in asyncio.run(_ask(adapter)):
        yield GOOD if finding.is_good else BAD, f"{name}: {finding.line}"


async def _ask(adapter: Adapter) -> Sequence[CheckResult]:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await adapter.check()
    except TimeoutError:
        return [
            CheckResult(False, f"no answer within {PATIENCE_S:.0f} seconds; is there a way out?")
        ]
    finally:
        await adapter.close()


def _zones(app: App) -> tuple[str, str]:
    """The zones of the machine or of the package tzdata, which must know what people write."""
    count = len(available_timezones())
    if count < MOST_ZONES_MISSING:
        return BAD, "time zones: this machine knows hardly any; install the package tzdata."
    return GOOD, (
        f"time zones: {count}; for people whose platform tells none: {app.timezone} "
        f"({clock().astimezone(ZoneInfo(app.timezone)):%H:%M} now)"
    )


def _deliveries(app: App) -> tuple[str, str]:
    with app.store.read() as tx:
        counts, newest = outbox.count_states(tx), outbox.list_failed(tx, 1)
        due = outbox.longest_due(tx, platforms(), clock())
    failed = counts["dead"] + counts["held"]
    waiting = sum(counts.values()) - failed
    line = f"deliveries: {waiting:,} wait, {failed:,} failed"
    if due and clock() - due > OVERDUE:
        hours = (clock() - due).total_seconds() / 3600
        return BAD, f"{line}; one is due for {hours:.1f} h: does a worker run with its tokens?"
    if failed:
        why = f" (the last one: {newest[0].reason})" if newest and newest[0].reason else ""
        return BAD, f"{line}; see: papers deliveries{why}"
    return GOOD, line


def _clock(app: App) -> tuple[str, str]:
    skew_s = app.clock.set_by(app.store).total_seconds()
    if abs(skew_s) > MOST_SKEW_S:
        return BAD, (
            f"clock: this machine's differs by {skew_s:.1f} s from the database's, which is gone "
            "by; see to the time service of this machine."
        )
    return GOOD, "clock: it agrees with the database's"


def _disk(app: App) -> Iterator[tuple[str, str]]:
    """Warn where a hosting company takes the disk away with each restart."""
    hosts = [host for name, host in LOSING_DISKS.items() if name in app.config.environ]
    if app.store.is_embedded and hosts:
        yield (
            BAD,
            (
                f"data folder: {hosts[0]} loses it at each restart, and all subscriptions with it; "
                "set DATABASE_URL to a PostgreSQL."
            ),
        )
