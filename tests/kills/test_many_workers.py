"""Several workers at once, paused and stopped in the middle: each message is sent once."""

import signal
from datetime import timedelta
from time import sleep

import pytest

from tests.kills.fleet import Nursery
from tests.kills.town import LEASE, Town

AT_ONCE = timedelta(0)


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_on_five_hundred_due_rows_send_each_once(
    town: Town, nursery: Nursery, workers: int
) -> None:
    town.queue(500)
    pids = [nursery.begin(**town.order(after=AT_ONCE)) for _ in range(workers)]
    assert [nursery.wait(pid) for pid in pids] == [0] * workers
    assert len(town.platform.taken) == 500
    assert town.platform.doubles() == []
    assert town.states() == {"sent": 500}


def test_four_workers_plan_each_digest_once(town: Town, nursery: Nursery) -> None:
    town.settle(channels=60, people=0)
    town.new_day(papers=5)
    pids = [nursery.begin(**town.order(after=AT_ONCE)) for _ in range(4)]
    assert [nursery.wait(pid) for pid in pids] == [0] * 4
    # A part that came due when its worker had just ended its round waits for the next round.
    assert nursery.wait(nursery.begin(**town.order())) == 0
    assert len(town.platform.taken) == 60
    assert town.platform.doubles() == []
    assert town.states() == {"sent": 60}


# At these places no transaction is open: one that is stopped would keep SQLite's lock.
@pytest.mark.parametrize(
    ("place", "counts"),
    [
        ("after commit", (1, 1)),
        ("before send", (1, 12)),
        ("send under way", (1, 1)),
        ("after send", (1, 1)),
    ],
)
def test_a_worker_paused_past_its_lease_sends_nothing_a_second_time(
    town: Town, nursery: Nursery, place: str, counts: tuple[int, int]
) -> None:
    for turn, count in enumerate(counts, start=1):
        town.queue(20, name=f"round {turn}")
        stop = {"trip": place, "count": count, "how": "SIGSTOP"}
        paused = nursery.begin(**town.order(after=AT_ONCE) | stop)
        nursery.await_stop(paused)
        town.hands.turn(LEASE)
        assert nursery.wait(nursery.begin(**town.order(after=AT_ONCE))) == 0
        assert len(town.platform.taken) == turn * 20
        nursery.kill(paused, signal.SIGCONT)
        assert nursery.wait(paused) == 0
    assert town.platform.doubles() == []
    assert town.states() == {"sent": 40}


def test_a_worker_told_to_stop_ends_what_it_began_and_leaves_the_rest_untouched(
    town: Town, nursery: Nursery
) -> None:
    town.platform.delay_s = 0.05
    town.queue(400)
    stopped = nursery.begin(**town.order(after=AT_ONCE))
    while not town.platform.taken:
        sleep(0.005)
    nursery.kill(stopped, signal.SIGTERM)
    assert nursery.wait(stopped) == 0
    states = town.states()
    assert set(states) == {"sent", "pending"}
    assert states["sent"] == len(town.platform.taken)
    # The rest is free at once: nobody waits for a lease.
    assert nursery.wait(nursery.begin(**town.order(after=AT_ONCE))) == 0
    assert town.states() == {"sent": 400}
    assert town.platform.doubles() == []
    assert town.platform.looks == 0
