"""`email`: links an address with a code, and says what goes there."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.calendar.timed_text import DIGEST
from bot.commands.context import Context
from bot.commands.subscription_verbs import stop, subscribe
from bot.commands.timed_orders import read_order
from bot.compose import mail_messages
from bot.errors import UserError
from bot.message import Message, Request
from bot.model import Destination
from bot.model.mail_address import mail_address, mail_workspace, mailbox
from bot.model.mailboxes import Mailbox
from bot.store import Transaction, alerts, mailboxes, outbox, page_keys, subscriptions

MOST_ADDRESSES = 5
CODES_A_DAY = 3
_CODE = re.compile(r"(\d{3})[ -]?(\d{3})", re.ASCII)


def email(context: Context, argument: str) -> Message:
    """Link an address, take its code, change what goes there, or say it."""
    first, _, rest = argument.strip().partition(" ")
    if not first:
        return _standing(context)
    if match := _CODE.fullmatch(argument.strip()):
        return _confirm(context, match[1] + match[2])
    if handler := _WORDS.get(first.lower()):
        return handler(context, rest.strip())
    address = mail_address(first)
    if address is None and "@" in argument:
        raise UserError(mail_messages.not_an_address(first))
    if address is None:
        return _order(context, _only(context, ""), argument)
    with context.store.read() as tx:
        known = mailboxes.mailboxes_of(tx, context.request.person)
    own = next((one for one in known if one.address == address and not one.closed), None)
    return _order(context, own, rest) if own and rest else _begin(context, address, rest)


def _begin(context: Context, address: str, wanted: str) -> Message:
    """Send a code to an address that somebody says is theirs."""
    _topic_of(wanted, address)
    person, now, box = context.request.person, context.now, mailbox(address)
    with context.store.write() as tx:
        known = mailboxes.mailboxes_of(tx, person, is_confirmed=None)
        if len({one.mailbox for one in known} | {box}) > MOST_ADDRESSES:
            raise UserError(mail_messages.ENOUGH_ADDRESSES)
        days = [f"{now:%Y-%m-%d} {number}" for number in range(CODES_A_DAY)]
        keys = [outbox.Key(box, "code", period) for period in days]
        key = next((one for one in keys if not outbox.is_queued(tx, one)), None)
        if key is None:
            raise UserError(mail_messages.ENOUGH_CODES)
        code = mailboxes.begin(tx, box, person, wanted, now)
        words = [mail_messages.code(code)]
        outbox.queue(tx, key, words, box, now, workspace=mail_workspace(address))
    return mail_messages.code_sent(address)


def _confirm(context: Context, code: str) -> Message:
    person, now = context.request.person, context.now
    with context.store.write() as tx:
        known = mailboxes.confirm(tx, person, code, now)
        if known:
            page_keys.key_of(tx, known.mailbox, mail_workspace(known.address), now)
    if known is None:
        # Out of the transaction, so that the wrong code is counted.
        raise UserError(mail_messages.WRONG_CODE)
    return _order(context, known, known.wanted)


def _order(context: Context, known: Mailbox, wanted: str) -> Message:
    """Set or change the digest that goes to a mailbox."""
    topic = _topic_of(wanted, known.address)
    subscribe(replace(context, request=_from_there(context.request, known)), wanted)
    with context.store.read() as tx:
        orders = subscriptions.get_subscriptions(tx, known.mailbox)
    made = next(one for one in orders if one.topic == topic)
    return mail_messages.confirmed(known.address, made)


def _from_there(request: Request, known: Mailbox) -> Request:
    workspace = mail_workspace(known.address)
    return replace(request, destination=known.mailbox, workspace=workspace)


def _topic_of(wanted: str, address: str) -> str:
    """Return what an order is about; raises UserError for one that is in doubt."""
    return read_order(wanted, DIGEST, f"email {address}").topic


def _standing(context: Context) -> Message:
    with context.store.read() as tx:
        own = _own(tx, context.request.person)
        known = [(one, subscriptions.get_subscriptions(tx, one.mailbox)) for one in own]
    return mail_messages.standing(known)


def _alerts(context: Context, argument: str) -> Message:
    """Send alerts by mail, or to the chat again."""
    word, _, address = argument.partition(" ")
    is_on = word.lower() not in ("off", "no", "stop")
    known = _only(context, address)
    with context.store.write() as tx:
        for one in mailboxes.mailboxes_of(tx, context.request.person):
            mailboxes.set_alerts(tx, one, takes=is_on and one.mailbox == known.mailbox)
    return mail_messages.alerts_moved(known.address, by_mail=is_on)


def _stop(context: Context, argument: str) -> Message:
    """Let no more digests, or no more alerts, go by mail."""
    what = "alerts" if argument.lower().startswith("alert") else "digests"
    person = context.request.person
    with context.store.write() as tx:
        for one in _own(tx, person):
            if what == "digests":
                for order in subscriptions.get_subscriptions(tx, one.mailbox):
                    stop(tx, order, context.now)
            else:
                mailboxes.set_alerts(tx, one, takes=False)
        if what == "alerts" and mailboxes.people_of(tx, person):
            for alert in alerts.get_alerts(tx, person):
                alerts.set_paused(tx, alert.id, "by you")
    return mail_messages.stopped(what)


def _remove(context: Context, argument: str) -> Message:
    """Forget an address."""
    known = _only(context, argument)
    with context.store.write() as tx:
        for order in subscriptions.get_subscriptions(tx, known.mailbox):
            if order.owner == context.request.person:
                stop(tx, order, context.now)
        mailboxes.remove(tx, known)
        if not mailboxes.people_of(tx, known.mailbox):
            page_keys.revoke(tx, known.mailbox)
    return mail_messages.removed(known.address)


def _own(tx: Transaction, person: Destination) -> list[Mailbox]:
    """Return somebody's mailboxes; a mailbox that acts for itself is its own."""
    known = {one.mailbox: one for one in mailboxes.people_of(tx, person)}
    known |= {one.mailbox: one for one in mailboxes.mailboxes_of(tx, person)}
    return list(known.values())


def _only(context: Context, address: str) -> Mailbox:
    """Return the mailbox that is meant; raises UserError where there is none."""
    with context.store.read() as tx:
        known = _own(tx, context.request.person)
    wanted = mail_address(address) if address else None
    for one in known:
        if wanted in (None, one.address):
            return one
    raise UserError(mail_messages.NO_MAILBOX)


_WORDS: dict[str, Callable[[Context, str], Message]] = {
    "alerts": _alerts,
    "stop": _stop,
    "off": _stop,
    "unsubscribe": _stop,
    "remove": _remove,
    "forget": _remove,
}
