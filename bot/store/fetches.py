"""What each source said when it was last asked for a day's list."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import RowMapping, select

from bot.store.engine import Transaction
from bot.store.schema import fetches
from bot.store.upsert import upsert


@dataclass(frozen=True, slots=True)
class Fetch:
    """The last try at a day's list; `problem` is empty where it succeeded.

    `fetched_at` is the last success, which a later failure does not erase.
    """

    source: str
    day: date
    papers: int
    problem: str
    tried_at: datetime
    fetched_at: datetime | None


def record_fetch(
    tx: Transaction, source: str, day: date, now: datetime, *, papers: int = 0, problem: str = ""
) -> None:
    """Write down a try; a failure keeps the count and the time of the last success."""
    news: dict[str, object] = {"tried_at": now, "problem": problem}
    if not problem:
        news |= {"papers": papers, "fetched_at": now}
    key = {"source": source, "day": day}
    upsert(tx, fetches, key, {"papers": 0, **news}, news)


def get_fetch(tx: Transaction, source: str, day: date) -> Fetch | None:
    """Return the last try at a day's list, None where it was never asked for."""
    statement = select(fetches).where(fetches.c.source == source, fetches.c.day == day)
    return _fetch(tx.execute(statement).mappings().first())


def latest_fetch(tx: Transaction, source: str) -> Fetch | None:
    """Return the newest try of all days."""
    statement = select(fetches).where(fetches.c.source == source)
    newest = statement.order_by(fetches.c.tried_at.desc()).limit(1)
    return _fetch(tx.execute(newest).mappings().first())


def _fetch(row: RowMapping | None) -> Fetch | None:
    return Fetch(**{one.name: row[one.name] for one in fields(Fetch)}) if row else None
