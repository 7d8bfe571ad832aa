"""Links on a group's list that lead to no paper of the store: the group gave their titles itself.

They never leave their workspace: the papers of the store are everybody's, and a title that
somebody typed is not.
"""

from datetime import datetime

from sqlalchemy import RowMapping, delete, or_, select, update

from bot.model import Destination, TitledLink
from bot.store.database import Transaction
from bot.store.schema import titled_links
from bot.store.upsert import insert_if_absent


def add_link(tx: Transaction, made: TitledLink) -> TitledLink | None:
    """Put a link on a group's list; return what was there before, also one taken off, if any."""
    row = {
        "workspace": made.workspace,
        "link": made.link,
        "url": made.url,
        "title": made.title,
        "person": str(made.person),
        "name": made.name,
        "destination": str(made.destination),
        "note": made.note,
        "at": made.at,
        "is_removed": made.is_removed,
    }
    if insert_if_absent(tx, titled_links, row):
        return None
    return get_link(tx, made.workspace, made.link)


def get_link(tx: Transaction, workspace: str, link: str) -> TitledLink | None:
    """Return a link of a group's list, also one that was taken off."""
    is_it = (titled_links.c.workspace == workspace) & (titled_links.c.link == link)
    row = tx.execute(select(titled_links).where(is_it)).mappings().first()
    return _link(row) if row else None


def links_since(
    tx: Transaction, workspace: str, since: datetime, place: Destination
) -> list[TitledLink]:
    """Return the links that may be seen in a place, as submissions may, the newest first."""
    c = titled_links.c
    is_seen = or_(c.destination == c.person, c.destination == str(place))
    is_listed = (c.workspace == workspace) & (c.at >= since) & ~c.is_removed & is_seen
    rows = tx.execute(select(titled_links).where(is_listed).order_by(c.at.desc())).mappings()
    return [_link(row) for row in rows]


def drop_link(tx: Transaction, workspace: str, link: str) -> None:
    """Forget a link, so that anybody may submit it again."""
    c = titled_links.c
    tx.execute(delete(titled_links).where(c.workspace == workspace, c.link == link))


def take_off(tx: Transaction, workspace: str, link: str) -> None:
    """Take a link off the list for good."""
    c = titled_links.c
    is_it = (c.workspace == workspace) & (c.link == link)
    tx.execute(update(titled_links).where(is_it).values(is_removed=True))


def _link(row: RowMapping) -> TitledLink:
    return TitledLink(
        workspace=row["workspace"],
        link=row["link"],
        url=row["url"],
        title=row["title"],
        person=Destination.parse(row["person"]),
        destination=Destination.parse(row["destination"]),
        at=row["at"],
        name=row["name"],
        note=row["note"],
        is_removed=row["is_removed"],
    )
