"""Commands about what a person, or a channel, likes: for you, more and less like this."""

from datetime import time, timedelta

from bot.calendar import EVERY_DAY, next_run
from bot.calendar.list_hours import current_day
from bot.calendar.timed_text import DIGEST
from bot.commands.community.vote_verbs import root_of
from bot.commands.context import Context
from bot.commands.paper_lists import wanted_paper
from bot.commands.timed_orders import read_order
from bot.compose import interest_messages
from bot.errors import UserError
from bot.jobs.for_you import examples_of
from bot.jobs.for_you import for_you as suggested
from bot.message import Message
from bot.model import DigestKind, Highlight, Schedule, Sign
from bot.store import papers, subscriptions
from bot.store.community import tastes
from bot.store.subscriptions import NewSubscription
from bot.taste.highlights import pick_highlights
from bot.taste.kinship import Kinship

SHOWN = 5
CHOICES = 5
NINE = time(9)
CHOSEN_FROM = timedelta(days=14)


def for_you(context: Context, argument: str) -> Message:
    """Show what whoever asks may like; `daily`, `weekly`, `stop` and `forget` say more."""
    said = argument.strip().lower()
    if said in ("stop", "off", "never"):
        return _stop(context)
    if said in ("forget", "reset"):
        return _forget(context)
    if said:
        return _order(context, argument)
    request = context.request
    with context.store.read() as tx:
        found = suggested(tx, request.person, context.now, SHOWN, context.search.vectors.of)
        if found:
            return interest_messages.for_you(found)
        if any(one.sign is not Sign.NOT_INTERESTED for one in examples_of(tx, request.person)):
            return interest_messages.nothing_new()
    return interest_messages.first_choices(_choices(context))


def interested(context: Context, argument: str) -> Message:
    """Note that whoever asks would like more like a paper."""
    return _note(context, argument, is_liked=True)


def not_interested(context: Context, argument: str) -> Message:
    """Note that they would like less."""
    return _note(context, argument, is_liked=False)


def more_like(context: Context, argument: str) -> Message:
    """Let the digests of a channel bring more like a paper; in direct messages, one's own list."""
    return _note_here(context, argument, is_liked=True)


def less_like(context: Context, argument: str) -> Message:
    """Let them bring less."""
    return _note_here(context, argument, is_liked=False)


def _note(context: Context, argument: str, *, is_liked: bool) -> Message:
    paper = wanted_paper(context, argument)
    person = context.request.person
    with context.store.write() as tx:
        tastes.put_taste(
            tx, context.request.workspace, person, person, root_of(tx, paper), context.now,
            is_liked=is_liked,
        )  # fmt: skip
    return interest_messages.noted(paper, is_liked=is_liked)


def _note_here(context: Context, argument: str, *, is_liked: bool) -> Message:
    written = argument.strip()
    if written.lower().startswith("this "):
        written = written[5:]
    request = context.request
    if request.destination == request.person:
        return _note(context, written, is_liked=is_liked)
    paper = wanted_paper(context, written)
    with context.store.write() as tx:
        tastes.put_taste(
            tx, request.workspace, request.destination, request.person, root_of(tx, paper),
            context.now, is_liked=is_liked,
        )  # fmt: skip
    return interest_messages.noted_here(paper, is_liked=is_liked)


def _choices(context: Context) -> tuple[Highlight, ...]:
    """Return papers of late that many like and that have little to do with each other."""
    last = current_day(context.now)
    with context.store.read() as tx:
        listed = papers.listed_between(tx, last - CHOSEN_FROM, last)
    found, _ = pick_highlights(
        listed,
        shown=(),
        topic=None,
        top=CHOICES,
        today=last,
        kinship=Kinship(entry.paper for entry in listed[:200]),
    )
    return found


def _order(context: Context, argument: str) -> Message:
    wanted = read_order(argument, DIGEST, "for you")
    if wanted.topic:
        raise UserError(
            f"I couldn't read “{wanted.topic[:40]}”. Say: /papers for you daily at 9am, "
            "for you weekly, for you stop, or for you forget"
        )
    at = wanted.times[0] if wanted.times else NINE
    terms = Schedule(at, wanted.weekdays or EVERY_DAY, wanted.timezone or context.zone)
    due = next_run(terms, context.now)
    person = context.request.person
    order = NewSubscription(
        context.request.workspace, person, person, "", terms, wanted.count or SHOWN, due,
        DigestKind.FOR_YOU,
    )  # fmt: skip
    with context.store.write() as tx:
        subscriptions.put_subscription(tx, order, context.now)
    return interest_messages.ordered(terms, due)


def _stop(context: Context) -> Message:
    with context.store.write() as tx:
        known = subscriptions.get_subscriptions(tx, context.request.person)
        orders = [one for one in known if one.kind is DigestKind.FOR_YOU]
        for one in orders:
            subscriptions.remove_subscription(tx, one.id)
    return interest_messages.stopped(was_there=bool(orders))


def _forget(context: Context) -> Message:
    request = context.request
    with context.store.write() as tx:
        gone = tastes.forget_tastes(tx, request.workspace, request.person, context.now)
    return interest_messages.forgotten(gone)
