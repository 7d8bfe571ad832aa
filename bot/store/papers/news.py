"""What changed lately among works, for whoever tells people what is new."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from bot.model import Paper
from bot.store.database import Transaction
from bot.store.papers.lookups import work_of
from bot.store.papers.paper_rows import paper_of
from bot.store.schema import listings, papers

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """A place on a source's list, and when it was first seen there (UTC)."""

    source: str
    day: date
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """A work that changed: when it was first stored, and where it is listed."""

    paper: Paper
    added_at: datetime
    listed: tuple[Listed, ...] = ()

    @property
    def day(self) -> date | None:
        """The newest day that lists it, else the day it was published."""
        return max((one.day for one in self.listed), default=self.paper.published)


def read_news(tx: Transaction, after: int, limit: int) -> tuple[list[News], int]:
    """Return works that changed past a revision of the papers, and up to which it was read.

    A change of a paper that another stands for is none of its own; removed papers are no news.
    """
    statement = select(papers).where(papers.c.revision > after).order_by(papers.c.revision)
    rows = tx.execute(statement.limit(limit)).mappings().all()
    works = [row for row in rows if not row["is_removed"] and not row["same_as"]]
    listed = _listed(tx, [row["id"] for row in works])
    news = [News(paper_of(row), row["added_at"], listed.get(row["id"], ())) for row in works]
    return news, rows[-1]["revision"] if rows else after


def news_of(tx: Transaction, paper_id: str) -> News | None:
    """Return the same of one stored work."""
    row = tx.execute(select(papers).where(papers.c.id == paper_id)).mappings().first()
    if row is None:
        return None
    return News(paper_of(row), row["added_at"], _listed(tx, [paper_id]).get(paper_id, ()))


def news_between(tx: Transaction, first: date, last: date) -> dict[str, date]:
    """Return the works that were news on some days, each with its newest day.

    These are the listed ones, and those on no list that were published then.
    """
    twin = papers.alias()
    root = work_of(twin)
    statement = (
        select(root.label("root"), func.max(listings.c.day).label("day"))
        .join(listings, listings.c.paper_id == twin.c.id)
        .where(listings.c.day.between(first, last), ~twin.c.is_removed)
        .group_by(root)
    )
    found = {row.root: row.day for row in tx.execute(statement)}
    is_listed = select(listings.c.paper_id).where(listings.c.paper_id == papers.c.id).exists()
    loose = select(papers.c.id, papers.c.published).where(
        papers.c.published.between(first, last), papers.c.same_as == "", ~is_listed
    )
    found.update((row.id, row.published) for row in tx.execute(loose.where(~papers.c.is_removed)))
    return found


def newest_news_day(tx: Transaction, until: date) -> date | None:
    """Return the newest day up to one on which works were listed or published, if there is any."""
    listed = select(func.max(listings.c.day)).where(listings.c.day <= until)
    published = select(func.max(papers.c.published)).where(
        papers.c.published <= until, ~papers.c.is_removed
    )
    newest = (tx.execute(statement).scalar() for statement in (listed, published))
    return max((day for day in newest if day), default=None)


def began_at(tx: Transaction, source: str, day: date | None = None) -> datetime | None:
    """Return when anything of a source's lists, or of one of them, was first stored.

    "" asks for any paper.
    """
    if not source:
        return tx.execute(select(func.min(papers.c.added_at))).scalar()
    statement = select(func.min(listings.c.first_seen_at)).where(listings.c.source == source)
    if day:
        statement = statement.where(listings.c.day == day)
    return tx.execute(statement).scalar()


def _listed(tx: Transaction, works: Collection[str]) -> dict[str, tuple[Listed, ...]]:
    found: dict[str, tuple[Listed, ...]] = {}
    wanted = list(works)
    root = work_of(papers)
    columns = (root.label("root"), listings.c.source, listings.c.day, listings.c.first_seen_at)
    statement = select(*columns).join(papers, papers.c.id == listings.c.paper_id)
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        for row in tx.execute(statement.where(root.in_(part))):
            one = Listed(row.source, row.day, row.first_seen_at)
            found[row.root] = (*found.get(row.root, ()), one)
    return found
