"""Papers and their listings: one row a paper, however many sources and days name it."""

from bot.store.papers.additions import BATCH, Added, add_papers
from bot.store.papers.lookups import (
    count_papers,
    get_listings,
    get_papers,
    get_published,
    listed_between,
    listed_days,
    listed_ids,
    listed_since,
    newest_papers,
    read_changes,
    recent_works,
    work_of,
)
from bot.store.papers.news import (
    Listed,
    News,
    began_at,
    newest_news_day,
    news_between,
    news_of,
    read_news,
)
from bot.store.papers.removal import remove_papers
from bot.store.papers.revisions import current_revision
from bot.store.papers.works import roots_of

__all__ = [
    "BATCH",
    "Added",
    "Listed",
    "News",
    "add_papers",
    "began_at",
    "count_papers",
    "current_revision",
    "get_listings",
    "get_papers",
    "get_published",
    "listed_between",
    "listed_days",
    "listed_ids",
    "listed_since",
    "newest_news_day",
    "newest_papers",
    "news_between",
    "news_of",
    "read_changes",
    "read_news",
    "recent_works",
    "remove_papers",
    "roots_of",
    "work_of",
]
