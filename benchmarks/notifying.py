"""A day's papers against everybody's alerts, from the store to messages in the outbox.

    python -m benchmarks.notifying [--alerts 1000000] [--papers 500] [--kind boolean]

The store is SQLite in a new folder; each person has five alerts that are told at once, drawn by
Zipf's law (`benchmarks.wishes`) from those that bring less than the bot warns of. One list of real
papers comes in, and one round of a worker follows: *filing* is reading all alerts into memory,
which a process does once; *finding* matches the papers and writes down whom each is to be told to;
*telling* queues what is due. A person is told of ten papers a day at once, and of the others the
next morning.
"""

import argparse
import random
import resource
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import func, select

from adapters.slack.limits import LIMITS
from benchmarks import wishes
from benchmarks.alerts import SHARED, as_paper, timed
from benchmarks.corpora import read_rows
from bot.alerts.frequencies import Frequencies
from bot.alerts.percolator import Percolator
from bot.jobs import RunningAlerts, take_in
from bot.jobs.alert_matcher import match_people
from bot.jobs.notifier import tell_people
from bot.model import Arrival, Backtest, Listing, Paper
from bot.query import NO_LIKENESS, parse, view
from bot.store import Store, open_store
from bot.store.schema import alerts, counters, deliveries, matches
from bot.store.upsert import insert_into

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
EACH = 5
"""Alerts a person."""


def main() -> None:
    """Print what a day costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=1_000_000)
    parser.add_argument("--papers", type=int, default=500)
    parser.add_argument("--kind", choices=("phrases", "boolean"), default="boolean")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store("", Path(folder))
        rows = read_rows(SHARED / "arxiv" / "daily_2025_2026.jsonl.gz")
        random.Random(1).shuffle(rows)
        sample = [as_paper(row) for row in rows[:1000]]
        drawn = wishes.wanted(options.kind, 2 * options.alerts, rows, SHARED)
        _set_alerts(store, islice(_warned_of_none(drawn, sample), options.alerts))
        _list_papers(store, NOW - timedelta(days=30), iter(sample))
        today = [as_paper(row) for row in rows[1000 : 1000 + options.papers]]
        _measure(store, today)


def _measure(store: Store, today: list[Paper]) -> None:
    running = RunningAlerts()
    with store.read() as tx:
        filing_s, percolator = timed(lambda: running.catch_up(tx))
    match_people(store, running, NO_LIKENESS, NOW)
    taking_s, _ = timed(lambda: _list_papers(store, NOW, iter(today)))
    finding_s, found = timed(lambda: match_people(store, running, NO_LIKENESS, NOW))
    telling_s, queued = timed(lambda: tell_people(store, ["slack"], NOW, lambda _: LIMITS))
    again_s, again = timed(lambda: tell_people(store, ["slack"], NOW, lambda _: LIMITS))
    with store.read() as tx:
        kept = tx.execute(select(func.count()).select_from(matches)).scalar_one()
        stored = tx.execute(select(func.count()).select_from(deliveries)).scalar_one()
    assert (kept, stored, again) == (found, queued, 0)
    print("| alerts | papers | filing s | taking in s | finding s | matches | telling s | messages "
          "| a second round s | MB |\n" + "|---" * 10 + "|")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {len(percolator):,} | {len(today):,} | {filing_s:.0f} | {taking_s:.1f} "
        f"| {finding_s:.1f} | {found:,} | {telling_s:.1f} | {queued:,} | {again_s:.2f} "
        f"| {peak:.0f} |"
    )


def _warned_of_none(queries: Iterator[str], sample: Sequence[Paper]) -> Iterator[str]:
    """Leave out queries that match so much of a sample that whoever sets them is warned."""
    views = [view(one) for one in sample]
    is_broad: dict[str, bool] = {}
    for some in iter(lambda: list(islice(queries, 50_000)), []):
        fresh = [text for text in dict.fromkeys(some) if text not in is_broad]
        percolator = Percolator(Frequencies(views))
        for number, text in enumerate(fresh):
            percolator.put(number, parse(text))
        percolator.settle()
        found = np.concatenate(percolator.match(views, NOW.date()))
        counts = np.bincount(found, minlength=len(fresh)).tolist()
        for text, count in zip(fresh, counts, strict=True):
            is_broad[text] = Backtest(30, len(sample), count, ()).is_broad
        yield from (text for text in some if not is_broad[text])


def _set_alerts(store: Store, queries: Iterator[str]) -> None:
    """Set alerts as rows: by commands it would take hours; who draws one twice has it once."""
    rows = (_alert(number, query) for number, query in enumerate(queries))
    revision = 0
    while some := list(islice(rows, 10_000)):
        with store.write() as tx:
            tx.execute(insert_into(tx, alerts).on_conflict_do_nothing(), some)
        revision += len(some)
    with store.write() as tx:
        tx.execute(counters.update().where(counters.c.name == "alerts").values(value=revision))


def _alert(number: int, query: str) -> dict[str, Any]:
    return {
        "workspace": "slack:T1",
        "person": f"slack:T1/U{number // EACH}",
        "number": number % EACH + 1,
        "query": query,
        "at": "",
        "weekdays": "",
        "timezone": "",
        "paused_reason": "",
        "created_at": NOW - timedelta(days=20),
        "revision": number + 1,
    }


def _list_papers(store: Store, now: datetime, papers: Iterator[Paper]) -> None:
    day: date = now.date()
    arrivals = (Arrival(one, Listing("arxiv", day, n)) for n, one in enumerate(papers, start=1))
    while some := list(islice(arrivals, 100)):
        take_in(store, some, now)


if __name__ == "__main__":
    main()
