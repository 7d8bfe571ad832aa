"""`papers import`, `fetch`, `sample`, `migrate`: what fills and keeps the store."""

import asyncio
import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from itertools import islice
from pathlib import Path

from bot.app import App, clock, limits_of
from bot.cli.indexing import catch_up, learn
from bot.cli.options import Options
from bot.cli.progress import progress
from bot.compose.days import say_fetched
from bot.errors import UserError
from bot.jobs import take_in
from bot.model import Arrival, Fetch, Skipped
from bot.sources import files
from bot.sources.calendar import current_day
from bot.sources.sample import SAMPLE, load_sample
from bot.store import papers
from bot.store.papers import BATCH, Added

MOST_SKIPPED_SHOWN = 10
_FILES = "a recorded answer (.json), arXiv Atom (.xml), rows (.jsonl, .jsonl.gz), or a folder"


class Tally:
    """What became of an import: read papers, and what was skipped with its reason."""

    def __init__(self) -> None:
        self.imported = self.new = self.updated = 0
        self.skipped: list[Skipped] = []

    def sift(self, read: Iterable[Arrival | Skipped]) -> Iterator[Arrival]:
        """Pass the arrivals on and keep what was skipped."""
        for one in read:
            if isinstance(one, Arrival):
                yield one
            else:
                self.skipped.append(one)

    def count(self, added: Added, read: int) -> None:
        """Count a batch."""
        self.imported += read
        self.new += len(added.new)
        self.updated += len(added.updated)

    def __str__(self) -> str:
        lines = [
            f"imported {self.imported:,} (new {self.new:,}, updated {self.updated:,}, "
            f"unchanged {self.imported - self.new - self.updated:,}), "
            f"skipped {len(self.skipped):,}"
        ]
        lines += [
            f"  skipped {one.where}: {one.reason}" for one in self.skipped[:MOST_SKIPPED_SHOWN]
        ]
        if (more := len(self.skipped) - MOST_SKIPPED_SHOWN) > 0:
            lines.append(f"  and {more:,} more")
        return "\n".join(lines)


def import_files(words: Sequence[str]) -> int:
    """Take files in and say what became of them; 1 where nothing could be read."""
    parser = Options("import", "Take papers in, and say what became of them.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_FILES)
    options = parser.parse_args(words[1:])
    app = App()
    tally = Tally()
    gc.enable()
    with progress("Importing", is_bytes=True) as report:
        arrivals = tally.sift(files.read_files(options.paths, report))
        while batch := list(islice(arrivals, BATCH)):
            tally.count(take_in(app.store, batch, clock(), limits_of).added, len(batch))
    catch_up(app)
    learn(app)
    app.close()
    print(tally)
    return 1 if tally.skipped and not tally.imported else 0


def fetch(words: Sequence[str]) -> int:
    """Fetch the lists that are due, or the one of a day; 1 where a source failed."""
    parser = Options("fetch", "Fetch the lists that are due, or the one of a day.")
    parser.add_argument("--day", help="a day such as 2024-05-27")
    options = parser.parse_args(words[1:])
    app = App()
    with closing(app):
        problem = asyncio.run(_fetch(app, [_day(options.day)] if options.day else None))
    if problem:
        raise UserError(problem)
    return 0


async def refresh(app: App) -> str:
    """Fetch what is due; return the problem as a sentence, "" if there is none."""
    return await _fetch(app, None) if app.intake.is_due() else ""


async def _fetch(app: App, days: Sequence[date] | None) -> str:
    """Fetch some days, or all that is due; return the first problem."""
    if days is None and not app.intake.is_due():
        days = [current_day(clock())]
    heard: list[Fetch] = []
    with progress(f"Fetching from {app.intake.names}") as report:
        total = len(days) if days is not None else app.intake.count_due()
        report(0, total)

        def on_fetch(one: Fetch) -> None:
            heard.append(one)
            report(len(heard), total)
            if line := say_fetched(one):
                print(line)

        if days is not None:
            await app.intake.fetch_days(days, on_fetch)
        elif not await app.intake.fetch_due(on_fetch):
            print("Another process is fetching just now.")
    catch_up(app)
    return next((one.problem for one in heard if one.problem), "")


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UserError(f"“{written}” is no date. Write it like 2024-05-27.") from error


def sample(words: Sequence[str]) -> int:
    """Store the invented papers, or take them away again."""
    parser = Options("sample", "Store twelve invented papers to try things out.")
    parser.add_argument("what", nargs="?", choices=["remove"], help="take them away again")
    options = parser.parse_args(words[1:])
    app = App()
    if options.what == "remove":
        with app.store.write() as tx:
            count = papers.remove_papers(tx, SAMPLE)
        catch_up(app)
        print(f"{count} invented papers removed.")
    else:
        load_sample_papers(app)
    app.close()
    return 0


def load_sample_papers(app: App) -> None:
    """Store the invented papers as today's list and say so."""
    arrivals = load_sample(current_day(clock()))
    take_in(app.store, arrivals, clock(), limits_of)
    catch_up(app)
    print(f"{len(arrivals)} invented papers loaded; take them away with: papers sample remove")


def migrate_database(words: Sequence[str]) -> int:
    """Bring the database to this version; opening it does that."""
    Options("migrate", "Bring the tables of the database to this version.").parse_args(words[1:])
    app = App()
    with app.store.read() as tx:
        count = papers.count_papers(tx)
    app.close()
    print(f"The database is at this version and holds {count:,} papers.")
    return 0
