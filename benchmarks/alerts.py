"""How fast a paper finds the alerts that it matches, and what filing them costs.

    python -m benchmarks.alerts [--counts 1000 100000 1000000] [--kinds phrases boolean]

Each line is a process of its own. Alerts are drawn by Zipf's law (`benchmarks.wishes`), papers are
real abstracts that the alerts' rarity was not counted on. *One* is a paper at a time, *batch* 64
together; both without reading the paper, which every way needs and the last column tells. *Naive*
asks each alert in turn: a look into the folded text for phrases, compiled closures for boolean
queries. Add and drop are with a full index, parsing included.
"""

import argparse
import multiprocessing
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import scans, wishes
from benchmarks.corpora import read_rows
from bot.alerts.frequencies import Frequencies
from bot.alerts.percolator import Percolator
from bot.model import Paper
from bot.query import Query, View, parse, view

SHARED = Path(__file__).parents[2] / "shared" / "data"
TODAY = date(2026, 1, 1)
SAMPLE, PAPERS, CHANGES = 1000, 1000, 2000
MOST_FOR_REGEX = 100_000
"""More alternatives than this take Python's `re` minutes to compile."""
MOST_ASKED = 5_000_000
"""Alerts that the loop asks in all, over as few as two papers: it takes seconds for one."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One line: times in µs a paper unless said otherwise; None where it was not tried."""

    distinct: int
    parse_s: float
    file_s: float
    mb: float
    one: float
    batch: float
    matches: float
    naive_ms: float
    regex: float | None
    aho: float | None
    adds: float
    drops: float
    reading: float


def main() -> None:
    """Print a line a kind and number of alerts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", nargs="+", type=int, default=[1000, 100_000, 1_000_000])
    parser.add_argument("--kinds", nargs="+", default=["phrases", "boolean"])
    options = parser.parse_args()
    print(
        "| kind | alerts | distinct | parse s | file s | MB | one | batch | matches | naive ms "
        "| × one | × batch | regex | aho | adds/s | drops/s | reading |"
    )
    print("|---" * 17 + "|")
    for kind in options.kinds:
        for count in options.counts:
            with multiprocessing.get_context("spawn").Pool(1) as process:
                print(_line(kind, count, process.apply(measure, (kind, count))), flush=True)


def _line(kind: str, count: int, seen: Figures) -> str:
    naive = seen.naive_ms * 1000
    return (
        f"| {kind} | {count:,} | {seen.distinct:,} | {seen.parse_s:.1f} | {seen.file_s:.1f} "
        f"| {seen.mb:.0f} | {seen.one:.0f} | {seen.batch:.0f} | {seen.matches:,.0f} "
        f"| {seen.naive_ms:,.1f} | {naive / seen.one:,.0f} | {naive / seen.batch:,.0f} "
        f"| {_perhaps(seen.regex)} | {_perhaps(seen.aho)} | {seen.adds:,.0f} | {seen.drops:,.0f} "
        f"| {seen.reading:.0f} |"
    )


def _perhaps(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:,.0f}"


def measure(kind: str, count: int) -> Figures:
    """File alerts, match papers, and do the same in the other ways."""
    rows = read_rows(SHARED / "arxiv" / "daily_2025_2026.jsonl.gz")
    random.Random(1).shuffle(rows)
    papers = [as_paper(row) for row in rows[: SAMPLE + PAPERS]]
    texts = list(wishes.wanted(kind, count, rows, SHARED))
    reading, views = timed(lambda: [view(paper) for paper in papers])
    parse_s, known = timed(lambda: {text: parse(text) for text in set(texts)})
    percolator = Percolator(Frequencies(views[:SAMPLE]))
    file_s, _ = timed(lambda: _file(percolator, [known[text] for text in texts]))
    mb = percolator.nbytes / 1e6
    asked = views[SAMPLE:]
    percolator.match(asked[:64], TODAY)
    batch_s, found = timed(lambda: percolator.match(asked, TODAY))
    one_s, _ = timed(lambda: [percolator.match([paper], TODAY) for paper in asked])
    adds, drops = _changes(percolator, kind, rows)
    few = asked[: max(2, min(50, MOST_ASKED // count))]
    naive = _naive(kind, texts, known)
    naive_s, _ = timed(lambda: [naive(paper) for paper in few])
    regex, aho = (None, None) if kind == "boolean" else _others(texts, asked)
    return Figures(
        distinct=len(known),
        parse_s=parse_s,
        file_s=file_s,
        mb=mb,
        one=one_s / PAPERS * 1e6,
        batch=batch_s / PAPERS * 1e6,
        matches=sum(map(len, found)) / PAPERS,
        naive_ms=naive_s / len(few) * 1e3,
        regex=regex,
        aho=aho,
        adds=adds,
        drops=drops,
        reading=reading / len(papers) * 1e6,
    )


def as_paper(row: dict[str, Any]) -> Paper:
    """Return a row of arXiv as a paper."""
    return Paper(
        row["id"],
        row["title"],
        row["abstract"],
        tuple(row["authors"]),
        date.fromisoformat(row["day"]),
        tuple(row["categories"]),
    )


def _file(percolator: Percolator, queries: Sequence[Query]) -> None:
    for number, query in enumerate(queries):
        percolator.put(number, query)
    percolator.settle()


def _changes(percolator: Percolator, kind: str, rows: wishes.Rows) -> tuple[float, float]:
    """Return how many alerts are added, and dropped, in a second."""
    first = 10**9
    fresh = list(wishes.wanted(kind, 3 * CHANGES, rows[::-1], SHARED))[-CHANGES:]

    def add() -> None:
        for number, text in enumerate(fresh, start=first):
            percolator.put(number, parse(text))

    def drop() -> None:
        for number in range(first, first + CHANGES):
            percolator.drop(number)

    added_s, _ = timed(add)
    dropped_s, _ = timed(drop)
    return CHANGES / added_s, CHANGES / dropped_s


def _naive(kind: str, texts: Sequence[str], known: dict[str, Query]) -> scans.Matches:
    if kind == "phrases":
        return scans.naive_phrases(texts)
    return scans.naive_boolean([known[text] for text in texts], TODAY)


def _others(texts: Sequence[str], asked: Sequence[View]) -> tuple[float | None, float]:
    regex = None
    if len(texts) <= MOST_FOR_REGEX:
        regex = _a_paper(scans.one_regex(texts), asked[:20])
    return regex, _a_paper(scans.aho_corasick(texts), asked)


def _a_paper(match: scans.Matches, asked: Sequence[View]) -> float:
    took_s, _ = timed(lambda: [match(paper) for paper in asked])
    return took_s / len(asked) * 1e6


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds of this process that work takes: others are at work on the machine."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


if __name__ == "__main__":
    main()
