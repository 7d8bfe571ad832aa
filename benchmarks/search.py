"""How quickly papers are found, beside other engines over the same papers, in one run.

    python -m benchmarks.search [--papers 20000 200000] [--engines ours FTS5 …] [FILE]

Papers are grown from real abstracts (`benchmarks.corpora`). Each engine is built and asked in a
process of its own, one after the other; each class of questions is asked once unmeasured and
then measured, one question at a time, in milliseconds: the median, and what 99 of 100 take at
most. Ours is `search.find` as a whole (for what is typed so far, the completion of it), the others
are their bare query with the texts of ten papers (tantivy and bm25s: without). *Memory* is what the
process holds for itself after all questions, without what it maps from files.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.corpora import grow, read_rows
from benchmarks.questions import CLASSES, Asked, make_questions
from benchmarks.rivals import RIVALS, Rival

ARCHIVE = Path(__file__).parents[2] / "shared" / "data" / "arxiv" / "daily_2025_2026.jsonl.gz"
QUESTIONS = 100
SAMPLE = 3000
"""Papers whose words the questions are made of."""

PATIENCE_S = 60.0
"""A class is left at so many questions as it can answer in this time."""


@dataclass(frozen=True)
class Figures:
    """What was measured of an engine: the times of each class in ms, and what it takes."""

    times: dict[str, list[float]]
    built_s: float
    size: int
    memory: int


def main() -> None:
    """Print a table for each number of papers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--engines", nargs="+", choices=RIVALS, default=list(RIVALS))
    parser.add_argument(
        "--folder", type=Path, help="build here, keep it, and ask what was built before"
    )
    parser.add_argument("file", type=Path, nargs="?", default=ARCHIVE)
    options = parser.parse_args()
    for count in options.papers:
        print(f"\n{count:,} papers", flush=True)
        found = {name: _measured(name, count, options) for name in options.engines}
        _print(found)


def _measured(name: str, count: int, options: argparse.Namespace) -> Figures:
    """Build and ask an engine, each in a process of its own: building leaves memory behind."""
    with ExitStack() as leaving:
        folder = options.folder and options.folder / f"{count}" / name
        if folder is None or name == "PostgreSQL":  # its server goes with whoever started it
            folder = Path(leaving.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        process = leaving.enter_context(ProcessPoolExecutor(1, get_context("spawn")))
        return process.submit(_measure, name, folder, count, options.file).result()


def _measure(name: str, folder: Path, count: int, file: Path) -> Figures:
    rows = read_rows(file)
    questions = make_questions(list(islice(grow(rows, SAMPLE), SAMPLE)), QUESTIONS)
    if name == "PostgreSQL":
        rival = RIVALS[name](folder)
        began = time.perf_counter()
        rival.build(grow(rows, count))
        built_s = time.perf_counter() - began
    else:
        built_s = _built_s(name, folder, count, file)
        rival = RIVALS[name](folder)
    del rows
    try:
        times = {kind: _times(rival, questions[kind]) for kind in CLASSES}
        return Figures(times, built_s, rival.size, _memory())
    finally:
        rival.close()


def _built_s(name: str, folder: Path, count: int, file: Path) -> float:
    """Build an engine where that was not done before, and return the seconds that it took."""
    note = folder / "built_s"
    if not note.exists():
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            built_s = process.submit(_build, name, folder, count, file).result()
        note.write_text(f"{built_s:.0f}", encoding="ascii")
    return float(note.read_text(encoding="ascii"))


def _build(name: str, folder: Path, count: int, file: Path) -> float:
    began = time.perf_counter()
    rival = RIVALS[name](folder)
    rival.build(grow(read_rows(file), count))
    rival.close()
    return time.perf_counter() - began


def _times(rival: Rival, questions: Sequence[Asked]) -> list[float]:
    if rival.ask(questions[0]) is None:
        return []
    times: list[float] = []
    until = time.perf_counter() + PATIENCE_S
    for asked in questions:
        began = time.perf_counter()
        rival.ask(asked)
        times.append((time.perf_counter() - began) * 1000)
        if time.perf_counter() > until:
            break
    return times


def _memory() -> int:
    """Return the bytes of memory that are this process's own."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    return 0


def _print(found: dict[str, Figures]) -> None:
    print("| |" + "".join(f" {name} |" for name in found))
    print("|---|" + "---|" * len(found))
    for kind in CLASSES:
        print(f"| {kind} |" + "".join(f" {_say(one.times[kind])} |" for one in found.values()))
    everything = {name: [t for ts in one.times.values() for t in ts] for name, one in found.items()}
    print("| **all** |" + "".join(f" {_say(times)} |" for times in everything.values()))
    print("| index, MB |" + "".join(f" {one.size / 1e6:,.0f} |" for one in found.values()))
    print("| memory, MB |" + "".join(f" {one.memory / 1e6:,.0f} |" for one in found.values()))
    print("| built in s |" + "".join(f" {one.built_s:,.0f} |" for one in found.values()))


def _say(times: Sequence[float]) -> str:
    if not times:
        return "–"
    ordered = sorted(times)
    worst = ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
    return f"{_number(ordered[len(ordered) // 2])} / {_number(worst)}"


def _number(ms: float) -> str:
    return f"{ms:.1f}" if ms < 100 else f"{ms:,.0f}"


if __name__ == "__main__":
    main()
