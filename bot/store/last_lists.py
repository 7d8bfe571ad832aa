"""The last list that a person saw in a place, so that “the second of it” means something."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from bot.model import Destination
from bot.store.database import Transaction
from bot.store.schema import last_lists
from bot.store.upsert import upsert

KEEP = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class LastList:
    """Papers by their number in a list, and the commands of the pages beside it, "" for none."""

    paper_ids: dict[int, str]
    following: str = ""
    previous: str = ""


def put_last_list(
    tx: Transaction,
    workspace: str,
    person: Destination,
    place: Destination,
    seen: LastList,
    now: datetime,
) -> None:
    """Keep what somebody sees as the last list, in the place of the one before."""
    row = {
        "workspace": workspace,
        "paper_ids": {str(number): key for number, key in seen.paper_ids.items()},
        "following": seen.following,
        "previous": seen.previous,
        "at": now,
    }
    upsert(tx, last_lists, {"person": str(person), "place": str(place)}, row, row)


def get_last_list(tx: Transaction, person: Destination, place: Destination) -> LastList | None:
    """Return the last list that somebody saw in a place, None where there was none."""
    named = (last_lists.c.person == str(person), last_lists.c.place == str(place))
    row = tx.execute(select(last_lists).where(*named)).first()
    if row is None:
        return None
    numbered = {int(number): str(key) for number, key in row.paper_ids.items()}
    return LastList(numbered, row.following, row.previous)


def forget_last_lists(tx: Transaction, before: datetime) -> None:
    """Forget what was seen long ago."""
    tx.execute(delete(last_lists).where(last_lists.c.at < before))
