"""`papers run` and `papers chat`: the bot itself."""

import argparse
import asyncio
import gc
import logging
import sys
from collections.abc import Mapping, Sequence

from bot.app import LOCAL, App, check_roles, connected, run_roles
from bot.cli.keeping import load_sample_papers, refresh
from bot.logs import configure
from bot.message import Adapter
from bot.store import papers


def run(words: Sequence[str]) -> int:
    """Start the platforms whose tokens are set, or the local chat where none are."""
    parser = argparse.ArgumentParser(prog="papers run")
    parser.add_argument("--roles", default="", help="worker, slack, discord; all without it")
    options = parser.parse_args(words[1:])
    roles = [role.strip() for role in options.roles.split(",") if role.strip()]
    check_roles(roles)
    app = App()
    adapters = connected(app)
    if list(adapters) == [LOCAL]:
        print("No tokens are set, so this is the local chat; README.md tells how to get some.")
        return _chat(app)
    configure(logging.INFO, app.secrets)
    return _until_stopped(app, adapters, roles)


def chat(_words: Sequence[str]) -> int:
    """Open the local chat."""
    return _chat(App())


def _chat(app: App) -> int:
    configure(logging.ERROR)
    terminal = app.connect(LOCAL)
    if terminal is None:
        return 1
    _greet(app)
    return _until_stopped(app, {LOCAL: terminal}, ())


def _greet(app: App) -> None:
    """Fetch what is due, and say in a line each what is there and what is not."""
    problem = refresh(app)
    if problem:
        print(f"{problem} Going on with what is stored.")
    with app.store.read() as tx:
        stored = papers.count_papers(tx)
    if stored:
        print(f"{stored:,} papers are stored. Type help, or search and some words.")
    elif _wants_sample():
        load_sample_papers(app)
    print(flush=True)


def _wants_sample() -> bool:
    offer = "Nothing is stored yet. Twelve invented papers are there to try things out"
    if sys.stdin.isatty() and sys.stdout.isatty():
        return input(f"{offer}: load them? [Y/n] ").strip().lower() in ("", "y", "yes")
    print(f"{offer}: papers sample")
    return False


def _until_stopped(app: App, adapters: Mapping[str, Adapter], roles: Sequence[str]) -> int:
    gc.enable()
    try:
        asyncio.run(run_roles(app, adapters, roles))
    finally:
        app.close()
    return 0
