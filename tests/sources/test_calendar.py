"""The day boundary: a list of New York, in summer and in winter time."""

from datetime import date, datetime

import pytest

from bot.calendar.list_hours import current_day, has_list, is_closed

BOUNDARY = [
    # Winter time: 21:30 in New York is 02:30 UTC.
    ("2026-01-13T02:29:59+00:00", date(2026, 1, 12)),
    ("2026-01-13T02:30:00+00:00", date(2026, 1, 13)),
    ("2026-01-13T00:10:00+00:00", date(2026, 1, 12)),
    # Summer time: 21:30 in New York is 01:30 UTC.
    ("2026-07-14T01:29:59+00:00", date(2026, 7, 13)),
    ("2026-07-14T01:30:00+00:00", date(2026, 7, 14)),
    ("2026-07-14T00:10:00+00:00", date(2026, 7, 13)),
    # The nights on which the clocks change, 8 March and 1 November 2026.
    ("2026-03-08T02:30:00+00:00", date(2026, 3, 8)),
    ("2026-03-09T01:30:00+00:00", date(2026, 3, 9)),
    ("2026-11-01T01:30:00+00:00", date(2026, 11, 1)),
    ("2026-11-02T02:29:00+00:00", date(2026, 11, 1)),
    # The same instant, told by another zone.
    ("2026-07-14T10:30:00+09:00", date(2026, 7, 14)),
]


@pytest.mark.parametrize(("instant", "day"), BOUNDARY)
def test_the_day_that_is_filling(instant: str, day: date) -> None:
    now = datetime.fromisoformat(instant)
    assert current_day(now) == day
    assert not is_closed(day, now)
    assert is_closed(date.fromordinal(day.toordinal() - 1), now)


def test_there_are_no_lists_at_weekends() -> None:
    week = [date(2026, 11, 23 + n) for n in range(7)]
    assert [has_list(day) for day in week] == [True] * 5 + [False] * 2
