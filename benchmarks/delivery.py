"""Deliveries a second out of a full outbox, beside a bare loop that only posts.

    python -m benchmarks.delivery [--rows 100000] [--seconds 20] [--orders 1000000]

Posts go through the Slack adapter to a Slack on loopback that takes each at once and tells them
apart by their markers. *Bare* is a process that posts the same message by the same adapter and
knows no database, the fastest of 8, 16, 32 and 64 at once, just before each line. *Ours* are one,
two or four unmodified `papers run --roles worker` on one database with all rows due; each
combination has a full outbox of its own, and is stopped by SIGTERM after so many seconds (0: when
it is empty). That no marker came twice, and that what the database calls sent is what the platform
took, is asserted. The rate is taken from the first post to the last, the lag from the start of the
workers. The work of a process's own, in milliseconds of a processor a post, does not depend on
what else the machine does. Last, what a tick costs where nothing is due among many orders.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import select

from adapters.slack.adapter import SlackAdapter
from adapters.slack.limits import LIMITS
from adapters.slack.settings import SlackSettings
from benchmarks.chat import Slack, open_slack
from bot.config import database_url
from bot.delivery import Courier
from bot.jobs import plan_digests, plan_edits
from bot.message import Action, Adapter, Card, Delivery, Destination, Link, Message, Text
from bot.store import Store, open_store
from bot.store.message_json import freeze
from bot.store.schema import deliveries
from tests.postgres import Cluster, find_binaries

PAPERS = Path(sys.executable).with_name("papers")
WORKERS = (1, 2, 4)
AT_ONCE = (8, 16, 32, 64)
AT_A_TIME = 1000
TICKS = 50
SAFE = {"fsync": "on", "full_page_writes": "on"}
"""The tests' server forgets in a crash of the machine; the one that is measured must not."""


HEADS = (
    "| database | workers | posts | posts/s | bare | ratio | CPU ms a post | bare | ratio "
    "| twice | lag p50 s | p99 s |"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Posts a second, and the milliseconds of a processor that each took."""

    rate: float
    cpu_ms: float


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--orders", type=int, default=1_000_000)
    options = parser.parse_args()
    with databases() as opened, open_slack() as slack:
        print(HEADS + "\n" + "|---" * HEADS.count(" | ") + "|---|")
        fastest = max(AT_ONCE, key=lambda at_once: _only_post(slack, 2.0, at_once).rate)
        for name, new_address in opened.items():
            for workers in WORKERS:
                bare = _only_post(slack, 5.0, fastest)
                line = _deliver(slack, new_address(), options.rows, options.seconds, workers, bare)
                print(f"| {name} | {workers} | {line} |", flush=True)
        print("\n| database | orders | a tick, median ms | 95% within ms |\n|---|---|---|---|")
        for name, new_address in opened.items():
            line = _tick(new_address(), options.orders)
            print(f"| {name} | {options.orders:,} | {line} |", flush=True)


@contextmanager
def databases() -> Iterator[dict[str, Callable[[], str]]]:
    """Give a way to new databases of each kind, by its name."""
    opened: dict[str, Callable[[], str]] = {"SQLite": lambda: ""}
    binaries = find_binaries()
    if not binaries:
        print("PostgreSQL is not installed (Debian: apt-get install postgresql).")
        yield opened
        return
    cluster = Cluster(binaries, SAFE)
    try:
        cluster.start()
        opened["PostgreSQL"] = lambda: database_url(cluster.url(cluster.new_database()))
        yield opened
    finally:
        cluster.remove()


def _deliver(slack: Slack, address: str, rows: int, seconds: float, workers: int, bare: Run) -> str:
    with tempfile.TemporaryDirectory() as home:
        store = open_store(address, Path(home))
        _fill(store, rows)
        slack.count()
        began = datetime.now(UTC)
        cpu_ms = _work(slack, store, _environment(slack, address, home), seconds, workers)
        took, lags = slack.count(), _lags(store, began)
        store.close()
    assert took.doubles == 0, f"{took.doubles} posts came twice"
    assert len(lags) == took.posts, f"{took.posts} were taken, {len(lags)} are said to be sent"
    cuts = quantiles(lags, n=100)
    rates = f"{took.rate:,.0f} | {bare.rate:,.0f} | {took.rate / bare.rate:.0%}"
    work = f"{cpu_ms:.2f} | {bare.cpu_ms:.2f} | {bare.cpu_ms / cpu_ms:.0%}"
    return f"{took.posts:,} | {rates} | {work} | {took.doubles} | {cuts[49]:.1f} | {cuts[98]:.1f}"


def _environment(slack: Slack, address: str, home: str) -> dict[str, str]:
    """Set a worker up, whose sources are not there."""
    return {
        "PATH": os.environ["PATH"],
        "PAPERS_HOME": home,
        "DATABASE_URL": address,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": slack.url,
        "HF_ENDPOINT": "http://127.0.0.1:9",
    }


def _work(
    slack: Slack, store: Store, environment: dict[str, str], seconds: float, workers: int
) -> float:
    """Let workers deliver, and stop them after some seconds or when nothing is left.

    Returns the milliseconds of a processor that each post took, their start left out.
    """
    command = [str(PAPERS), "run", "--roles", "worker"]
    started = [
        subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        for _ in range(workers)
    ]
    until = time.monotonic() + seconds if seconds else float("inf")
    meter = Meter(slack, [process.pid for process in started])
    while time.monotonic() < until and _is_left(store):
        time.sleep(0.2)
    cpu_ms = meter.read()
    for process in started:
        process.terminate()
    assert [process.wait() for process in started] == [0] * workers
    return cpu_ms


class Meter:
    """The work that processes do for each post, from the first post on."""

    def __init__(self, slack: Slack, pids: Sequence[int]) -> None:
        self._slack, self._pids = slack, pids
        while not (posts := slack.count(anew=False).posts):
            time.sleep(0.02)
        self._posts, self._cpu_ms = posts, self._work_ms()

    def read(self) -> float:
        """Return how many milliseconds of a processor a post took."""
        posts = self._slack.count(anew=False).posts - self._posts
        return (self._work_ms() - self._cpu_ms) / posts

    def _work_ms(self) -> float:
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2] for pid in self._pids]
        ticks = sum(int(field) for stat in stats for field in stat.split()[11:13])
        return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def _is_left(store: Store) -> bool:
    statement = select(deliveries.c.id).where(deliveries.c.settled_at.is_(None)).limit(1)
    with store.read() as tx:
        return tx.execute(statement).first() is not None


def _fill(store: Store, rows: int) -> None:
    """Queue so many messages for places of their own, all of them due."""
    due, content = datetime.now(UTC), freeze(MESSAGE)
    for start in range(0, rows, AT_A_TIME):
        queued = [_row(number, content, due) for number in range(start, start + AT_A_TIME)]
        with store.write() as tx:
            tx.execute(deliveries.insert(), queued)


def _row(number: int, content: dict[str, object], due: datetime) -> dict[str, object]:
    return {
        "destination": f"slack:T{number % 100}/C{number}",
        "kind": "digest",
        "period": "2026-11-24",
        "part": 0,
        "workspace": f"slack:T{number % 100}",
        "owner": f"slack:T{number % 100}/U1",
        "platform": "slack",
        "content": content,
        "marker": f"{number:016x}",
        "state": "pending",
        "due_at": due,
        "created_at": due,
    }


def _lags(store: Store, began: datetime) -> list[float]:
    """Return after how many seconds each row was written down as sent."""
    statement = select(deliveries.c.settled_at).where(deliveries.c.state == "sent")
    with store.read() as tx:
        return [(at - began).total_seconds() for at in tx.execute(statement).scalars()]


def _only_post(slack: Slack, seconds: float, at_once: int) -> Run:
    """Post for some seconds without any of ours."""
    slack.count()
    process = get_context("spawn").Process(target=_bare, args=[slack.url, seconds, at_once])
    process.start()
    meter = Meter(slack, [process.pid or 0])
    time.sleep(seconds * 0.8)
    cpu_ms = meter.read()
    process.join()
    return Run(slack.count().rate, cpu_ms)


def _bare(api_url: str, seconds: float, at_once: int) -> None:
    asyncio.run(_post(api_url, seconds, at_once))


async def _post(api_url: str, seconds: float, at_once: int) -> None:
    adapter = SlackAdapter(SlackSettings("xoxb-1", "xapp-1", api_url=api_url))
    numbers, until = count(), time.monotonic() + seconds

    async def post() -> None:
        while time.monotonic() < until:
            number = next(numbers)
            place, now = Destination("slack", f"T1/C{number}"), datetime.now(UTC)
            await adapter.send(Delivery(number, place, MESSAGE, f"{number:016x}", now))

    await asyncio.gather(*(post() for _ in range(at_once)))
    await adapter.close()


def _tick(address: str, orders: int) -> str:
    """Time a tick: looking for digests, edits and deliveries that are due."""
    with tempfile.TemporaryDirectory() as home:
        store = open_store(address, Path(home))
        _order(store, orders)
        taken = asyncio.run(_ticks(store))
        store.close()
    return f"{median(taken):.1f} | {quantiles(taken, n=20)[-1]:.1f}"


async def _ticks(store: Store) -> list[float]:
    nobody: dict[str, Adapter] = {"slack": SlackAdapter(SlackSettings("xoxb-1", "xapp-1"))}
    courier = Courier(store, nobody, lambda: datetime.now(UTC))
    taken = []
    for _ in range(TICKS):
        began, now = time.monotonic(), datetime.now(UTC)
        assert plan_digests(store, ["slack"], now, lambda _: LIMITS) == 0
        plan_edits(store, ["slack"], now, lambda _: LIMITS, now - timedelta(minutes=1))
        assert await courier.deliver_due() == 0
        taken.append((time.monotonic() - began) * 1000)
    return taken


def _order(store: Store, orders: int) -> None:
    """Let so many channels subscribe, all of them to be served tomorrow."""
    numbers = (
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {orders})"
        if store.is_embedded
        else f"WITH n AS (SELECT generate_series(1, {orders}) AS i)"
    )
    later = datetime.now(UTC) + timedelta(days=1)
    written = f"{later:%Y-%m-%d %H:%M:%S}.000000"
    with store.write() as tx:
        tx.exec_driver_sql(
            "INSERT INTO subscriptions (workspace, destination, platform, owner, topic, at, "
            "weekdays, timezone, is_when_ready, top, next_run_at, paused_reason, created_at) "
            f"{numbers} SELECT 'slack:T1', 'slack:T1/C' || i, 'slack', 'slack:T1/U1', '', '09:00',"
            f" '0,1,2,3,4,5,6', 'UTC', false, 5, '{written}', '', '{written}' FROM n"
        )
        if not store.is_embedded:
            tx.exec_driver_sql("ANALYZE subscriptions")


def _card(number: int) -> Card:
    page = f"https://huggingface.co/papers/2611.0000{number}"
    return Card(
        title=Text(f"{number}. Low-rank adapters for speech that nobody has heard before"),
        url=page,
        facts="↑ 63 · 3 comments · Ann Lee, Bob Ray and 4 others",
        body=Text("We adapt what others have trained, and measure it on nine languages. " * 4),
        actions=(Action("Abstract", f"paper 2611.0000{number}"),),
        links=(Link("PDF", f"https://arxiv.org/pdf/2611.0000{number}"),),
    )


MESSAGE = Message(
    title="Papers for Tue 24 Nov 2026",
    lead=Text("5 of 42 papers, most upvotes first."),
    cards=tuple(_card(number) for number in range(1, 6)),
    note="37 more on the list.",
    actions=(Action("All of the list", "day 2026-11-24"),),
)
"""A digest as it mostly is."""


if __name__ == "__main__":
    main()
