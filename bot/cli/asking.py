"""Commands of the grammar, asked from a shell: one answer, printed."""

import asyncio
import sys
from collections.abc import Sequence

from bot import commands
from bot.app import App, answer_now, room
from bot.message import Destination, Reply, Request

HERE = Destination("terminal", "local")
SHELL_HELP = """Only in a shell:
  papers run [--roles …]        start the bot; without tokens, the local chat
  papers chat                   the local chat, whatever tokens are set
  papers import PATH…           take in .json, .xml, .jsonl, .jsonl.gz files or folders
  papers fetch [--day DAY]      fetch the newest lists, or the one of a day
  papers sample [remove]        twelve invented papers to try things out
  papers search … --json -n 10  hits for machines; --from FILE answers a query a line
  papers check                  what is set up, and what is wrong
  papers migrate                bring the database to this version"""


def ask(words: Sequence[str]) -> int:
    """Answer a command of the grammar; 1 where it could not be done."""
    if words[:1] == ["search"] and {"--json", "--from", "-n"} & set(words):
        from bot.cli import searching  # noqa: PLC0415 - only for machines

        return searching.search(words[1:])
    text = " ".join("help" if word in ("-h", "--help") else word for word in words)
    app = App()
    try:
        reply = _reply(app, text)
    finally:
        app.close()
    room("terminal").connect({}).show(reply.message)
    if text in ("", "help"):
        print(SHELL_HELP)
    return 1 if reply.is_error else 0


def _reply(app: App, text: str) -> Reply:
    request = Request(text, HERE, HERE, "terminal:local", prefix="papers ")
    command = commands.read_or_none(text)
    if command and command.verb.name == "today":
        _refresh(app)
    if command and command.verb.argument == "id":
        return asyncio.run(app.desk({}).answer(request))
    return answer_now(app, request)


def _refresh(app: App) -> None:
    """Fetch today's list where it is due, so that a shell without a running bot is current."""
    days = app.intake.due_days()[:1]
    if days and (problem := asyncio.run(app.intake.fetch_days(days))):
        print(f"{problem} Going on with what is stored.", file=sys.stderr)
