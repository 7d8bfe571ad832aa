"""Editions: what each run of a standing order came to, made or skipped, and why.

An edition that has room left stays open while its lists fill, and is edited when papers come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, select, tuple_, update

from bot.model import Destination
from bot.store.database import Transaction
from bot.store.schema import editions
from bot.store.upsert import insert_if_absent

Place = tuple[str, str]
"""What tells an edition from all others: its destination and its period, as in the outbox."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition for a destination; `skipped_because` is empty for one that was made.

    It was picked from the lists of `first_day` to `last_day`, from `considered` papers, and
    `grown_by` papers entered it after it was made.
    `open_until` (UTC) is when its lists have closed, None once nothing more can enter it.
    `beside` is what stands beside its highlights, as `bot.jobs.edition_sections` wrote it.
    """

    destination: Destination
    period: str
    topic: str
    name_day: date
    run_at: datetime
    made_at: datetime
    top: int = 0
    first_day: date | None = None
    last_day: date | None = None
    paper_ids: tuple[str, ...] = ()
    considered: int = 0
    grown_by: int = 0
    is_late: bool = False
    open_until: datetime | None = None
    skipped_because: str = ""
    beside: Mapping[str, Any] = field(default_factory=dict)


def record_editions(tx: Transaction, made: Iterable[Edition]) -> None:
    """Write editions down; one that is there already stays as it is."""
    for edition in made:
        row = {name: getattr(edition, name) for name in _COLUMNS}
        row["beside"] = dict(edition.beside)
        insert_if_absent(tx, editions, row | {"destination": str(edition.destination)})


def get_editions(tx: Transaction, destination: Destination, limit: int = 30) -> list[Edition]:
    """Return a destination's newest editions, the newest first."""
    statement = select(editions).where(editions.c.destination == str(destination))
    newest = statement.order_by(editions.c.run_at.desc()).limit(limit)
    return [_edition(row) for row in tx.execute(newest).mappings()]


def open_editions(
    tx: Transaction, now: datetime, after: Place = ("", ""), limit: int = 500
) -> list[Edition]:
    """Return editions that may still grow, by place, past the one at `after`."""
    place = tuple_(editions.c.destination, editions.c.period)
    is_open = editions.c.open_until.is_not(None) & (editions.c.open_until > now)
    statement = select(editions).where(is_open, place > after)
    ordered = statement.order_by(editions.c.destination, editions.c.period).limit(limit)
    return [_edition(row) for row in tx.execute(ordered).mappings()]


def lock_edition(tx: Transaction, edition: Edition) -> Edition | None:
    """Return an edition as it stands, for this transaction alone to change; None if it is gone."""
    statement = select(editions).where(*_is(edition)).with_for_update()
    row = tx.execute(statement).mappings().first()
    return _edition(row) if row else None


def grow_edition(tx: Transaction, grown: Edition) -> None:
    """Write down what has entered an edition, and until when more may."""
    news = {
        "paper_ids": list(grown.paper_ids),
        "considered": grown.considered,
        "grown_by": grown.grown_by,
        "open_until": grown.open_until,
    }
    tx.execute(update(editions).where(*_is(grown)).values(news))


def close_editions(tx: Transaction, destination: Destination, topic: str) -> list[str]:
    """Let the open editions of an order grow no more; return the periods of all its editions."""
    is_of_order = (editions.c.destination == str(destination)) & (editions.c.topic == topic)
    tx.execute(update(editions).where(is_of_order).values(open_until=None))
    return list(tx.execute(select(editions.c.period).where(is_of_order)).scalars())


def close_old_editions(tx: Transaction, now: datetime) -> None:
    """Take editions whose lists have closed from those that may grow."""
    is_over = editions.c.open_until.is_not(None) & (editions.c.open_until <= now)
    tx.execute(update(editions).where(is_over).values(open_until=None))


def forget_editions(tx: Transaction, before: datetime, limit: int = 1000) -> int:
    """Remove editions that were made before a moment; return how many."""
    old = select(editions.c.destination, editions.c.period).where(editions.c.made_at < before)
    place = tuple_(editions.c.destination, editions.c.period)
    return tx.execute(delete(editions).where(place.in_(old.limit(limit)))).rowcount


_COLUMNS = [column.name for column in editions.columns if column.name != "destination"]


def _is(edition: Edition) -> tuple[ColumnElement[bool], ...]:
    return (
        editions.c.destination == str(edition.destination),
        editions.c.period == edition.period,
    )


def _edition(row: RowMapping) -> Edition:
    known = {name: row[name] for name in _COLUMNS}
    return Edition(
        destination=Destination.parse(row["destination"]),
        **known | {"paper_ids": tuple(row["paper_ids"])},
    )
