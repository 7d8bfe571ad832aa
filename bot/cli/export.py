"""`papers export`: what is stored, as a bibliography or a table, to be taken elsewhere."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TextIO

from bot.app import App
from bot.cli.index_update import catch_up
from bot.cli.shell_options import Options
from bot.errors import UserError
from bot.model import Paper
from bot.query import parse
from bot.store import papers
from bot.text.citations import FORMATS, write

MOST = 3_000_000
_AT_ONCE = 500


def export(words: Sequence[str]) -> int:
    """Write the papers that a query asks for, or all of them, to a new file or standard output."""
    parser = Options("export", "Write papers as a bibliography or a table; all can be imported.")
    parser.add_argument("query", nargs="*", help="what they hold, as in a search; all without it")
    parser.add_argument("--format", choices=FORMATS, default="bibtex", help="bibtex by default")
    parser.add_argument("--to", type=Path, metavar="FILE", help="a new file to write")
    parser.add_argument("-n", type=int, default=MOST, help="how many at most, the newest first")
    # `-survey` belongs to the query.
    options, rest = parser.parse_known_args(words[1:])
    if unknown := [word for word in rest if word.startswith("--")]:
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    if options.n < 1:
        raise UserError(f"-n {options.n} is out of range: it begins at 1.")
    with closing(App()) as app:
        found = _papers(app, " ".join([*options.query, *rest]), options.n)
        count = _put(found, options.format, options.to)
    print(f"exported {count:,} paper{'s' * (count != 1)}", file=sys.stderr)
    return 0 if count else 1


def _papers(app: App, text: str, most: int) -> Iterator[Paper]:
    ids = _found(app, text, most) if text.strip() else _stored(app, most)
    for start in range(0, len(ids), _AT_ONCE):
        wanted = ids[start : start + _AT_ONCE]
        with app.store.read() as tx:
            held = papers.get_papers(tx, wanted)
        yield from (held[known] for known in wanted if known in held)


def _found(app: App, text: str, most: int) -> list[str]:
    catch_up(app)
    query = parse(text)
    for problem in query.problems:
        print(f"papers: {problem}", file=sys.stderr)
    if query.is_empty:
        raise UserError(f"“{text[:60]}” asks for nothing. Try: papers export speech translation")
    return app.search.select(query, most)


def _stored(app: App, most: int) -> list[str]:
    ids: list[str] = []
    last = 0
    while len(ids) < most:
        with app.store.read() as tx:
            changes = papers.read_changes(tx, last, _AT_ONCE)
        if not changes:
            break
        ids += [change.paper.id for change in changes if not change.is_removed]
        last = changes[-1].revision
    return ids[:most]


def _put(found: Iterator[Paper], form: str, path: Path | None) -> int:
    if path is None:
        return _write(found, form, sys.stdout)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            return _write(found, form, file)
    except FileExistsError as error:
        raise UserError(f"{path} is there already. Name a new file.") from error
    except OSError as error:
        raise UserError(f"I can't write {path} ({error.strerror or error}).") from error


def _write(found: Iterator[Paper], form: str, file: TextIO) -> int:
    count = 0

    def counted() -> Iterator[Paper]:
        nonlocal count
        for paper in found:
            count += 1
            yield paper

    file.writelines(write(counted(), form))
    return count
