"""Mailboxes that people say are theirs, and the codes that prove it."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, RowMapping, delete, select, update

from bot.model import Destination
from bot.model.mailboxes import Mailbox
from bot.store.database import Transaction
from bot.store.schema import mailboxes
from bot.store.upsert import upsert

CODE_FOR = timedelta(hours=1)
MOST_TRIES = 5


def begin(
    tx: Transaction, mailbox: Destination, person: Destination, wanted: str, now: datetime
) -> str:
    """Write down that somebody wants mail there; return the code that will prove it theirs."""
    code = f"{secrets.randbelow(1_000_000):06}"
    fresh = {"wanted": wanted, "code": code, "code_until": now + CODE_FOR, "tries": 0}
    key = {"mailbox": str(mailbox), "person": str(person)}
    upsert(tx, mailboxes, key, fresh | {"takes_alerts": False, "closed": ""}, fresh)
    return code


def confirm(tx: Transaction, person: Destination, code: str, now: datetime) -> Mailbox | None:
    """Give the mailbox that a code was sent to to its person; None where the code is wrong.

    Every wrong one is counted, and after a few none is taken any more.
    """
    waiting = [
        one
        for one in mailboxes_of(tx, person, is_confirmed=None)
        if one.code and one.code_until > now and one.tries < MOST_TRIES
    ]
    for one in waiting:
        if secrets.compare_digest(one.code, code):
            _change(tx, one, code="", confirmed_at=now, closed="")
            return one
    for one in waiting:
        _change(tx, one, tries=one.tries + 1)
    return None


def mailboxes_of(
    tx: Transaction, person: Destination, is_confirmed: bool | None = True
) -> list[Mailbox]:
    """Return somebody's mailboxes, those that wait for their code only where asked for."""
    statement = select(mailboxes).where(mailboxes.c.person == str(person))
    rows = tx.execute(statement.order_by(mailboxes.c.mailbox)).mappings()
    known = [_mailbox(row) for row in rows]
    return [one for one in known if is_confirmed in (None, one.confirmed_at is not None)]


def alert_mailbox(tx: Transaction, person: Destination) -> Destination | None:
    """Return where somebody's alerts go by mail, None where they stay in the chat."""
    taking = (one for one in mailboxes_of(tx, person) if one.takes_alerts and not one.closed)
    return next((one.mailbox for one in taking), None)


def set_alerts(tx: Transaction, one: Mailbox, *, takes: bool) -> None:
    """Send somebody's alerts to a mailbox, or leave them in the chat."""
    _change(tx, one, takes_alerts=takes)


def close(tx: Transaction, mailbox: Destination, reason: str) -> None:
    """Write down that a mailbox refuses mail: what went there goes to the chat again."""
    statement = update(mailboxes).where(mailboxes.c.mailbox == str(mailbox))
    tx.execute(statement.values(closed=reason))


def remove(tx: Transaction, one: Mailbox) -> None:
    """Forget that a mailbox is somebody's."""
    tx.execute(delete(mailboxes).where(*_is(one)))


def people_of(tx: Transaction, mailbox: Destination) -> list[Mailbox]:
    """Return whose a mailbox is; none for what is no mailbox that anybody confirmed."""
    statement = select(mailboxes).where(
        mailboxes.c.mailbox == str(mailbox), mailboxes.c.confirmed_at.is_not(None)
    )
    return [_mailbox(row) for row in tx.execute(statement).mappings()]


def _change(tx: Transaction, one: Mailbox, **values: object) -> None:
    tx.execute(update(mailboxes).where(*_is(one)).values(**values))


def _is(one: Mailbox) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (mailboxes.c.mailbox == str(one.mailbox), mailboxes.c.person == str(one.person))


def _mailbox(row: RowMapping) -> Mailbox:
    return Mailbox(
        mailbox=Destination.parse(row["mailbox"]),
        person=Destination.parse(row["person"]),
        wanted=row["wanted"],
        code=row["code"],
        code_until=row["code_until"],
        tries=row["tries"],
        confirmed_at=row["confirmed_at"],
        takes_alerts=row["takes_alerts"],
        closed=row["closed"],
    )
