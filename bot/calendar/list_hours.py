"""When Hugging Face's daily lists fill and close."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model import Listing, Paper

NEW_YORK = ZoneInfo("America/New_York")
ROLLS_AT = time(21, 30)
"""The list of day D takes papers until about 21:30 in New York on D, measured over 233 weekdays."""


def current_day(now: datetime) -> date:
    """Return the day whose list is filling at an instant (aware)."""
    local = now.astimezone(NEW_YORK)
    has_rolled = local.time() >= ROLLS_AT
    return local.date() + timedelta(days=has_rolled)


def is_closed(day: date, now: datetime) -> bool:
    """Tell whether the list of a day takes no more papers."""
    return day < current_day(now)


def closes_at(day: date) -> datetime:
    """Return the instant (UTC) at which the list of a day takes no more papers."""
    return datetime.combine(day, ROLLS_AT, NEW_YORK).astimezone(UTC)


def told_by(paper: Paper, listing: Listing | None) -> datetime:
    """Return when a file's word on a paper was true, as far as the paper itself tells.

    The end of its list, else the day of its version; so that the same file says the same
    whenever it is read, and less than what is fetched later.
    """
    if listing:
        return closes_at(listing.day)
    day = paper.revised or paper.published
    return datetime.combine(day, time(), UTC) if day else datetime.fromtimestamp(0, UTC)


def has_list(day: date) -> bool:
    """Tell whether a list is to be expected: there is none on Saturdays and Sundays."""
    return day.weekday() < 5
