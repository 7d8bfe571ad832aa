"""Papers and their listings: one row a paper, however many sources and days name it."""

from bot.store.papers.adding import BATCH, Added, add_papers
from bot.store.papers.looking import (
    count_papers,
    get_listings,
    get_papers,
    listed_between,
    listed_days,
    listed_ids,
    listed_since,
    read_changes,
    work_of,
)
from bot.store.papers.removing import remove_papers
from bot.store.papers.revisions import current_revision

__all__ = [
    "BATCH",
    "Added",
    "add_papers",
    "count_papers",
    "current_revision",
    "get_listings",
    "get_papers",
    "listed_between",
    "listed_days",
    "listed_ids",
    "listed_since",
    "read_changes",
    "remove_papers",
    "work_of",
]
