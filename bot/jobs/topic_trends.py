"""How topics move: how many papers on each were published, week by week."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from bot.message import TopicTrend
from bot.query import parse
from bot.search import Search
from bot.store import Store, papers

WEEKS = 12
MOST_TOPICS = 5
MOST_PAPERS = 5000
"""The newest papers on a topic that are counted."""

USUAL = ("agents", "reasoning", "diffusion", "video", "robotics")
"""What is shown to whoever names no topic."""


def split_topics(written: str) -> tuple[str, ...]:
    """Read "lora, video generation" as topics, each once."""
    named = dict.fromkeys(" ".join(one.split())[:80] for one in written.split(","))
    return tuple(filter(None, named))[:MOST_TOPICS] or USUAL


def count_topics(
    store: Store, search: Search, topics: Sequence[str], today: date
) -> tuple[TopicTrend, ...]:
    """Count the papers on some topics in the last whole weeks, the oldest week first."""
    monday = today - timedelta(days=today.weekday())
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS, 0, -1)]
    return tuple(_count(store, search, topic, weeks) for topic in topics)


def _count(store: Store, search: Search, topic: str, weeks: Sequence[date]) -> TopicTrend:
    until = weeks[-1] + timedelta(days=6)
    query = parse(f"({topic}) since:{weeks[0]} until:{until}")
    ids = [] if parse(topic).is_empty else search.select(query, MOST_PAPERS)
    with store.read() as tx:
        days = papers.get_published(tx, ids).values()
    counts = Counter(day - timedelta(days=day.weekday()) for day in days if day)
    return TopicTrend(topic, tuple((week, counts[week]) for week in weeks))
