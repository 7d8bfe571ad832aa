"""`papers deliveries`, `backup`, `audit`: what an operator looks after."""

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.app import App, clock
from bot.cli.shell_options import Options
from bot.errors import UserError
from bot.store import audits, outbox
from bot.store.outbox import Row

MOST_SHOWN = 20
_SEE = "see: papers deliveries"


def deliveries(words: Sequence[str]) -> int:
    """Show what waits and what failed, or try again or drop some of it."""
    parser = Options("deliveries", "Show what waits to be sent and what failed.")
    parser.add_argument(
        "what",
        nargs="?",
        choices=["retry", "drop"],
        help="try failed ones again (what may have arrived is looked for first), or let them be",
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="which; all means all that failed")
    parser.add_argument("-n", type=int, default=MOST_SHOWN, help="how many to show at most")
    options = parser.parse_args(words[1:])
    with closing(App()) as app:
        if options.what:
            print(_change(app, options.what, options.ids))
        else:
            print(_overview(app, options.n))
    return 0


def _overview(app: App, most: int) -> str:
    with app.store.read() as tx:
        counts = outbox.count_states(tx)
        waiting, failed = outbox.list_waiting(tx, most), outbox.list_failed(tx, most)
    failures = counts["dead"] + counts["held"]
    lines = [f"{sum(counts.values()) - failures:,} wait to be sent, {failures:,} failed."]
    lines += [_say(row, clock()) for row in (*waiting, *failed)]
    if failures:
        lines.append("Try one again: papers deliveries retry ID · let it be: … drop ID (or all)")
    return "\n".join(lines)


def _say(row: Row, now: datetime) -> str:
    part = f" part {row.part + 1}" if row.part else ""
    line = f"  {row.id} {row.state}: {row.kind} {row.period}{part} to {row.destination}"
    if row.settled_at is not None:
        line += f", {_ago(now, row.settled_at)} ago"
    elif row.due_at > now:
        line += f", again in {_ago(row.due_at, now)}"
    else:
        line += f", due for {_ago(now, row.due_at)}"
    tries = f" after {row.attempts} tries" if row.attempts > 1 else ""
    return f"{line}{tries}" + (f": {row.reason}" if row.reason else "")


def _ago(later: datetime, earlier: datetime) -> str:
    seconds = int((later - earlier).total_seconds())
    if seconds < 120:
        return f"{seconds} s"
    minutes = seconds // 60
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"


def _change(app: App, what: str, words: Sequence[str]) -> str:
    if not words:
        raise UserError(f"“{what}” needs an ID, or all. {_SEE.capitalize()}")
    ids = None if list(words) == ["all"] else [_number(word) for word in words]
    change = outbox.retry if what == "retry" else outbox.drop
    with app.store.write() as tx:
        count = change(tx, ids, clock())
    if not count and ids is None:
        return "Nothing failed, so there is nothing to be done."
    if not count:
        raise UserError(f"With none of them that can be done; {_SEE}")
    done = "will be tried again" if what == "retry" else "will not be sent"
    said = f"1 delivery {done}." if count == 1 else f"{count:,} deliveries {done}."
    if ids is not None and count < len(set(ids)):
        said += f" With the other IDs that cannot be done; {_SEE}"
    return said


def _number(word: str) -> int:
    if word.isascii() and word.isdigit() and len(word) < 19:
        return int(word)
    raise UserError(f"“{word}” is no ID of a delivery: it is a number. {_SEE.capitalize()}")


def backup(words: Sequence[str]) -> int:
    """Copy the database into a file while the bot runs."""
    parser = Options("backup", "Copy the database into a file while the bot runs.")
    parser.add_argument("path", nargs="?", type=Path, help="where to; a new file by default")
    options = parser.parse_args(words[1:])
    with closing(App()) as app:
        if not app.store.is_embedded:
            raise UserError(
                "PostgreSQL has a program of its own for that: pg_dump --format=custom "
                '--file=papers.dump "$DATABASE_URL". Bring it back with: pg_restore --clean '
                '--if-exists --dbname="$DATABASE_URL" papers.dump'
            )
        path = options.path or app.config.home / f"papers-{clock():%Y-%m-%dT%H%M%S}.db"
        if path.is_dir():
            path = path / f"papers-{clock():%Y-%m-%dT%H%M%S}.db"
        size = app.store.back_up(path, outbox.doubt_waiting)
        home = app.config.home
    print(
        f"{path}: {size / 1e6:.1f} MB, whole and checked. To go back to it, stop the bot and put "
        f"it in the place of {home / 'papers.db'} (without papers.db-wal and papers.db-shm)."
    )
    return 0


def audit(words: Sequence[str]) -> int:
    """Show who changed what is posted where, and who was refused."""
    parser = Options("audit", "Show who changed what is posted where, and who was refused.")
    parser.add_argument("-n", type=int, default=MOST_SHOWN, help="how many to show at most")
    parser.add_argument("--workspace", default="", help="only of one, such as slack:T024BE7LD")
    options = parser.parse_args(words[1:])
    with closing(App()) as app, app.store.read() as tx:
        entries = audits.read_audits(tx, options.n, options.workspace)
    for entry in reversed(entries):
        who = f" by {entry.person}" if entry.person else ""
        where = f" in {entry.destination}" if entry.destination else f" of {entry.workspace}"
        outcome = "" if entry.outcome == "done" else f" — {entry.outcome}"
        what = f"{entry.action} {entry.detail}".strip()
        print(f"{entry.at:%Y-%m-%d %H:%M} UTC {what}{where}{who}{outcome}")
    if not entries:
        print("Nothing was changed yet.")
    return 0
