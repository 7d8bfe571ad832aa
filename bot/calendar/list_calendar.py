"""When the daily lists of a source begin, close and are worth another look: its calendar."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))
WORKING_DAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class ListCalendar:
    """The days of a source.

    The list of a day begins `begins` after (or before) its midnight in the source's zone, and
    closes when the next one begins. It is asked for every `again` while it fills, on days without
    a list every `again_off_days` (None: never), and once more each `late_looks` after its closing.
    One that `comes_whole` is complete as soon as it holds papers; an empty one of those is
    certain from `certain_at` on. `keeps_coming` says that it is asked for all day even so.
    """

    zone: ZoneInfo
    begins: timedelta = timedelta()
    weekdays: frozenset[int] = EVERY_DAY
    again: timedelta = timedelta(minutes=20)
    again_off_days: timedelta | None = None
    late_looks: tuple[timedelta, ...] = ()
    comes_whole: bool = False
    keeps_coming: bool = False
    certain_at: time = time()

    def current_day(self, now: datetime) -> date:
        """Return the day whose list is filling at an instant (aware)."""
        return (now.astimezone(self.zone).replace(tzinfo=None) - self.begins).date()

    def has_list(self, day: date) -> bool:
        """Tell whether a list is to be expected on a day."""
        return day.weekday() in self.weekdays

    def is_asked_on(self, day: date) -> bool:
        """Tell whether a day's list is asked for at all."""
        return self.has_list(day) or self.again_off_days is not None

    def is_closed(self, day: date, now: datetime) -> bool:
        """Tell whether the list of a day takes no more papers."""
        return day < self.current_day(now)

    def closes_at(self, day: date) -> datetime:
        """Return the instant (UTC) at which the list of a day takes no more papers."""
        midnight = datetime.combine(day + timedelta(days=1), time())
        return (midnight + self.begins).replace(tzinfo=self.zone).astimezone(UTC)

    def is_whole(self, day: date, now: datetime, papers: int) -> bool:
        """Tell whether an answer with so many papers is all that the list will ever hold."""
        if not self.comes_whole:
            return self.is_closed(day, now)
        return bool(papers) or now.astimezone(self.zone).time() >= self.certain_at
