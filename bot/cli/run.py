"""`papers run` and `papers chat`: the bot itself."""

import asyncio
import gc
import logging
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing

from bot.app import LOCAL, App, connected, local, pages_beside
from bot.cli.fetch import refresh
from bot.cli.interrupts import until_stopped
from bot.cli.library import load_sample_papers
from bot.cli.logs import configure
from bot.cli.process import Process
from bot.cli.roles import SCHEDULER, check_roles, that_are_set
from bot.cli.shell_options import Options
from bot.message import Adapter
from bot.store import papers

log = logging.getLogger(__name__)

ROLES = "of worker, scheduler, web, slack, discord those to play, by commas; all without it"

IF_SET = "leave out roles whose tokens are not set; where none is left, wait instead of ending"

SWITCH_S = 0.0005
"""A tenth of Python's own: whoever works out an answer gives way sooner to what is heard."""


def run(words: Sequence[str]) -> int:
    """Start the platforms whose tokens are set, or the local chat where none are."""
    parser = Options("run", "Start the platforms whose tokens are set; without, the local chat.")
    parser.add_argument("--roles", default="", help=ROLES)
    parser.add_argument("--if-set", action="store_true", help=IF_SET)
    options = parser.parse_args(words[1:])
    roles = [role.strip() for role in options.roles.split(",") if role.strip()]
    app = App()
    adapters = connected(app)
    if options.if_set:
        return _run_what_is_set(app, adapters, roles)
    check_roles(roles, adapters)
    if list(adapters) == [LOCAL] and roles != [SCHEDULER]:
        print("No tokens are set, so this is the local chat; README.md tells how to get some.")
        return _chat(app)
    return _serve(app, adapters, roles)


def _serve(app: App, adapters: Mapping[str, Adapter], roles: Sequence[str]) -> int:
    configure(logging.INFO, app.secrets, style=app.config.log_format)
    sys.setswitchinterval(SWITCH_S)
    # What was loaded to begin with stays: no collection need look at it again.
    gc.freeze()
    gc.enable()
    with closing(app):
        asyncio.run(until_stopped(Process(app, adapters, roles).run()))
    return 0


def _run_what_is_set(app: App, adapters: Mapping[str, Adapter], roles: Sequence[str]) -> int:
    """Play the roles that have their tokens; where none has, wait for the end of the process.

    A process manager would start what ends over and over.
    """
    configure(logging.INFO, app.secrets, style=app.config.log_format)
    able = that_are_set(roles, adapters)
    if able or (not roles and LOCAL not in adapters):
        return _serve(app, adapters, able)
    asyncio.run(until_stopped(_wait()))
    return 0


async def _wait() -> None:
    log.warning("no tokens are set, so there is nothing to do yet; see .env.example")
    await asyncio.Event().wait()


def chat(words: Sequence[str]) -> int:
    """Open the local chat."""
    Options("chat", "Open the local chat, whatever tokens are set.").parse_args(words[1:])
    return _chat(App())


def _chat(app: App) -> int:
    # Whoever chats is shown no traceback; it is kept for whoever mends it.
    configure(logging.ERROR, app.secrets, app.config.home / "chat.log")
    gc.enable()
    with closing(app):
        if _greet(app):
            pages, address = pages_beside(app)
            if address:
                print(f"The same papers as pages: {address}")
            print(flush=True)
            asyncio.run(until_stopped(Process(app, local(app) | pages, ()).run()))
    return 0


def _greet(app: App) -> bool:
    """Fetch what is due and say in a line each what is there; False where the person leaves."""
    if not asyncio.run(until_stopped(_refresh(app))):
        return False
    with app.store.read() as tx:
        stored = papers.count_papers(tx)
    if stored:
        count = "1 paper is" if stored == 1 else f"{stored:,} papers are"
        print(f"{count} stored. Type help, or search and some words.")
    elif not _offer_sample(app):
        return False
    return True


async def _refresh(app: App) -> None:
    if problem := await refresh(app):
        print(f"{problem} Going on with what is stored.")


def _offer_sample(app: App) -> bool:
    """Offer the invented papers where somebody can answer; False where that one leaves."""
    offer = "Nothing is stored yet. Twelve invented papers are there to try things out"
    if not is_person_there():
        print(f"{offer}: papers sample")
        return True
    try:
        answer = input(f"{offer}: load them? [Y/n] ").strip().lower()
    except (EOFError, KeyboardInterrupt):
        print()
        return False
    if answer in ("", "y", "yes"):
        load_sample_papers(app)
    return True


def is_person_there() -> bool:
    """Tell whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()
