"""Trends: votes by when they came, not by how many there are."""

from datetime import datetime, timedelta

import pytest

from bot.model import Signal
from bot.taste.vote_gain import gained, heat, warmth
from bot.taste.weights import TREND_SPANS
from tests.conftest import NOW

DAY_SPAN, WEEK_SPAN = TREND_SPANS["day"], TREND_SPANS["week"]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def series(*counts: tuple[float, int]) -> list[Signal]:
    """Build points from pairs of hours ago and upvotes."""
    return [Signal(NOW - hours * HOUR, upvotes) for hours, upvotes in counts]


HOTTER = [
    ("more votes in the same time", [(3, 0), (1, 40)], [(3, 0), (1, 10)]),
    ("the same votes later", [(2, 0), (1, 10)], [(20, 0), (19, 10)]),
    ("few now rather than many long ago", [(30, 100), (2, 100), (1, 105)], [(30, 0), (25, 900)]),
    ("votes rather than none", [(30, 50), (1, 51)], [(30, 500), (1, 500)]),
    ("none rather than some taken back", [(30, 50), (1, 50)], [(30, 50), (1, 40)]),
]


@pytest.mark.parametrize(("hot", "cool"), [row[1:] for row in HOTTER], ids=[r[0] for r in HOTTER])
def test_hotter_is(hot: list[tuple[float, int]], cool: list[tuple[float, int]]) -> None:
    assert heat(series(*hot), 0, NOW, DAY_SPAN) > heat(series(*cool), 0, NOW, DAY_SPAN)


def test_a_vote_counts_half_after_the_half_life() -> None:
    for span in TREND_SPANS.values():
        new = heat([Signal(NOW - span.window, 0), Signal(NOW, 0), Signal(NOW, 8)], 0, NOW, span)
        old = [Signal(NOW - span.half_life, 0), Signal(NOW - span.half_life, 8)]
        assert heat(old, 0, NOW, span) == pytest.approx(new / 2)
        assert warmth([NOW - span.half_life], NOW, span) == pytest.approx(0.5)


def test_what_was_gained_before_the_span_does_not_count() -> None:
    points = [Signal(NOW - 10 * DAY, 0), Signal(NOW - 8 * DAY, 300), Signal(NOW - DAY, 300)]
    assert heat(points, 0, NOW, WEEK_SPAN) == 0
    assert warmth([NOW - 8 * DAY], NOW, WEEK_SPAN) == 0


def test_of_a_gain_that_reaches_into_the_span_only_that_share_counts() -> None:
    whole = heat([Signal(NOW - DAY, 0), Signal(NOW, 100)], 0, NOW, DAY_SPAN)
    half = heat([Signal(NOW - 2 * DAY, 0), Signal(NOW, 100)], 0, NOW, DAY_SPAN)
    assert half == pytest.approx(whole / 2)


def test_a_paper_that_was_old_when_it_was_first_counted_gained_nothing() -> None:
    assert heat([Signal(NOW, 500)], 500, NOW, DAY_SPAN) == 0
    assert heat([Signal(NOW, 500)], 0, NOW, DAY_SPAN) == 500


def test_counts_that_are_not_known_change_nothing() -> None:
    known = series((3, 5), (1, 9))
    gap = Signal(NOW - 2 * HOUR, None, 4)
    assert heat([known[0], gap, known[1]], 0, NOW, DAY_SPAN) == heat(known, 0, NOW, DAY_SPAN)
    assert heat([gap], 0, NOW, DAY_SPAN) == 0


GAINS = [
    ([], 0),
    ([(30, 12), (1, 50)], 38),
    ([(30, 12), (25, 20), (1, 50)], 30),
    ([(2, 7)], 7),
    ([(30, 50), (1, 40)], -10),
    ([(50, 50)], 0),
]


@pytest.mark.parametrize(("counts", "gain"), GAINS)
def test_what_was_gained_since_yesterday(counts: list[tuple[float, int]], gain: int) -> None:
    since: datetime = NOW - DAY
    assert gained(series(*counts), 0, since) == gain
