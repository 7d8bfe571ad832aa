"""Summaries that a machine wrote: which papers lack one, and keeping it."""

from datetime import datetime

from sqlalchemy import select

from bot.model import MACHINE, Arrival, Authority, Paper
from bot.store.database import Transaction
from bot.store.papers.additions import add_papers
from bot.store.papers.paper_rows import paper_of
from bot.store.schema import papers


def without_summary(tx: Transaction, limit: int) -> list[Paper]:
    """Return the works that changed last among those with an abstract and no summary."""
    statement = (
        select(papers)
        .where(papers.c.ai_summary == "", papers.c.abstract != "", papers.c.same_as == "")
        .where(~papers.c.is_removed)
        .order_by(papers.c.revision.desc())
    )
    return [paper_of(row) for row in tx.execute(statement.limit(limit)).mappings()]


def keep_summary(tx: Transaction, paper_id: str, summary: str, now: datetime) -> None:
    """Keep what a machine wrote of a stored paper; any source's own word counts for more."""
    is_there = select(papers.c.id).where(papers.c.id == paper_id, ~papers.c.is_removed)
    if tx.execute(is_there).first():
        paper = Paper(paper_id, "", ai_summary=summary, summary_by=MACHINE)
        add_papers(tx, [Arrival(paper, authority=Authority.MACHINE)], now)
