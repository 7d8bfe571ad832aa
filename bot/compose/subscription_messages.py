"""What is said about subscriptions and alerts."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.compose.cards import say_day
from bot.compose.schedule_words import say_schedule
from bot.message import Action, Destination, Message, Text
from bot.model import DigestKind, Schedule, Subscription

PLAIN = "daily"
"""What names the digest without a topic: with no name, another may be the only one by then."""


def say_order(
    topic: str,
    schedule: Schedule,
    top: int,
    kind: DigestKind = DigestKind.DAILY,
    *,
    has_abstracts: bool = False,
    is_apart: bool = False,
) -> str:
    """Say a standing order: "top 5 on “robotics”, every weekday at 09:00 Europe/Berlin"."""
    said = _say_terms(topic, schedule, top, kind, is_apart)
    return f"{said}, with the abstracts in its thread" if has_abstracts else said


def _say_terms(topic: str, schedule: Schedule, top: int, kind: DigestKind, is_apart: bool) -> str:
    about = f" on “{topic}”" if topic else ""
    about += ", one post a paper" if is_apart else ""
    when = say_schedule(schedule)
    match kind:
        case DigestKind.WEEK:
            return f"top {top} of the week{about}, {when}"
        case DigestKind.MONTH:
            first = when.replace("every ", "the first ", 1).replace(" at ", " of each month at ", 1)
            return f"top {top} of the month{about}, {first}"
        case DigestKind.FOR_YOU:
            return f"{top} papers for you, {when}"
        case _:
            return f"top {top}{about}, {when}"


def say_next(next_run_at: datetime, timezone: str) -> str:
    """Say when the next one comes, as the clock of that zone shows it."""
    local = next_run_at.astimezone(ZoneInfo(timezone))
    return f"next on {local:%a} {local.day} {local:%b} at {local:%H:%M}"


def say_skipped(instead: date) -> str:
    """Say why a run of an order has no edition of its own."""
    return f"I was not running when it was due; the edition for {say_day(instead)} stands for it."


def subscribed(
    topic: str,
    schedule: Schedule,
    top: int,
    next_run_at: datetime,
    kind: DigestKind = DigestKind.DAILY,
    *,
    is_changed: bool,
    has_abstracts: bool = False,
    is_apart: bool = False,
) -> Message:
    """Echo what was understood of a new or changed subscription."""
    name = "" if kind is DigestKind.DAILY else kind.value
    stop = f"unsubscribe {f'{name} {topic}'.strip() or PLAIN}"
    said = say_order(topic, schedule, top, kind, has_abstracts=has_abstracts, is_apart=is_apart)
    return Message(
        title="Subscription changed" if is_changed else "Subscribed",
        lead=Text(f"I'll post here: {said}, {say_next(next_run_at, schedule.timezone)}."),
        note="Another time or zone? Say it again, such as: "
        "/papers subscribe at 8:30 Europe/Berlin. "
        "Rather the whole list? Say: /papers subscribe when ready",
        actions=(Action("Today's papers", "today"), Action("Unsubscribe", stop)),
    )


def announced(
    name: str,
    topic: str,
    schedule: Schedule,
    top: int,
    next_run_at: datetime,
    kind: DigestKind,
    *,
    is_apart: bool = False,
) -> Message:
    """Tell a place what will be posted there."""
    who = name or "Somebody here"
    order = say_order(topic, schedule, top, kind, is_apart=is_apart)
    said = f"{order}, {say_next(next_run_at, schedule.timezone)}"
    return Message(lead=Text(f"{who} set up a digest here: {said}."))


def unsubscribed(topic: str) -> Message:
    """Confirm that a subscription ended."""
    about = f" on “{topic}”" if topic else ""
    return Message(lead=Text(f"Done: no more digests{about} here."))


def subscription_list(orders: Sequence[Subscription], refusal: str = "") -> Message:
    """List a place's subscriptions; `refusal` is why the last digest couldn't be posted."""
    if not orders:
        return Message(
            lead=Text("No digest is posted here. Start one: /papers subscribe at 9am weekdays"),
            actions=(Action("Subscribe", "subscribe"),),
        )
    lines = [_say_subscription(order) for order in orders]
    stops = tuple(
        Action(f"Stop {name_of(order) or 'the digest'}", f"unsubscribe {name_of(order) or PLAIN}")
        for order in orders
    )
    switches = tuple(_switch(order) for order in orders)
    return Message(
        title="Posted here",
        lead=Text("\n".join(lines)),
        note=f"I couldn't post the last digest: {refusal}" if refusal else "",
        actions=(*stops[:5], *switches[:5]),
    )


def _switch(order: Subscription) -> Action:
    """Offer to add the abstracts to a digest, or to leave them out again."""
    name = f" {name_of(order)}".rstrip()
    word = "without" if order.has_abstracts else "with"
    about = f" for{name}" if name else ""
    label = f"Leave out abstracts{about}" if order.has_abstracts else f"Add abstracts{about}"
    return Action(label, f"subscribe{name} {word} abstracts")


def _say_subscription(order: Subscription) -> str:
    terms = (order.topic, order.schedule, order.top, order.kind)
    said = say_order(*terms, has_abstracts=order.has_abstracts, is_apart=order.is_apart)
    line = f"• {said}"
    if order.paused_reason:
        return f"{line} — paused: {order.paused_reason}"
    return f"{line}, {say_next(order.next_run_at, order.schedule.timezone)}"


def digest_stopped(destination: Destination, reason: str) -> Message:
    """Tell the owner of a subscription, once, why its digests stopped."""
    return Message(
        title="A digest that you set up has stopped",
        lead=Text(
            f"I could not post it: {reason} I paused the digest for that place. When it can be "
            "reached again, say there: /papers subscribe"
        ),
    )


def message_refused(kind: str, reason: str) -> Message:
    """Tell an owner, once while it lasts, of a message that the platform doesn't take."""
    what = {"digest": "A digest", "alert": "An alert", "alerts": "An alert"}.get(kind, "A message")
    return Message(
        title=f"{what} couldn't be posted",
        lead=Text(
            f"{reason} I tried it as plain text too. I'll go on with the next one and won't "
            "write again while this lasts. The same papers are a command away: /papers today"
        ),
        actions=(Action("Today's papers", "today"), Action("The last 7 days", "week")),
    )


def delivery_held(reason: str) -> Message:
    """Tell an owner of a message that may be missing, since nobody could look whether it is."""
    return Message(
        title="One of my messages may be missing",
        lead=Text(
            f"The connection broke while I posted for you. {reason} If it is not there, the same "
            "papers are a command away: /papers today"
        ),
        actions=(Action("Today's papers", "today"), Action("The last 7 days", "week")),
    )


def name_of(order: Subscription) -> str:
    """Return what an order is called where one is to be stopped, "" for the plain daily one."""
    kind = "" if order.kind is DigestKind.DAILY else order.kind.value
    return f"{kind} {order.topic}".strip()
