"""Commands of the grammar, asked from a shell: one answer, printed."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import closing

from bot import commands
from bot.app import App, answer_now, clock
from bot.calendar.list_hours import current_day
from bot.cli import PREFIX
from bot.cli.index_update import catch_up
from bot.cli.progress import progress
from bot.commands import Command
from bot.errors import UserError
from bot.message import Destination, Reply, Request

HERE = Destination("terminal", "local")
SHELL_HELP = """Only in a shell:
  papers run [--roles …]        start the bot; without tokens, the local chat
  papers chat                   the local chat, whatever tokens are set
  papers import PATH…           take in .bib, .ris, .csv, .json, .jsonl, .xml files or folders
  papers export QUERY           what it finds as BibTeX; --format ris, csl, csv or jsonl
  papers fetch [--day DAY]      fetch the newest lists, or the one of a day
  papers fetch --since DAY      walk back through all lists since a day
  papers fetch ID…              fetch papers from arXiv (--author NAME for an author's)
  papers sample [remove]        twelve invented papers to try things out
  papers search … --json -n 10  hits for machines; --from FILE answers a query a line
  papers check                  what is set up, and what is wrong
  papers deliveries             what waits and what failed; retry ID, drop ID
  papers audit                  who changed what is posted where
  papers discord sync [SERVER]  tell Discord the commands now; they are told by themselves, too
  papers backup [PATH]          a copy of the database, while the bot runs
  papers migrate                bring the database to this version
  papers slack manifest         the Slack app to paste at api.slack.com (--url for HTTP)
"""

SEARCH_HELP = """Only in a shell:
  papers search … --json        hits as JSON
  papers search … -n 20         so many of them, up to 1000
  papers search --from FILE     the ids for each line of a file, - for what is piped in
"""


def ask(words: Sequence[str]) -> int:
    """Answer a command of the grammar; raises UserError where it could not be done."""
    text = _in_words(words)
    command = commands.read_said(text, also=commands.SHELL_ONLY)
    if command.verb.name == "search" and {"--json", "--from", "-n"} & set(words):
        from bot.cli import json_search  # noqa: PLC0415 - only for machines

        return json_search.search(words[1:])
    with closing(App()) as app:
        reply = _reply(app, command, text)
        if reply.is_error:
            raise UserError(reply.message.lead.plain)
        app.show(reply.message, PREFIX)
    if command.verb.name == "help":
        print({"": SHELL_HELP, "search": SEARCH_HELP}.get(command.argument.lower(), ""), end="")
    return 0


def _in_words(words: Sequence[str]) -> str:
    """Return what was typed; `search --help` asks for help on search, wherever that stands."""
    said = [word for word in words if word not in ("-h", "--help")]
    text = " ".join(said)
    if len(said) == len(words):
        return text
    command = commands.begun(text)
    return f"help {command.verb.name}" if command else "help"


def version(_words: Sequence[str]) -> int:
    """Say which version this is."""
    from importlib import metadata  # noqa: PLC0415 - slow, and nothing else asks

    print(f"papers {metadata.version('daily-papers-bot')}")
    return 0


def _reply(app: App, command: Command, text: str) -> Reply:
    request = Request(text, HERE, HERE, "terminal:local", prefix=PREFIX)
    if command.verb.name == "today":
        _refresh(app)
    if command.verb.name in ("search", "similar"):
        catch_up(app)
    if command.verb.argument == "id":
        with progress("Asking Hugging Face"):
            return asyncio.run(app.desk({}).answer(request))
    return answer_now(app, request)


def _refresh(app: App) -> None:
    """Fetch today's list where it is due, so that a shell without a running bot is current."""
    today = current_day(clock())
    if today not in app.intake.primary.due_days():
        return
    with progress("Fetching from Hugging Face"):
        problem = asyncio.run(app.intake.fetch_days([today]))
    if problem:
        print(f"{problem} Going on with what is stored.", file=sys.stderr)
