"""Commands that tell what is on the rise, and what was best."""

from collections.abc import Container
from datetime import timedelta

from bot.calendar.list_hours import current_day
from bot.commands.context import Context
from bot.commands.dated_lists import month, week
from bot.commands.paper_lists import split_page
from bot.compose import trend_messages
from bot.compose.list_messages import PAGE
from bot.errors import UserError
from bot.jobs.trend_reports import trending as rising
from bot.message import Message
from bot.query import Query, parse
from bot.taste.weights import TREND_SPANS

MOST = 30
"""Papers that are called trending at one time."""

ON_TOPIC = 5000
"""The newest papers on a topic that are looked through."""

_OTHER_SPANS = {
    "today": "day",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "ever": "all",
}
TOP_DAYS = {"week": 7, "month": 30, "year": 365, "all": 0}


def trending(context: Context, argument: str) -> Message:
    """Show what gains votes: [day|week|month] [topic]."""
    said, page = split_page(f" {argument}")
    span, topic = _split_span(said.strip(), TREND_SPANS, "day")
    query = _check(topic)
    among = context.search.select(query, ON_TOPIC) if query else None
    with context.store.read() as tx:
        found = rising(tx, TREND_SPANS[span], context.now, MOST, context.request.workspace, among)
    part = found[(page - 1) * PAGE : page * PAGE]
    return trend_messages.trending(part, span, topic, page, len(found) > page * PAGE)


def top(context: Context, argument: str) -> Message:
    """Show the papers with the most votes of a [week|month|year|all], on a topic or on all."""
    said, page = split_page(f" {argument}")
    span, topic = _split_span(said.strip(), TOP_DAYS, "week")
    if not topic and span in ("week", "month"):
        return {"week": week, "month": month}[span](context, f" page {page}")
    _check(topic)
    days = TOP_DAYS[span]
    since = f" since:{current_day(context.now) - timedelta(days=days)}" if days else ""
    asked = f"{_grouped(topic)} upvotes:>0{since} sort:upvotes".strip()
    found = context.search.find(asked, PAGE, (page - 1) * PAGE)
    return trend_messages.top(found, span, topic, page)


def _grouped(topic: str) -> str:
    """Keep an OR of a topic to itself."""
    return f"({topic})" if " OR " in topic else topic


def _check(topic: str) -> Query | None:
    query = parse(topic) if topic else None
    if query and query.problems:
        raise UserError(f"I couldn't read the topic “{topic}”. {query.problems[0]}")
    return query


def _split_span(said: str, spans: Container[str], default: str) -> tuple[str, str]:
    first, _, rest = said.partition(" ")
    named = _OTHER_SPANS.get(first.lower(), first.lower())
    return (named, rest.strip()) if named in spans else (default, said)
