"""Keys to people's own pages: a secret each, which a new one takes the place of."""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from bot.model import Destination
from bot.store.database import Transaction
from bot.store.schema import page_keys
from bot.store.upsert import upsert

BYTES = 24


def key_of(tx: Transaction, person: Destination, workspace: str, now: datetime) -> str:
    """Return somebody's key, made where there is none yet."""
    statement = select(page_keys.c.key).where(page_keys.c.person == str(person))
    return tx.execute(statement).scalar() or new_key(tx, person, workspace, now)


def new_key(tx: Transaction, person: Destination, workspace: str, now: datetime) -> str:
    """Return a new key; the one before it opens nothing any more."""
    row = {"workspace": workspace, "key": secrets.token_urlsafe(BYTES), "made_at": now}
    upsert(tx, page_keys, {"person": str(person)}, row, row)
    return str(row["key"])


def owner_of(tx: Transaction, key: str) -> tuple[Destination, str] | None:
    """Return whose key it is, and their workspace; None for a key that opens nothing."""
    statement = select(page_keys.c.person, page_keys.c.workspace).where(page_keys.c.key == key)
    row = tx.execute(statement).first()
    return (Destination.parse(row.person), row.workspace) if row else None


def keys_of(tx: Transaction, names: Collection[str]) -> dict[str, str]:
    """Return the keys of those who have one, by whose they are."""
    statement = select(page_keys.c.person, page_keys.c.key)
    rows = tx.execute(statement.where(page_keys.c.person.in_(names)))
    return {row.person: row.key for row in rows}


def revoke(tx: Transaction, person: Destination) -> None:
    """Let somebody's key open nothing any more."""
    tx.execute(delete(page_keys).where(page_keys.c.person == str(person)))
