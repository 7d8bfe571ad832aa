"""Commands about the digests that are posted in a place."""

from dataclasses import replace
from datetime import datetime, time

from bot.calendar.due_times import LIST_DAYS
from bot.calendar.timed_text import DIGEST, TimedText
from bot.commands.community.digest_kinds import (
    default_days,
    kind_words,
    split_abstracts,
    split_kind,
)
from bot.commands.community.separate_posts import split_posts
from bot.commands.context import Context
from bot.commands.timed_orders import read_order
from bot.compose import subscription_messages
from bot.errors import UserError
from bot.jobs.other_digests import edition_topic, first_run_of
from bot.message import Message
from bot.model import DigestKind, Schedule, Subscription
from bot.query import parse
from bot.store import Transaction, audits, editions, outbox, subscriptions
from bot.store.subscriptions import NewSubscription

TOP = 5
NINE = time(9)
MOST_SUBSCRIPTIONS = 10
MOST_TOPIC_CHARACTERS = 150


def subscribe(context: Context, argument: str) -> Message:
    """Set or change the digest of this place; what is not said stays, or is 9:00 on weekdays."""
    kind, argument = split_kind(argument)
    abstracts, argument = split_abstracts(argument)
    is_apart, argument = split_posts(argument)
    wanted = read_order(argument, DIGEST, f"subscribe {kind_words(kind)}".strip())
    _check_topic(wanted.topic)
    with context.store.write() as tx:
        known = subscriptions.get_subscriptions(tx, context.request.destination)
        same = next((one for one in known if (one.kind, one.topic) == (kind, wanted.topic)), None)
        if not same and len(known) >= MOST_SUBSCRIPTIONS:
            raise UserError(
                f"{MOST_SUBSCRIPTIONS} digests are posted here already, which is the most. "
                "Stop one first: /papers unsubscribe TOPIC"
            )
        new = _new_order(context, wanted, same, kind)
        new = replace(
            new,
            has_abstracts=_said_or_kept(abstracts, same is not None and same.has_abstracts),
            is_apart=_said_or_kept(is_apart, same is not None and same.is_apart),
        )
        subscriptions.put_subscription(tx, new, context.now)
        if same is None:
            _announce(tx, context, new)
        _write_down(
            tx,
            context,
            "subscribe",
            subscription_messages.say_order(
                new.topic,
                new.schedule,
                new.top,
                new.kind,
                has_abstracts=new.has_abstracts,
                is_apart=new.is_apart,
            ),
        )
    return subscription_messages.subscribed(
        new.topic,
        new.schedule,
        new.top,
        new.next_run_at,
        new.kind,
        is_changed=same is not None,
        has_abstracts=new.has_abstracts,
        is_apart=new.is_apart,
    )


def _said_or_kept(said: bool | None, kept: bool) -> bool:
    return kept if said is None else said


def _announce(tx: Transaction, context: Context, new: NewSubscription) -> None:
    """Tell everybody in a place what will be posted there, and who asked for it."""
    request = context.request
    # What is on another platform than the person, such as a mailbox, is theirs alone.
    is_own = request.destination.platform != request.person.platform
    if is_own or request.destination == request.person:
        return
    said = subscription_messages.announced(
        request.name,
        new.topic,
        new.schedule,
        new.top,
        new.next_run_at,
        new.kind,
        is_apart=new.is_apart,
    )
    period = f"subscribed {context.now:%Y-%m-%dT%H:%M} {new.kind.value} {new.topic}"
    key = outbox.Key(new.destination, "notice", period.strip())
    outbox.queue(tx, key, [said], new.owner, context.now, workspace=new.workspace)


def _new_order(
    context: Context, wanted: TimedText, same: Subscription | None, kind: DigestKind
) -> NewSubscription:
    known = same.schedule if same else None
    default_zone = context.request.timezone or context.timezone
    times, is_when_ready = _when(wanted, known)
    terms = Schedule(
        at=times[0] if times else None,
        also=times[1:],
        weekdays=wanted.weekdays or (known.weekdays if known else default_days(kind)),
        timezone=wanted.timezone or (known.timezone if known else default_zone),
        is_when_ready=is_when_ready,
    )
    if is_when_ready and not terms.weekdays & LIST_DAYS:
        raise UserError(
            "Lists come from Monday to Friday: there is none to wait for on those days."
        )
    return NewSubscription(
        workspace=context.request.workspace,
        destination=context.request.destination,
        owner=context.request.person,
        topic=wanted.topic,
        schedule=terms,
        top=wanted.count or (same.top if same else TOP),
        next_run_at=first_run_of(kind, terms, context.now).at,
        kind=kind,
    )


def _when(wanted: TimedText, known: Schedule | None) -> tuple[tuple[time, ...], bool]:
    """Return the times and whether to wait for the list: what is said of either decides both."""
    if wanted.times or wanted.is_when_ready or known is None:
        return wanted.times or (() if wanted.is_when_ready else (NINE,)), wanted.is_when_ready
    return known.times, known.is_when_ready


def _check_topic(topic: str) -> None:
    if len(topic) > MOST_TOPIC_CHARACTERS:
        raise UserError(
            f"That topic has {len(topic)} characters; {MOST_TOPIC_CHARACTERS} is the most."
        )
    if topic and (problems := parse(topic).problems):
        raise UserError(f"I could not read the topic “{topic}”. {problems[0]}")


def unsubscribe(context: Context, argument: str) -> Message:
    """Stop the digest of this place, or the one on a topic."""
    with context.store.write() as tx:
        stopped = _find(tx, context, argument)
        stop(tx, stopped, context.now)
        _write_down(tx, context, "unsubscribe", edition_topic(stopped))
    return subscription_messages.unsubscribed(edition_topic(stopped))


def stop(tx: Transaction, order: Subscription, now: datetime) -> None:
    """End an order, and take back what of it is still on its way."""
    subscriptions.remove_subscription(tx, order.id)
    periods = editions.close_editions(tx, order.destination, order.topic)
    outbox.suppress_digests(tx, order.destination, periods, "unsubscribed", now)


def _write_down(tx: Transaction, context: Context, action: str, detail: str) -> None:
    request = context.request
    place, person = request.destination, request.person
    audits.record_audit(tx, context.now, request.workspace, person, place, action, detail)


def _find(tx: Transaction, context: Context, topic: str) -> Subscription:
    known = subscriptions.get_subscriptions(tx, context.request.destination)
    if not known:
        raise UserError("No digest is posted here, so there is none to stop.")
    if not topic and len(known) == 1:
        return known[0]
    wanted = "" if topic.lower() == subscription_messages.PLAIN else topic.lower()
    for one in known:
        if edition_topic(one).lower() == wanted:
            return one
    topics = ", ".join(
        f"“{edition_topic(one)}”" if edition_topic(one) else "the one without a topic"
        for one in known
    )
    raise UserError(f"Which one? Posted here: {topics}. Say: /papers unsubscribe TOPIC")


def subscription_list(context: Context, _argument: str) -> Message:
    """List the digests of this place."""
    with context.store.read() as tx:
        here = context.request.destination
        return subscription_messages.subscription_list(
            subscriptions.get_subscriptions(tx, here), outbox.refusal_of(tx, here, "digest") or ""
        )
