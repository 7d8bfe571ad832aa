"""Several processes write the same things at the same time, and each is there once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from bot.message import Destination
from bot.model import Arrival, Listing, Terms
from bot.store import Store, Transaction, alerts, open_store, papers
from tests.conftest import NOW, make_paper

ANN = Destination("slack", "T1/U1")
PROCESSES = 4


@pytest.fixture
def fleet(each_address: str, tmp_path: Path) -> Iterator[list[Store]]:
    stores = [open_store(each_address, tmp_path) for _ in range(PROCESSES)]
    yield stores
    for store in stores:
        store.close()


def at_once(fleet: list[Store], write: Callable[[Transaction, int], None]) -> None:
    start = Barrier(len(fleet))

    def work(number: int) -> None:
        start.wait()
        with fleet[number].write() as tx:
            write(tx, number)

    with ThreadPoolExecutor(len(fleet)) as pool:
        list(pool.map(work, range(len(fleet))))


def test_a_list_that_two_fetch_at_once_is_stored_once(fleet: list[Store]) -> None:
    day = date(2026, 11, 24)
    arrivals = [
        Arrival(make_paper(f"2611.{n:05d}"), Listing("huggingface", day, n)) for n in range(1, 30)
    ]
    at_once(fleet, lambda tx, _: _ignore(papers.add_papers(tx, arrivals, NOW)))
    with fleet[0].read() as tx:
        assert papers.count_papers(tx) == papers.current_revision(tx) == 29


def test_alerts_that_a_person_sets_at_once_get_numbers_of_their_own(fleet: list[Store]) -> None:
    at_once(
        fleet,
        lambda tx, n: _ignore(alerts.add_alert(tx, "slack:T1", ANN, Terms(f"topic {n % 3}"), NOW)),
    )
    with fleet[0].read() as tx:
        known = alerts.get_alerts(tx, ANN)
    assert [alert.number for alert in known] == [1, 2, 3]
    assert {alert.query for alert in known} == {"topic 0", "topic 1", "topic 2"}


def test_a_new_database_that_all_open_at_once_is_set_up_once(
    each_new_address: str, tmp_path: Path
) -> None:
    start = Barrier(PROCESSES)

    def open_it(_: int) -> int:
        start.wait()
        store = open_store(each_new_address, tmp_path / "new")
        with store.read() as tx:
            count = papers.count_papers(tx)
        store.close()
        return count

    with ThreadPoolExecutor(PROCESSES) as pool:
        assert list(pool.map(open_it, range(PROCESSES))) == [0] * PROCESSES


def _ignore(_result: object) -> None: ...
