"""`papers import`, `sample`, `migrate`: what fills and keeps the store."""

import gc
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.app import App, clock
from bot.calendar.list_hours import current_day
from bot.cli.index_update import catch_up, learn
from bot.cli.progress import progress
from bot.cli.shell_options import Options
from bot.jobs import take_in
from bot.jobs.intake import Importer
from bot.sources.sample import SAMPLE, load_sample
from bot.store import papers

_FILES = (
    "BibTeX, RIS, CSL-JSON, CSV, rows (.jsonl, .json) of this bot, arXiv, Semantic Scholar or "
    "OpenAlex, recorded answers (.json), Atom, RSS or OAI-PMH (.xml), each packed or not (.gz, "
    ".zst), or a folder of them"
)


def import_files(words: Sequence[str]) -> int:
    """Take files in and say what became of them; 1 where nothing could be read."""
    parser = Options("import", "Take papers in, and say what became of them.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_FILES)
    options = parser.parse_args(words[1:])
    gc.enable()
    with closing(App()) as app:
        with progress("Importing", is_bytes=True) as report:
            importer = Importer(app.store, clock)
            tally = importer.import_files(options.paths, report)
        catch_up(app)
        learn(app)
    print(tally)
    return 1 if tally.skips and not tally.imported and not tally.resumed else 0


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
    take_in(app.store, arrivals, clock())
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
