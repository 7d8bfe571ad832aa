"""When somebody is told: the end of their rest, over midnight and through changes of the clock."""

from datetime import time, timedelta

import pytest

from bot.calendar.pace import next_morning, rest_ends_at
from bot.model import Person
from tests.newsroom import ANN, at

NIGHT = (time(22), time(7))
NOON = (time(12), time(13, 30))
SMALL_HOURS = (time(0), time(2, 30))

RESTS = [
    ("before the night", NIGHT, "UTC", "2026-11-24T21:59", None),
    ("as it begins", NIGHT, "UTC", "2026-11-24T22:00", "2026-11-25T07:00"),
    ("before midnight", NIGHT, "UTC", "2026-11-24T23:59", "2026-11-25T07:00"),
    ("at midnight", NIGHT, "UTC", "2026-11-25T00:00", "2026-11-25T07:00"),
    ("in its last minute", NIGHT, "UTC", "2026-11-25T06:59", "2026-11-25T07:00"),
    ("as it ends", NIGHT, "UTC", "2026-11-25T07:00", None),
    ("within a day", NOON, "UTC", "2026-11-24T12:00", "2026-11-24T13:30"),
    ("after noon", NOON, "UTC", "2026-11-24T13:30", None),
    ("from midnight on", SMALL_HOURS, "UTC", "2026-11-24T00:00", "2026-11-24T02:30"),
    ("east of London it is night already", NIGHT, "Asia/Tokyo", "2026-11-24T13:00",
     "2026-11-24T22:00"),
    ("west of it still day", NIGHT, "America/New_York", "2026-11-24T22:00", None),
    ("the longest night of the year", NIGHT, "Europe/Berlin", "2026-10-24T21:00",
     "2026-10-25T06:00"),
    ("the shortest", NIGHT, "Europe/Berlin", "2026-03-28T22:00", "2026-03-29T05:00"),
    ("an end that no clock shows", SMALL_HOURS, "Europe/Berlin", "2026-03-28T23:30",
     "2026-03-29T01:00"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("quiet", "zone", "now", "ends"), [row[1:] for row in RESTS], ids=[row[0] for row in RESTS]
)
def test_rest_ends_by_the_persons_clock(
    quiet: tuple[time, time], zone: str, now: str, ends: str | None
) -> None:
    person = Person(ANN, "slack:T1", zone, quiet=quiet)
    assert rest_ends_at(person, at(now)) == (at(ends) if ends else None)


def test_who_moves_rests_by_the_clock_of_where_they_are() -> None:
    now = at("2026-11-24T20:00")
    assert rest_ends_at(Person(ANN, "slack:T1", "UTC", quiet=NIGHT), now) is None
    there = Person(ANN, "slack:T1", "Asia/Tokyo", quiet=NIGHT)
    assert rest_ends_at(there, now) == now + timedelta(hours=2)


def test_the_next_morning_is_nine_on_the_persons_clock() -> None:
    person = Person(ANN, "slack:T1", "America/New_York")
    assert next_morning(person, at("2026-11-24T15:00")) == at("2026-11-25T14:00")
    assert next_morning(person, at("2026-11-24T13:59")) == at("2026-11-24T14:00")
