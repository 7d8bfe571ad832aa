"""What was heard already, whichever process heard it: events, signatures, pressed buttons."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from bot.store.database import Transaction
from bot.store.schema import heard
from bot.store.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Sound:
    """Something that may be heard again until a moment, and counts once till then."""

    name: str
    until: datetime


def are_new(tx: Transaction, sounds: Sequence[Sound], now: datetime) -> list[bool]:
    """Tell of each whether it was not heard before, and remember it.

    Of the same one twice among `sounds` the first is new.
    """
    keyed = [(_key(sound.name), sound.until) for sound in sounds]
    fresh = dict(reversed(keyed))
    rows = [{"key": key, "until": until} for key, until in fresh.items()]
    statement = insert_into(tx, heard).values(rows)
    taken = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={"until": statement.excluded.until},
        where=heard.c.until <= now,
    )
    new = set(tx.execute(taken.returning(heard.c.key)).scalars())
    answers = []
    for key, _ in keyed:
        answers.append(key in new)
        new.discard(key)
    return answers


def forget_heard(tx: Transaction, now: datetime) -> None:
    """Forget what may not be heard again any more."""
    tx.execute(delete(heard).where(heard.c.until <= now))


def _key(name: str) -> str:
    """Names hold what people pressed and signatures: only a digest of them is kept."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
