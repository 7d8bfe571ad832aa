"""`papers check`: what is set up, what is wrong, and what to do about it."""

import importlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bot import days
from bot.app import LOCAL, App, clock, platforms
from bot.cli.options import Options
from bot.errors import PapersError
from bot.sources import arxiv, huggingface
from bot.store import papers

GOOD, BAD = "ok ", "BAD"


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
            yield _platform(app, name)
    yield GOOD, f"time zone for people whose platform tells none: {app.timezone}"


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
    app.search.catch_up()
    behind = revision - app.search.revision
    if behind > 0:
        yield GOOD, f"search index: another process is adding {behind:,} changes"
    else:
        yield GOOD, "search index: up to date"


def _sources(app: App) -> Iterator[tuple[str, str]]:
    sources = (
        (huggingface.SOURCE, arxiv.SOURCE) if app.config.arxiv_categories else (huggingface.SOURCE,)
    )
    with app.store.read() as tx:
        for is_good, line in days.checked(tx, clock(), sources):
            yield GOOD if is_good else BAD, line


def _platform(app: App, name: str) -> tuple[str, str]:
    try:
        adapter = app.connect(name)
    except PapersError as error:
        return BAD, f"{name}: {error}"
    return GOOD, f"{name}: tokens are set" if adapter else f"{name}: no tokens are set"
