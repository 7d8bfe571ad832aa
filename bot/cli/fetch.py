"""`papers fetch`: what is due, a day, a stretch of the past, or single papers."""

import asyncio
import re
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from datetime import date

from bot.app import App, clock
from bot.calendar.list_hours import current_day
from bot.cli.index_update import catch_up
from bot.cli.progress import progress
from bot.cli.shell_options import Options
from bot.compose.day_messages import say_count, say_fetched, say_walk
from bot.errors import UserError
from bot.jobs.intake import Step
from bot.model import Fetch
from bot.model.identity import paper_id
from bot.sources.registry import PRIMARY, label_of


def fetch(words: Sequence[str]) -> int:
    """Fetch what is asked for, or what is due; 1 where a source failed."""
    options = _options().parse_args(words[1:])
    with closing(App()) as app:
        if options.since:
            return asyncio.run(_walk(app, _day(options.since)))
        if options.ids or options.author or options.week or options.month:
            return asyncio.run(_fetch_some(app, options))
        problem = asyncio.run(_fetch(app, [_day(options.day)] if options.day else None))
    if problem:
        raise UserError(problem)
    return 0


def _options() -> Options:
    parser = Options("fetch", "Fetch the lists that are due, or what is asked for.")
    parser.add_argument("ids", nargs="*", metavar="ID", help="papers of arXiv, by id or link")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--day", help="the list of a day such as 2024-05-27")
    one.add_argument("--week", help="the list of a week such as 2024-W22")
    one.add_argument("--month", help="the list of a month such as 2024-05")
    one.add_argument("--since", help="all lists since a day; goes on where it was stopped")
    one.add_argument("--author", help="an author's papers on arXiv, such as 'Ann Lee'")
    return parser


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
            name = "" if one.source == PRIMARY else label_of(one.source)
            if line := say_fetched(one, name):
                print(line)

        if days is not None:
            await app.intake.fetch_days(days, on_fetch)
        elif not await app.intake.fetch_due(on_fetch):
            print("Another process is fetching just now.")
    catch_up(app)
    return next((one.problem for one in heard if one.problem), "")


async def _walk(app: App, since: date) -> int:
    """Walk through the past; an interruption loses nothing that was fetched."""
    if since > current_day(clock()):
        raise UserError(f"{since} has not come yet.")
    done: list[Step] = []
    with progress("Walking back") as report:

        def on_start(steps: int, seconds: float) -> None:
            report(0, steps)
            print(say_walk(since, steps, seconds))

        def on_step(step: Step) -> None:
            done.append(step)
            report(len(done), len(done) + step.left)
            print(f"{step.name}: {say_count(step.papers, step.stale_as)}")

        try:
            problem = await app.intake.walk(since, on_start, on_step)
        finally:
            catch_up(app)
    if problem is None:
        raise UserError("Another process is walking through the past already.")
    if problem:
        raise UserError(f"{problem} Stopped here; run it again to go on.")
    return 0


async def _fetch_some(app: App, options: Namespace) -> int:
    with progress("Fetching"):
        if options.author:
            count = await app.intake.fetch_author(options.author)
        elif options.week or options.month:
            kind = "week" if options.week else "month"
            span = _span(kind, options.week or options.month)
            count = await app.intake.fetch_span(kind, span)
        else:
            count = await app.intake.fetch_records([_id(one) for one in options.ids])
    catch_up(app)
    print(f"Fetched: {say_count(count)}.")
    return 0


def _id(written: str) -> str:
    known = paper_id(written)
    if known is None:
        raise UserError(f"“{written}” is no id of arXiv. Write it like 2405.12345.")
    return known


def _span(kind: str, written: str) -> str:
    form = r"\d{4}-W\d{2}" if kind == "week" else r"\d{4}-\d{2}"
    if not re.fullmatch(form, written):
        example = "2024-W22" if kind == "week" else "2024-05"
        raise UserError(f"“{written}” is no {kind}. Write it like {example}.")
    return written


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UserError(f"“{written}” is no date. Write it like 2024-05-27.") from error
