"""The desk: a text becomes a reply, the same on every platform."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.commands import privacy, reading, searching, subscribing, whys
from bot.commands.alerting import adding, keeping, resting
from bot.commands.completing import complete, remember
from bot.commands.context import Context
from bot.commands.grammar import SHELL_ONLY, VERBS, Command, begun, named, read
from bot.compose import helping
from bot.compose.keeping import with_unreachable
from bot.errors import UserError
from bot.message import Message, Reply, Request, Verb
from bot.search import Search
from bot.store import Store, people

__all__ = [
    "SHELL_ONLY",
    "VERBS",
    "Command",
    "answer",
    "begun",
    "complete",
    "listed_verbs",
    "read",
    "read_or_none",
    "remember",
]


def answer(store: Store, search: Search, request: Request, now: datetime, timezone: str) -> Reply:
    """Answer a command; `timezone` serves people whose platform tells none.

    What a person got wrong comes back as words; only faults of ours raise.
    """
    context = Context(store, search, now, request, timezone)
    try:
        command = read(request.text)
        message = _HANDLERS[command.verb.name](context, command.argument)
        reply = Reply(_with_news(context, message))
    except UserError as error:
        reply = Reply(helping.trouble(str(error)), is_error=True)
    return replace(reply, message=reply.message.with_commands(request.prefix))


def _with_news(context: Context, message: Message) -> Message:
    """Tell somebody, once, that they could not be told of papers."""
    person = context.request.person
    with context.store.read() as tx:
        known = people.get_person(tx, person)
    if known is None or known.is_told or not known.unreachable:
        return message
    with context.store.write() as tx:
        people.note_told(tx, person)
    return with_unreachable(message, known)


def listed_verbs() -> tuple[Verb, ...]:
    """Return the verbs that people are shown; the others stand on buttons."""
    return tuple(verb for verb in VERBS if verb.is_listed)


def read_or_none(text: str) -> Command | None:
    """Read a command; None where `answer` would say what is wrong with it."""
    try:
        return read(text)
    except UserError:
        return None


def _help(context: Context, argument: str) -> Message:
    if argument:
        return helping.help_on(named(argument))
    return helping.help_page(listed_verbs())


_HANDLERS: dict[str, Callable[[Context, str], Message]] = {
    "search": searching.search,
    "explain": searching.explain,
    "again": searching.again,
    "today": reading.today,
    "yesterday": reading.yesterday,
    "day": reading.day,
    "week": reading.week,
    "month": reading.month,
    "paper": reading.paper,
    "similar": searching.similar,
    "subscribe": subscribing.subscribe,
    "unsubscribe": subscribing.unsubscribe,
    "subscriptions": subscribing.subscription_list,
    "alert add": adding.add,
    "follow": adding.follow,
    "alert list": keeping.list_all,
    "alert test": adding.test,
    "alert edit": adding.edit,
    "alert remove": keeping.remove,
    "alert pause": keeping.pause,
    "alert resume": keeping.resume,
    "alert snooze": keeping.snooze,
    "alert quiet": resting.quiet,
    "alert cap": resting.cap,
    "alert settings": resting.settings,
    "alert missed": keeping.missed,
    "alert count": keeping.count,
    "alert draft": adding.draft,
    "alert save": adding.save,
    "alert change": adding.change,
    "alert cancel": adding.cancel,
    "why": whys.why,
    "less": whys.less,
    "privacy export": privacy.export,
    "privacy delete": privacy.delete,
    "help": _help,
}
