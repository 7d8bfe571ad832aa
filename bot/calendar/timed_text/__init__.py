"""Texts that hold times: read for digests and alerts alike, and written so as to be read again."""

from bot.calendar.timed_text.hour_span import read_hours
from bot.calendar.timed_text.time_reader import ALERT, DIGEST, Manner, read_time, read_timed
from bot.calendar.timed_text.time_writer import write_timed
from bot.calendar.timed_text.timed import Doubt, DoubtKind, Offer, TimedText
from bot.calendar.timed_text.zone_words import known_zone, say_zone

__all__ = [
    "ALERT",
    "DIGEST",
    "Doubt",
    "DoubtKind",
    "Manner",
    "Offer",
    "TimedText",
    "known_zone",
    "read_hours",
    "read_time",
    "read_timed",
    "say_zone",
    "write_timed",
]
