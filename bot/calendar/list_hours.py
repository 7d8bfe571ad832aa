"""When Hugging Face's daily lists fill and close: the days that people mean."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar.list_calendar import WORKING_DAYS, ListCalendar
from bot.model import Listing, Paper

NEW_YORK = ZoneInfo("America/New_York")
DAILY = ListCalendar(
    NEW_YORK,
    # The list of day D takes papers until about 21:30 in New York on D, measured over 233 weekdays.
    begins=-timedelta(hours=2, minutes=30),
    weekdays=WORKING_DAYS,
    again_off_days=timedelta(hours=4),
    # The votes that come late.
    late_looks=(timedelta(days=1), timedelta(days=3)),
)


def current_day(now: datetime) -> date:
    """Return the day whose list is filling at an instant (aware)."""
    return DAILY.current_day(now)


def is_closed(day: date, now: datetime) -> bool:
    """Tell whether the list of a day takes no more papers."""
    return DAILY.is_closed(day, now)


def closes_at(day: date) -> datetime:
    """Return the instant (UTC) at which the list of a day takes no more papers."""
    return DAILY.closes_at(day)


def has_list(day: date) -> bool:
    """Tell whether a list is to be expected: there is none on Saturdays and Sundays."""
    return DAILY.has_list(day)


def told_by(paper: Paper, listing: Listing | None) -> datetime:
    """Return when a file's word on a paper was true, as far as the paper itself tells.

    The end of its list, else the day of its version; so that the same file says the same
    whenever it is read, and less than what is fetched later.
    """
    if listing:
        return closes_at(listing.day)
    day = paper.revised or paper.published
    return datetime.combine(day, time(), UTC) if day else datetime.fromtimestamp(0, UTC)
