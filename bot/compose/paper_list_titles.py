"""What lists of papers are called on pages and in feeds, and the sentences above them."""

from datetime import date

from bot.calendar.periods import Period
from bot.compose.cards import say_day
from bot.compose.list_messages import count_papers
from bot.compose.query_messages import said_back
from bot.model import SearchResult

TRENDING = "Trending papers"
ALERTS = "Papers from your alerts"
TRENDING_LEAD = "What's gaining votes fastest; recent votes count more."
WELL_LIKED_LEAD = "No votes have moved lately, so here's what was liked best on the last lists."
NO_TRENDS = "Nothing has been listed in the last few weeks, so nothing is trending."
ASKS_NOTHING = "There's nothing to look for in that. Try a few words, such as: mixture of experts"
NO_LISTS = "No lists are stored for those days."
NOTHING_STORED = (
    "No papers are stored yet. They come in by themselves, within minutes, while this runs and "
    "can reach Hugging Face."
)

_FIELDS = {"author": "Papers by {}", "org": "Papers from {}", "cat": "Papers in {}"}


def period_title(period: Period) -> str:
    """Name a list of days."""
    if period.name == "week":
        return "Papers of the last 7 days"
    if period.name == "month":
        return "Papers of the last 30 days"
    if period.first == period.last:
        return f"Papers for {say_day(period.first)}"
    if "W" in period.name:
        return f"Papers of the week from {say_day(period.first)}"
    return f"Papers of {period.first:%B} {period.first.year}"


def period_lead(period: Period, count: int) -> str:
    """Say how many papers a longer period brought."""
    return f"{count_papers(count)}, {say_day(period.first)} to {say_day(period.last)}."


def instead_of(reason: str, day: date) -> tuple[str, ...]:
    """Say why a day has no list, and that another is shown in its place."""
    return (reason, f"Here's the newest list before it, of {say_day(day)}.")


def tagged_title(field: str, value: str) -> str:
    """Name the papers of an author, an organisation or a category."""
    return _FIELDS[field].format(value)


def tagged_lead(count: int) -> str:
    """Say how many there are."""
    return f"{count_papers(count)}, newest first." if count else "None are stored yet."


def search_title(found: SearchResult, query: str) -> str:
    """Name what a search found."""
    asked = said_back(found.corrected or found.asked or query)
    if found.is_near:
        return f"Near “{asked}”"
    if not found.hits and not found.total:
        return f"Nothing for “{asked}”"
    return f"{count_papers(found.total)} for “{asked}”"


def search_lead(found: SearchResult) -> tuple[str, ...]:
    """Say what stands between what was asked and what was found; corrections are shown apart."""
    said = list(found.problems)
    if found.is_partial:
        said.append("Some papers are still being indexed, so a few may be missing.")
    if found.is_bare:
        return (*said, NOTHING_STORED)
    if found.asks_nothing:
        return (*said, ASKS_NOTHING)
    if found.is_near:
        return (*said, "No paper holds all of that. These come nearest.")
    if not found.hits:
        return (*said, "Try fewer words, or other ones.")
    return tuple(said)


def similar_title(title: str) -> str:
    """Name the papers like one."""
    return f"Papers like “{title}”"
