"""Counts over time: what changed is kept, a few points for ever."""

from datetime import UTC, datetime, timedelta

from bot.model import Arrival, Authority, Signal
from bot.store import Store, papers, signals
from tests.conftest import NOW, make_paper


def count(store: Store, at: datetime, upvotes: int | None, told_at: datetime | None = None) -> None:
    arrival = Arrival(make_paper(upvotes=upvotes), None, Authority.LIST, told_at)
    with store.write() as tx:
        papers.add_papers(tx, [arrival], at)


def series(store: Store) -> list[tuple[datetime, int | None]]:
    with store.read() as tx:
        points = signals.get_signals(tx, ["2405.00001"]).get("2405.00001", ())
    return [(point.at, point.upvotes) for point in points]


def test_each_change_of_a_count_is_a_point(store: Store) -> None:
    for hours, upvotes in enumerate([12, 12, 40, 40, 180]):
        count(store, NOW + timedelta(hours=hours), upvotes)
    points = [((at - NOW) / timedelta(hours=1), upvotes) for at, upvotes in series(store)]
    assert points == [(0, 12), (2, 40), (4, 180)]


def test_a_paper_without_counts_has_no_points(store: Store) -> None:
    count(store, NOW, None)
    assert series(store) == []


def test_an_old_record_that_comes_late_takes_its_place_in_time(store: Store) -> None:
    count(store, NOW, 180)
    count(store, NOW, 12, told_at=NOW - timedelta(days=2))
    assert series(store) == [(NOW - timedelta(days=2), 12), (NOW, 180)]
    with store.read() as tx:
        assert papers.get_papers(tx, ["2405.00001"])["2405.00001"].upvotes == 180


def test_the_series_is_bounded_and_keeps_both_ends(store: Store) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for step in range(300):
        at = start + timedelta(hours=5 * step)
        points = [Signal(start + timedelta(hours=5 * n), n) for n in range(step + 1)]
        kept = signals.thin(points, at)
        assert kept[0] == points[0]
        assert kept[-1] == points[-1]
        assert len(kept) <= 60
    again = signals.thin(kept, at)
    assert again == kept


def test_what_is_thinned_is_taken_out_of_the_store(store: Store) -> None:
    for minutes in range(0, 60, 10):
        count(store, NOW + timedelta(minutes=minutes), minutes)
    kept = [(at - NOW) / timedelta(minutes=1) for at, _ in series(store)]
    assert kept == [0, 30, 50]
