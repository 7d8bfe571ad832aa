"""Some days and a topic as “day” takes them: “2024-05-24 to 2024-05-27 on robotics”."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.calendar.dated_text import read_day
from bot.compose import date_messages
from bot.compose.cards import say_day
from bot.errors import UserError

MOST = timedelta(days=92)
"""A quarter: more is searched for, not listed."""


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days from `first` to `end`, one day where there is no end, and what is wanted of them."""

    first: date
    end: date | None = None
    topic: str = ""

    @property
    def only(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    @property
    def last(self) -> date:
        """The last of the days."""
        return self.end or self.first

    @property
    def said(self) -> str:
        """The days in words."""
        return say_day(self.first) + (f" to {say_day(self.last)}" if not self.only else "")


def read_days(written: str, today: date) -> DayRange | None:
    """Read days and a topic; None for what is a single day, or none at all.

    Raises UserError for more days than a list can hold.
    """
    dates, is_about, topic = written.partition(" on ")
    if is_about and (known := _days(dates, today)):
        return DayRange(*known, " ".join(topic.split()))
    known = _days(written, today)
    return DayRange(*known) if known and known[1] else None


def _days(written: str, today: date) -> tuple[date, date | None] | None:
    begin, is_span, end = written.partition(" to ")
    first = read_day(begin, today).only
    last = read_day(end, today).only if is_span else None
    if first is None or (is_span and last is None):
        return None
    if last is None:
        return first, None
    first, last = min(first, last), max(first, last)
    if last - first > MOST:
        raise UserError(date_messages.too_many_days(MOST.days))
    return first, last
