"""Trying an alert before it is saved: add, follow, test, change, save, cancel."""

import re
from dataclasses import replace

from bot.commands.alerts.alert_choice import (
    MOST_ALERTS,
    named_draft,
    named_first,
    none_named,
    one_of,
)
from bot.commands.alerts.alert_offer import alert_button
from bot.commands.alerts.alert_terms import Wish, read_wish, write_wish
from bot.commands.alerts.alert_trial import try_out, write_down_before
from bot.commands.context import Context
from bot.compose import trial_messages
from bot.errors import UserError
from bot.message import Message
from bot.model import Alert, Person
from bot.model.identity import paper_id
from bot.query import parse
from bot.store import alerts, drafts, people

FOLLOWED = {
    "author": "author",
    "au": "author",
    "org": "org",
    "organization": "org",
    "organisation": "org",
    "lab": "org",
    "cat": "cat",
    "category": "cat",
    "by": "by",
}
"""What can be followed, as people name it and as it is written in a query."""

_LIKE = {
    "author": "author Geoffrey Hinton",
    "org": "org Google DeepMind",
    "cat": "cat cs.CL",
    "by": "by akhaliq",
}
_CATEGORY = re.compile(r"[a-z-]+\.([A-Za-z-]{2,}|\*)")


def add(context: Context, argument: str) -> Message:
    """Show what an alert would have brought, and offer to save it."""
    return _offer(context, read_wish(context, argument))


def draft(context: Context, argument: str) -> Message:
    """Do the same for a query that is too long for a button."""
    return add(context, named_draft(context, argument).text)


def follow(context: Context, argument: str) -> Message:
    """Do the same for an author, an organization, a category, or papers like one."""
    first, _, name = argument.partition(" ")
    name = name.strip().strip('"')
    field = FOLLOWED.get(first.lower().rstrip(":"))
    if like := paper_id(argument):
        return add(context, f"like:{like}")
    if field == "cat" and name:
        return add(context, f"cat:{name}")
    if field and name:
        return add(context, f'{field}:"{name}"')
    if field:
        raise UserError(f"“follow {first}” needs a name, such as: /papers follow {_LIKE[field]}")
    if ":" in argument:
        return add(context, argument)
    if _CATEGORY.fullmatch(argument):
        return add(context, f"cat:{argument}")
    whole = argument.replace('"', "")
    return add(context, f'author:"{whole}"')


def test(context: Context, argument: str) -> Message:
    """Show what an alert, or any query, would have brought; nothing is saved."""
    with context.store.read() as tx:
        known = one_of(alerts.get_alerts(tx, context.request.person), argument)
    wish = read_wish(context, known.query if known else argument)
    written = wish.terms.query
    message = trial_messages.tested(written, wish.query, try_out(context, wish.query), known)
    if known:
        return message
    return replace(message, actions=(alert_button(context, written),))


def edit(context: Context, argument: str) -> Message:
    """Change an alert: its pace at once, its query after it was tried."""
    with context.store.read() as tx:
        all_known = alerts.get_alerts(tx, context.request.person)
    known, rest = named_first(all_known, argument)
    if known is None:
        raise UserError(none_named(all_known, argument))
    if not rest:
        return trial_messages.how_to_edit(known)
    wish = read_wish(context, rest, known)
    if wish.terms.query != known.query:
        return _offer(context, wish, known)
    with context.store.write() as tx:
        alerts.change_alert(tx, known.id, wish.terms, known.created_at)
    return trial_messages.repaced(known, wish.terms, context.now)


def change(context: Context, argument: str) -> Message:
    """Try a draft otherwise than it was written."""
    written, _, rest = argument.strip().partition(" ")
    known = named_draft(context, written)
    before = read_wish(context, known.text)
    if not rest.strip():
        return trial_messages.how_to_change(known.id, before.terms)
    wish = read_wish(context, rest, _as_known(context, before))
    edited = _edited(context, known.number)
    return _offer(context, wish, edited)


def cancel(context: Context, argument: str) -> Message:
    """Forget a draft."""
    known = named_draft(context, argument)
    with context.store.write() as tx:
        drafts.end_draft(tx, known.id, "cancelled")
    return trial_messages.cancelled()


def save(context: Context, argument: str) -> Message:
    """Set the alert of a draft, or change the one that it was made for."""
    tried = named_draft(context, argument)
    wish = read_wish(context, tried.text)
    person = context.request.person
    edited = _edited(context, tried.number)
    with context.store.write() as tx:
        known = alerts.get_alerts(tx, person)
        same = _same(known, wish)
        if same is None and edited is None and len(known) >= MOST_ALERTS:
            raise UserError(_full())
        drafts.end_draft(tx, tried.id, "saved")
        if same is not None and (edited is None or same.id != edited.id):
            return trial_messages.saved(
                same, wish.query, context.now, is_new=False, is_changed=False
            )
        if people.get_person(tx, person) is None:
            people.put_person(tx, Person(person, context.request.workspace, context.zone))
        # Who asks to be told is to be tried again.
        people.note_reachable(tx, person)
        if edited:
            alerts.change_alert(tx, edited.id, wish.terms, context.now)
        else:
            alerts.add_alert(tx, context.request.workspace, person, wish.terms, context.now)
        (alert,) = (one for one in alerts.get_alerts(tx, person) if one.query == wish.terms.query)
        write_down_before(context, tx, alert, wish.query)
    is_changed = edited is not None
    return trial_messages.saved(alert, wish.query, context.now, is_new=True, is_changed=is_changed)


def _offer(context: Context, wish: Wish, edited: Alert | None = None) -> Message:
    """Keep a draft and show what it would have brought, with buttons to save it or not."""
    person = context.request.person
    with context.store.read() as tx:
        known = alerts.get_alerts(tx, person)
    same = _same(known, wish)
    if same is not None and (edited is None or same.id != edited.id):
        return trial_messages.saved(same, wish.query, context.now, is_new=False, is_changed=False)
    if edited is None and len(known) >= MOST_ALERTS:
        raise UserError(_full())
    result = try_out(context, wish.query)
    number = edited.number if edited else None
    with context.store.write() as tx:
        kept = drafts.add_draft(tx, person, write_wish(wish.terms), number, context.now)
    return trial_messages.offered(kept.id, number, wish.query, wish.terms, result)


def _same(known: list[Alert], wish: Wish) -> Alert | None:
    """Return the alert that asks the same, however it is written."""
    return next((one for one in known if parse(one.query) == wish.query), None)


def _as_known(context: Context, wish: Wish) -> Alert:
    """Return a draft as if it were an alert, for a change to build on."""
    terms, request = wish.terms, context.request
    return Alert(
        id=0,
        workspace=request.workspace,
        person=request.person,
        number=0,
        query=terms.query,
        created_at=context.now,
        schedule=terms.schedule,
        most=terms.most,
    )


def _edited(context: Context, number: int | None) -> Alert | None:
    if number is None:
        return None
    with context.store.read() as tx:
        known = one_of(alerts.get_alerts(tx, context.request.person), str(number))
    if known is None:
        raise UserError(f"Alert {number} was removed meanwhile. Set it again: /papers alert add …")
    return known


def _full() -> str:
    return f"You have {MOST_ALERTS} alerts, which is the most. Remove one first: /papers alert list"
