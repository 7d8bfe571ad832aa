"""Periods can be named, and each knows the ones beside it."""

from datetime import date

import pytest

from bot.calendar.periods import Period, read_period

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("written", "name", "first", "last"),
    [
        ("today", "2026-11-24", "2026-11-24", "2026-11-24"),
        ("Yesterday", "2026-11-23", "2026-11-23", "2026-11-23"),
        ("week", "week", "2026-11-18", "2026-11-24"),
        ("month", "month", "2026-10-26", "2026-11-24"),
        ("2024-05-27", "2024-05-27", "2024-05-27", "2024-05-27"),
        ("2024-W22", "2024-W22", "2024-05-27", "2024-06-02"),
        ("2024w22", "2024-W22", "2024-05-27", "2024-06-02"),
        ("2020-W53", "2020-W53", "2020-12-28", "2021-01-03"),
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12", "2024-12-01", "2024-12-31"),
    ],
)
def test_a_period_is_read_by_its_name(written: str, name: str, first: str, last: str) -> None:
    expected = Period(name, date.fromisoformat(first), date.fromisoformat(last))
    assert read_period(written, TODAY) == expected


@pytest.mark.parametrize(
    "written",
    ["", "lora", "2024-13", "2024-00", "2024-W54", "2024-02-30", "0000-01", "20240527", "٢٠٢٤-05"],
)
def test_what_is_no_period_is_none(written: str) -> None:
    assert read_period(written, TODAY) is None


@pytest.mark.parametrize(
    ("written", "before", "after"),
    [
        ("2024-05-01", "2024-04-30", "2024-05-02"),
        ("2024-W01", "2023-W52", "2024-W02"),
        ("2024-01", "2023-12", "2024-02"),
        ("week", "2026-W47", "2026-W48"),
        ("0001-01-01", None, "0001-01-02"),
        ("9999-12-31", "9999-12-30", None),
    ],
)
def test_the_periods_beside_one_are_of_its_kind(
    written: str, before: str | None, after: str | None
) -> None:
    period = read_period(written, TODAY)
    assert period
    assert (period.before.name if period.before else None) == before
    assert (period.after.name if period.after else None) == after
