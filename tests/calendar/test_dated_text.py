"""Days, weeks and months as people type them, on Tuesday 24 November 2026."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.calendar.dated_text import Dates, read_day, read_month, read_week
from tests.calendar.typed_times import rows

TODAY = date(2026, 11, 24)

DAYS = """
2024-05-27 => 2024-05-27
2024-5-27 => 2024-05-27
2024/05/27 => 2024-05-27
2024.05.27 => 2024-05-27
20240527 => 2024-05-27
27.5.2024 => 2024-05-27
27.05.24 => 2024-05-27
27/5/2024 => 2024-05-27
5/27/2024 => 2024-05-27
27-05-2024 => 2024-05-27
27 May 2024 => 2024-05-27
27 may 2024 => 2024-05-27
27th May 2024 => 2024-05-27
the 27th of May 2024 => 2024-05-27
May 27 2024 => 2024-05-27
May 27, 2024 => 2024-05-27
May 27th, 2024 => 2024-05-27
Mon 27 May 2024 => 2024-05-27
Monday, 27 May 2024 => 2024-05-27
Monday 2024-05-27 => 2024-05-27
27 May => 2026-05-27
Dec 1 => 2025-12-01
sept 3 => 2026-09-03
29 Feb => 2024-02-29
today => 2026-11-24
yesterday => 2026-11-23
the day before yesterday => 2026-11-22
tomorrow => 2026-11-25
friday => 2026-11-20
last friday => 2026-11-20
last tuesday => 2026-11-17
tuesday => 2026-11-24
this monday => 2026-11-23
on monday => 2026-11-23
3 days ago => 2026-11-21
three days ago => 2026-11-21
a week ago => 2026-11-17
2 weeks ago => 2026-11-10
5/6/2024 => 2024-06-05 2024-05-06
2024-13-01 => + 2024-13-01
31 June 2024 => + 31 june 2024
Tue 27 May 2024 => 2026-11-24 + 27 may 2024
last friday lora => 2026-11-20 + lora
2024-05-27 and more => 2024-05-27 + and more
soon => + soon
may => + may
"""

WEEKS = """
2024-W22 => 2024-05-27
2024-w22 => 2024-05-27
2024W22 => 2024-05-27
2024 W22 => 2024-05-27
W22 => 2026-05-25
w22 2024 => 2024-05-27
22 => 2026-05-25
week 22 => 2026-05-25
22/2024 => 2024-05-27
kw 22 => 2026-05-25
50 => 2025-12-08
last => 2026-11-16
last week => 2026-11-16
this week => 2026-11-23
2024-05-29 => 2024-05-27
29 May 2024 => 2024-05-27
60 => + 60
2024-W60 => + 2024-w60
soon => + soon
"""

MONTHS = """
2024-05 => 2024-05-01
2024-5 => 2024-05-01
2024/05 => 2024-05-01
05/2024 => 2024-05-01
5.2024 => 2024-05-01
may => 2026-05-01
May 2024 => 2024-05-01
2024 May => 2024-05-01
may of 2024 => 2024-05-01
december => 2025-12-01
sept => 2026-09-01
5 => 2026-05-01
last month => 2026-10-01
this month => 2026-11-01
2024-13 => + 2024-13
13 => + 13
march lora => + march lora
"""

READERS: list[tuple[Callable[[str, date], Dates], str, str]] = [
    (reader, typed, meant)
    for reader, table in ((read_day, DAYS), (read_week, WEEKS), (read_month, MONTHS))
    for typed, meant in rows(table)
]


@pytest.mark.parametrize(("reader", "typed", "meant"), READERS)
def test_a_date_is_understood(reader: Callable[[str, date], Dates], typed: str, meant: str) -> None:
    days, _, rest = meant.partition("+")
    read = reader(typed, TODAY)
    assert [str(day) for day in read.days] == days.split()
    assert read.rest == rest.strip() or (not read.days and read.only is None)
