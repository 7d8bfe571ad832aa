"""Writing a schedule so that the reader of times reads the same."""

from collections.abc import Sequence
from datetime import time

from bot.calendar.recurrence import DAY_NAMES, EVERY_DAY, WEEKDAYS
from bot.calendar.timed_text.time_reader import Manner, read_timed
from bot.calendar.timed_text.timed import TimedText
from bot.calendar.timed_text.zone_words import say_zone
from bot.model import Schedule

_SETS = {EVERY_DAY: "daily", WEEKDAYS: "weekdays", EVERY_DAY - WEEKDAYS: "weekends"}


def write_timed(topic: str, schedule: Schedule | None, count: int | None, manner: Manner) -> str:
    """Write `robotics weekdays at 09:00 Europe/Berlin top 5`; no schedule is at once."""
    parts = [_safe(topic, manner)]
    if schedule is None:
        parts.append("at once")
    else:
        parts += _when(schedule)
    if count:
        parts.append(f"top {count}")
    return " ".join(part for part in parts if part)


def _when(schedule: Schedule) -> list[str]:
    words = ["when ready"] if schedule.is_when_ready else []
    words.append(_SETS.get(schedule.weekdays) or f"every {_named(schedule.weekdays)}")
    if schedule.times:
        words.append(f"at {write_times(schedule.times)}")
    return [*words, say_zone(schedule.timezone)]


def write_times(times: Sequence[time]) -> str:
    """Write times of day: "08:00 and 17:00"."""
    return " and ".join(f"{at:%H:%M}" for at in times)


def _named(weekdays: frozenset[int]) -> str:
    return ",".join(DAY_NAMES[day].lower() for day in sorted(weekdays))


def _safe(topic: str, manner: Manner) -> str:
    """Put a topic in brackets where its words would be read as something else."""
    if not topic:
        return ""
    probe = read_timed(f"{topic} at 09:00", manner)
    return topic if probe == TimedText(topic, (time(9),)) else f"({topic})"
