"""The desk: a text becomes a reply, the same on every platform."""

from collections.abc import Callable
from datetime import datetime

from bot.commands import alerting, reading, subscribing
from bot.commands.context import Context
from bot.commands.grammar import SHELL_ONLY, VERBS, Command, named, read
from bot.compose import helping
from bot.errors import UserError
from bot.message import Message, Reply, Request
from bot.search import Search
from bot.store import Store

__all__ = ["SHELL_ONLY", "VERBS", "Command", "answer", "read", "read_or_none"]


def answer(store: Store, search: Search, request: Request, now: datetime, timezone: str) -> Reply:
    """Answer a command; `timezone` serves people whose platform tells none.

    What a person got wrong comes back as words; only faults of ours raise.
    """
    context = Context(store, search, now, request, timezone)
    try:
        command = read(request.text)
        return Reply(_HANDLERS[command.verb.name](context, command.argument))
    except UserError as error:
        return Reply(helping.trouble(str(error)), is_error=True)


def read_or_none(text: str) -> Command | None:
    """Read a command; None where `answer` would say what is wrong with it."""
    try:
        return read(text)
    except UserError:
        return None


def _help(context: Context, argument: str) -> Message:
    prefix = context.request.prefix
    if argument:
        return helping.help_on(named(argument), prefix)
    return helping.help_page(VERBS, prefix)


_HANDLERS: dict[str, Callable[[Context, str], Message]] = {
    "search": reading.search,
    "explain": reading.explain,
    "today": reading.today,
    "yesterday": reading.yesterday,
    "day": reading.day,
    "week": reading.week,
    "month": reading.month,
    "paper": reading.paper,
    "similar": reading.similar,
    "subscribe": subscribing.subscribe,
    "unsubscribe": subscribing.unsubscribe,
    "subscriptions": subscribing.subscription_list,
    "alert add": alerting.add,
    "alert list": alerting.list_all,
    "alert remove": alerting.remove,
    "alert pause": alerting.pause,
    "alert resume": alerting.resume,
    "help": _help,
}
