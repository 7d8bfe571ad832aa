"""How people want to be told of papers, and whether they can be."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import RowMapping, select, update

from bot.model import Destination, Person
from bot.store.database import Transaction
from bot.store.schema import people
from bot.store.upsert import upsert

AT_ONCE = 500


def get_people(tx: Transaction, whose: Collection[Destination]) -> dict[Destination, Person]:
    """Return what is known of some people."""
    names = [str(person) for person in whose]
    found: dict[Destination, Person] = {}
    for start in range(0, len(names), AT_ONCE):
        statement = select(people).where(people.c.person.in_(names[start : start + AT_ONCE]))
        for row in tx.execute(statement).mappings():
            person = _person(row)
            found[person.destination] = person
    return found


def get_person(tx: Transaction, destination: Destination) -> Person | None:
    """Return what is known of somebody, None where nothing is."""
    return get_people(tx, [destination]).get(destination)


def put_person(tx: Transaction, person: Person) -> None:
    """Store how somebody wants to be told."""
    quiet_from, quiet_until = person.quiet or (None, None)
    row: dict[str, Any] = {
        "workspace": person.workspace,
        "timezone": person.timezone,
        "quiet_from": f"{quiet_from:%H:%M}" if quiet_from else "",
        "quiet_until": f"{quiet_until:%H:%M}" if quiet_until else "",
        "most_a_day": person.most_a_day,
        "silent_until": person.silent_until,
        "unreachable": person.unreachable,
        "is_told": person.is_told,
    }
    key = {"person": str(person.destination)}
    upsert(tx, people, key, {**row, "counted_on": None, "counted": 0}, row)


def note_unreachable(tx: Transaction, destination: Destination, reason: str) -> None:
    """Write down why somebody cannot be told; they hear of it when they next say something."""
    news = {"unreachable": reason, "is_told": False}
    nobody: dict[str, object] = {
        "workspace": "",
        "timezone": "UTC",
        "quiet_from": "",
        "quiet_until": "",
        "counted": 0,
    }
    upsert(tx, people, {"person": str(destination)}, nobody | news, news)


def note_reachable(tx: Transaction, destination: Destination) -> None:
    """Write down that somebody can be told again."""
    statement = update(people).where(people.c.person == str(destination))
    tx.execute(statement.values(unreachable="", is_told=True))


def note_silent(tx: Transaction, destination: Destination, until: datetime | None) -> None:
    """Write down until when somebody is told nothing."""
    statement = update(people).where(people.c.person == str(destination))
    tx.execute(statement.values(silent_until=until))


def note_told(tx: Transaction, destination: Destination) -> None:
    """Write down that somebody has heard why they are not told of papers."""
    statement = update(people).where(people.c.person == str(destination))
    tx.execute(statement.values(is_told=True))


def counted_today(tx: Transaction, destination: Destination, today: date) -> int:
    """Return how many messages somebody was sent at once on a day of theirs."""
    statement = select(people.c.counted).where(people.c.person == str(destination))
    return int(tx.execute(statement.where(people.c.counted_on == today)).scalar() or 0)


def count(tx: Transaction, destination: Destination, today: date, counted: int) -> None:
    """Write down how many it were."""
    statement = update(people).where(people.c.person == str(destination))
    tx.execute(statement.values(counted_on=today, counted=counted))


def _person(row: RowMapping) -> Person:
    quiet = None
    if row["quiet_from"]:
        quiet = (time.fromisoformat(row["quiet_from"]), time.fromisoformat(row["quiet_until"]))
    return Person(
        destination=Destination.parse(row["person"]),
        workspace=row["workspace"],
        timezone=row["timezone"],
        quiet=quiet,
        most_a_day=row["most_a_day"],
        silent_until=row["silent_until"],
        unreachable=row["unreachable"],
        is_told=row["is_told"],
    )
