"""Everything that is stored about a person: to hand it out, and to forget it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, delete, or_, select, update

from bot.model import Destination
from bot.store.alerts import get_alerts, remove_alert
from bot.store.database import Transaction
from bot.store.mailboxes import mailboxes_of
from bot.store.schema import (
    alerts,
    audits,
    deliveries,
    drafts,
    editions,
    last_lists,
    mailboxes,
    matches,
    page_keys,
    people,
    place_choices,
    reactions,
    saves,
    searches,
    shares,
    shown,
    submissions,
    subscriptions,
    taste_resets,
    tastes,
    titled_links,
    votes,
)

PERSONAL: dict[str, tuple[Table, tuple[str, ...]]] = {
    "alerts": (alerts, ("person",)),
    "drafts of alerts": (drafts, ("person",)),
    "settings": (people, ("person",)),
    "mailboxes": (mailboxes, ("person", "mailbox")),
    "key to your pages": (page_keys, ("person",)),
    "papers that matched": (matches, ("person",)),
    "searches": (searches, ("person",)),
    "lists seen last": (last_lists, ("person",)),
    "votes": (votes, ("person",)),
    "saved papers": (saves, ("person",)),
    "reactions": (reactions, ("person", "destination")),
    "submitted papers": (submissions, ("person", "destination")),
    "submitted links": (titled_links, ("person", "destination")),
    "shared links": (shares, ("person", "destination")),
    "choices of direct messages": (place_choices, ("destination",)),
    "papers liked or not": (tastes, ("person", "destination")),
    "when that was forgotten": (taste_resets, ("person",)),
    "digests set up": (subscriptions, ("owner", "destination")),
    "editions of direct digests": (editions, ("destination",)),
    "papers shown in them": (shown, ("destination",)),
    "messages": (deliveries, ("destination", "owner")),
    "changes to digests": (audits, ("person", "destination")),
}
"""Every table that holds something about people, and the columns that name them."""

_MACHINERY = {
    "revision",
    "marker",
    "code",
    "tries",
    "fence",
    "is_doubtful",
    "counted",
    "counted_on",
}
"""Columns that say nothing about anybody."""


def export(tx: Transaction, person: Destination) -> dict[str, list[dict[str, Any]]]:
    """Return all rows about somebody, by what they are, as plain values for JSON."""
    found = {}
    for name, (table, columns) in PERSONAL.items():
        names_them = or_(*(_column(table, one) == str(person) for one in columns))
        # Its parts are asked for one by one, and must fit together.
        in_order = select(table).where(names_them).order_by(*table.primary_key)
        rows = tx.execute(in_order).mappings()
        found[name] = [
            {key: _plain(value) for key, value in row.items() if key not in _MACHINERY}
            for row in rows
        ]
    return found


def forget(tx: Transaction, person: Destination, now: datetime) -> int:
    """Delete all of it; return how many rows.

    A digest that they set up for others goes on without their name, and what they changed of
    one stays written down without it.
    """
    own = mailboxes_of(tx, person)
    count = sum(forget(tx, one.mailbox, now) for one in own if one.mailbox != person)
    nobody = update(audits).where(audits.c.person == str(person))
    count += tx.execute(nobody.values(person="")).rowcount
    for alert in get_alerts(tx, person):
        remove_alert(tx, alert.id, now)
        count += 1
    for table in (subscriptions, deliveries):
        others = table.c.destination != str(person)
        nameless = update(table).where(table.c.owner == str(person), others)
        count += tx.execute(nameless.values(owner=table.c.destination)).rowcount
    for table, columns in PERSONAL.values():
        for one in columns:
            gone = delete(table).where(_column(table, one) == str(person))
            count += tx.execute(gone).rowcount
    return count


def _column(table: Table, name: str) -> Column[Any]:
    return table.c[name]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime | date) else value
