"""Secrets of platforms: kept encrypted, read by name, and taken once where that matters."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update

from bot.store.database import Transaction
from bot.store.schema import secrets
from bot.store.upsert import upsert


def put_secret(
    tx: Transaction, name: str, workspace: str, content: str, until: datetime | None, now: datetime
) -> None:
    """Keep something encrypted under a name, in place of what was there; drop what is too old.

    It goes when its workspace is purged.
    """
    tx.execute(delete(secrets).where(secrets.c.until <= now))
    news = {"workspace": workspace, "content": content, "until": until}
    upsert(tx, secrets, {"name": name}, news, news)


def get_secret(tx: Transaction, name: str, now: datetime) -> str | None:
    """Return what is kept under a name, None where nothing is, or not any more."""
    statement = select(secrets.c.content).where(secrets.c.name == name, _is_good(now))
    return tx.execute(statement).scalar()


def take_secret(tx: Transaction, name: str, now: datetime) -> str | None:
    """Take something away: of many who try at once, one alone gets it."""
    statement = delete(secrets).where(secrets.c.name == name, _is_good(now))
    return tx.execute(statement.returning(secrets.c.content)).scalar()


def change_secret(tx: Transaction, name: str, known: str, content: str) -> None:
    """Put something else in place of what is known, unless somebody did meanwhile."""
    is_it = (secrets.c.name == name, secrets.c.content == known)
    tx.execute(update(secrets).where(*is_it).values(content=content))


def drop_secret(tx: Transaction, name: str) -> None:
    """Forget something."""
    tx.execute(delete(secrets).where(secrets.c.name == name))


def _is_good(now: datetime) -> ColumnElement[bool]:
    return or_(secrets.c.until.is_(None), secrets.c.until > now)
