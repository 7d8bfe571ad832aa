"""Times and days: read as people type them, and reckoned with whatever clocks do."""

from bot.calendar.recurrence import (
    DAY_NAMES,
    EVERY_DAY,
    WEEKDAYS,
    local_date,
    local_instant,
    next_run,
)

__all__ = [
    "DAY_NAMES",
    "EVERY_DAY",
    "WEEKDAYS",
    "local_date",
    "local_instant",
    "next_run",
]
