"""What is said about mail: linking an address, its code, and what goes there."""

from collections.abc import Sequence

from bot.compose.subscription_messages import say_next, say_order
from bot.message import Action, Message, Text
from bot.model import Subscription
from bot.model.mailboxes import Mailbox

NO_MAILBOX = "No address is linked yet. Link yours: /papers email me@example.org"
WRONG_CODE = (
    "That isn't a code I'm waiting for, or it's too old. Ask for a new one with: "
    "/papers email me@example.org"
)
ENOUGH_CODES = (
    "I've sent as many codes there as I may in a day. Please look in your spam folder, or try "
    "again tomorrow."
)
ENOUGH_ADDRESSES = (
    "Five addresses are linked already. Remove one first: /papers email remove ADDRESS"
)


def not_an_address(written: str) -> str:
    """Say that a text is no address, and what one looks like."""
    return (
        f"I couldn't read “{written[:60]}” as an address. Write it like: "
        "/papers email me@example.org, and then the code that comes by mail."
    )


def code_sent(address: str) -> Message:
    """Say that a code is on its way, and what to do with it."""
    return Message(
        title="Check your mail",
        lead=Text(
            f"I've sent a code to {address}. Type it here within the hour: /papers email 123456"
        ),
        note="Nothing else comes until you do. Not there in a minute? Look in your spam folder.",
    )


def code(written: str) -> Message:
    """Word the mail that brings a code."""
    return Message(
        title=f"{written} is your code for Daily Papers",
        lead=Text(
            f"Your code is {written}\n\nType it where you asked for mail: on the web page, or in "
            f"the chat as /papers email {written}. It works for an hour."
        ),
        note="You didn't ask? Then ignore this; nothing more will come.",
    )


def confirmed(address: str, order: Subscription) -> Message:
    """Say that an address is linked, and what goes there."""
    said = say_order(order.topic, order.schedule, order.top)
    return Message(
        title="Your mail is set up",
        lead=Text(
            f"{address} gets a digest by mail: {said}, "
            f"{say_next(order.next_run_at, order.schedule.timezone)}."
        ),
        note="Change it like this: /papers email weekly robotics at 8am",
        actions=(
            Action("Get my alerts by mail, too", "email alerts on"),
            Action("What goes there", "email"),
        ),
    )


def standing(known: Sequence[tuple[Mailbox, Sequence[Subscription]]]) -> Message:
    """Say which addresses are linked, and what goes there."""
    if not known:
        return Message(title="Mail", lead=Text(NO_MAILBOX))
    lines = [line for one, orders in known for line in _standing(one, orders)]
    takes = any(one.takes_alerts for one, _ in known)
    return Message(
        title="Mail",
        lead=Text("\n".join(lines)),
        actions=(
            Action("Alerts in the chat again", "email alerts off")
            if takes
            else Action("Alerts by mail", "email alerts on"),
            Action("Stop the digests", "email stop digests"),
        ),
    )


def alerts_moved(address: str, *, by_mail: bool) -> Message:
    """Say where alerts go from now on."""
    if by_mail:
        said = f"From now on your alerts come to {address}, and no longer to the chat."
        return Message(lead=Text(said), actions=(Action("Undo", "email alerts off"),))
    return Message(
        lead=Text("From now on your alerts come to the chat again."),
        actions=(Action("Undo", "email alerts on"),),
    )


def stopped(what: str) -> Message:
    """Say that something no longer goes by mail."""
    said = "No more digests by mail." if what == "digests" else "No more alerts by mail."
    return Message(title="You're unsubscribed", lead=Text(f"Done. {said}"))


def removed(address: str) -> Message:
    """Say that an address is forgotten."""
    return Message(lead=Text(f"Done. I've forgotten {address}; nothing more goes there."))


def _standing(one: Mailbox, orders: Sequence[Subscription]) -> list[str]:
    lines = [f"{one.address}:"]
    if one.closed:
        lines.append(f"Mail is refused there: {one.closed} Link it again once that's fixed.")
    for order in orders:
        said = f"• a digest: {say_order(order.topic, order.schedule, order.top)}"
        lines.append(f"{said}, paused: {order.paused_reason}" if order.paused_reason else said)
    if one.takes_alerts:
        lines.append("• your alerts")
    return lines if len(lines) > 1 else [f"{one.address}: nothing goes there right now."]
