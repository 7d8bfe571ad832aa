"""What each source said when it was last asked for a day's list."""

from dataclasses import asdict, fields
from datetime import date

from sqlalchemy import RowMapping, select

from bot.model import Fetch
from bot.store.database import Transaction
from bot.store.schema import fetches
from bot.store.upsert import upsert


def put_fetch(tx: Transaction, fetch: Fetch) -> None:
    """Write down what is known of a day's list, in the place of what was."""
    row = asdict(fetch)
    key = {name: row.pop(name) for name in ("source", "day")}
    upsert(tx, fetches, key, row, row)


def get_fetch(tx: Transaction, source: str, day: date) -> Fetch | None:
    """Return what is known of a day's list, None where it was never asked for."""
    statement = select(fetches).where(fetches.c.source == source, fetches.c.day == day)
    return _fetch(tx.execute(statement).mappings().first())


def get_fetches(tx: Transaction, source: str, first: date, last: date) -> dict[date, Fetch]:
    """Return what is known of the lists of some days, by day."""
    statement = select(fetches).where(fetches.c.source == source)
    rows = tx.execute(statement.where(fetches.c.day.between(first, last))).mappings()
    return {row["day"]: fetch for row in rows if (fetch := _fetch(row))}


def get_day(tx: Transaction, day: date) -> dict[str, Fetch]:
    """Return what is known of the lists of a day, by source."""
    rows = tx.execute(select(fetches).where(fetches.c.day == day)).mappings()
    return {row["source"]: fetch for row in rows if (fetch := _fetch(row))}


def _fetch(row: RowMapping | None) -> Fetch | None:
    return Fetch(**{one.name: row[one.name] for one in fields(Fetch)}) if row else None
