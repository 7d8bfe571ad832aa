"""Papers a second from JSONL into the store and the index, beside a bare insert of the same rows.

    python -m benchmarks.ingest [--papers 10000 74728] [FILE]

Each figure is taken in a process of its own, one after the other. *Bare* reads the same lines
with json and inserts ready rows by executemany into the same tables, indexes and all, in one
transaction; the first column leaves the reading out. Ours is `papers import` as it is: rows are
parsed, LaTeX read, versions merged, twins looked for, alerts asked, and then the index is
caught up. *Work* is the time of all processors in milliseconds a paper, which other work on the
machine changes little. Memory is the peak of the process.
"""

import argparse
import gzip
import json
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import Table

from bot.app import App, clock
from bot.config import load
from bot.jobs.intake import Importer
from bot.model import Arrival
from bot.sources.json_rows import Ranks, parse_row
from bot.store import open_store
from bot.store.papers.merge import known_from
from bot.store.papers.paper_rows import row_of
from bot.store.papers.work_links import title_key
from bot.store.schema import listings, papers

ARCHIVE = Path(__file__).parents[2] / "shared" / "data" / "arxiv" / "daily_2025_2026.jsonl.gz"
NOW = datetime(2026, 11, 24, tzinfo=UTC)

Figures = dict[str, float]
Row = tuple[object, ...]


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=[10_000, 74_728])
    parser.add_argument("file", type=Path, nargs="?", default=ARCHIVE)
    options = parser.parse_args()
    heads = (
        "bare|bare, read|store|store+index|again|store:bare|all:bare|again:all"
        "|work, bare|work, store|work, index|MB, store|MB, index"
    )
    print(f"{'papers':>8}" + "".join(f"{head:>13}" for head in heads.split("|")))
    for count in options.papers:
        with tempfile.TemporaryDirectory() as folder:
            print(_line(count, _measure(Path(folder), options.file, count)), flush=True)


def _measure(folder: Path, source: Path, count: int) -> Figures:
    rows = folder / "rows.jsonl"
    with gzip.open(source, "rb") as lines, rows.open("wb") as kept:
        kept.writelines(islice(lines, count))
    figures: Figures = {}
    for task in (_bare, _import, _index, _again):
        figures |= _alone(task, folder, rows)
    return figures


def _alone(task: Callable[[Path, Path], Figures], folder: Path, rows: Path) -> Figures:
    """Run a task in a fresh process, so that none warms another or shares its memory."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(task, (folder, rows))


def _bare(folder: Path, rows: Path) -> Figures:
    (home := folder / "bare").mkdir()
    open_store("", home).close()
    ready = list(_ready_rows(rows))
    began = time.perf_counter()
    worked = time.process_time()
    with rows.open("rb") as lines:
        for line in lines:
            json.loads(line)
    reading_s, read_work_s = time.perf_counter() - began, time.process_time() - worked
    with closing(sqlite3.connect(home / "papers.db")) as connection:
        connection.execute("PRAGMA synchronous=NORMAL")
        began, worked = time.perf_counter(), time.process_time()
        for table, place in ((papers, 0), (listings, 1)):
            _insert(connection, table, [pair[place] for pair in ready])
        connection.commit()
        writing_s, work_s = time.perf_counter() - began, time.process_time() - worked
    return {
        "papers": len(ready),
        "bare_s": writing_s,
        "bare_read_s": reading_s + writing_s,
        "bare_work_s": read_work_s + work_s,
    }


def _ready_rows(rows: Path) -> Iterator[tuple[Row, Row]]:
    """Yield what our own import would write of each line, as the driver takes it."""
    ranks = Ranks()
    with rows.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            arrival = parse_row(line, ranks)
            assert isinstance(arrival, Arrival), arrival
            assert arrival.listing, arrival
            row = row_of(known_from(arrival, NOW)) | {
                "revision": number,
                "added_at": str(NOW),
                "is_removed": 0,
                "same_as": "",
                "title_key": title_key(arrival.paper.title),
            }
            listed = arrival.listing
            yield (
                tuple(_written(row[column.name]) for column in papers.columns),
                (str(listed.day), listed.source, arrival.paper.id, listed.rank, "", str(NOW)),
            )


def _written(value: object) -> object:
    if isinstance(value, tuple):
        return json.dumps(value)
    return value if value is None or isinstance(value, str | int) else str(value)


def _insert(connection: sqlite3.Connection, table: Table, rows: Sequence[Row]) -> None:
    names, places = ", ".join(table.columns.keys()), ", ".join("?" * len(table.columns))
    connection.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({places})", rows)


def _import(folder: Path, rows: Path) -> Figures:
    with closing(_app(folder)) as app:
        importer = Importer(app.store, clock)
        began, worked = time.perf_counter(), time.process_time()
        tally = importer.import_files([rows])
        took_s, work_s = time.perf_counter() - began, time.process_time() - worked
    assert tally.skips == 0
    return {"store_s": took_s, "store_work_s": work_s, "store_mb": _peak_mb()}


def _index(folder: Path, _rows: Path) -> Figures:
    with closing(_app(folder)) as app:
        began, worked = time.perf_counter(), time.process_time()
        app.search.catch_up()
        return {
            "index_s": time.perf_counter() - began,
            "index_work_s": time.process_time() - worked,
            "index_mb": _peak_mb(),
        }


def _again(folder: Path, rows: Path) -> Figures:
    with closing(_app(folder)) as app:
        importer = Importer(app.store, clock)
        began = time.perf_counter()
        tally = importer.import_files([rows])
        app.search.catch_up()
        took_s = time.perf_counter() - began
    assert (tally.new, tally.updated) == (0, 0), str(tally)
    return {"again_s": took_s}


def _app(folder: Path) -> App:
    app = App(load({"PAPERS_HOME": str(folder / "ours")}, folder))
    assert app.store.is_embedded
    return app


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _line(count: int, took: Figures) -> str:
    number, all_s = took["papers"], took["store_s"] + took["index_s"]
    seconds = (took["bare_s"], took["bare_read_s"], took["store_s"], all_s, took["again_s"])
    rates = "".join(f"{number / one:>11,.0f}/s" for one in seconds)
    shares = took["bare_read_s"] / took["store_s"], took["bare_read_s"] / all_s
    again = f"{all_s / took['again_s']:>12.1f}x"
    work = "".join(
        f"{1000 * took[f'{part}_work_s'] / number:>13.3f}" for part in ("bare", "store", "index")
    )
    memory = f"{took['store_mb']:>13.0f}{took['index_mb']:>13.0f}"
    shared = "".join(f"{share:>13.0%}" for share in shares)
    return f"{count:>8}{rates}{shared}{again}{work}{memory}"


if __name__ == "__main__":
    main()
