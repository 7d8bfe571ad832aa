"""Days, weeks and months as people type them, the past in mind: last friday, week 22, May."""

from bot.calendar.dated_text.day_text import read_day
from bot.calendar.dated_text.span_text import read_month, read_week
from bot.calendar.dated_text.trial_date import Dates

__all__ = ["Dates", "read_day", "read_month", "read_week"]
