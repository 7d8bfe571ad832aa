"""A message is queued once, claimed by one worker, and never forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from bot.message import Destination, Message
from bot.store import Store, open_store, outbox
from bot.store.outbox import Claim, Key
from tests.conftest import NOW

CHANNEL = Destination("slack", "T1/C1")
OWNER = Destination("slack", "T1/U1")
LEASE = timedelta(seconds=60)


def queue(store: Store, period: str = "2026-11-24", parts: int = 1) -> bool:
    with store.write() as tx:
        messages = [Message(f"part {n}") for n in range(parts)]
        return outbox.queue(tx, Key(CHANNEL, "digest", period), messages, OWNER, NOW)


def claim(store: Store, after: timedelta = timedelta(), limit: int = 100) -> list[Claim]:
    with store.write() as tx:
        return outbox.claim(tx, ["slack"], NOW + after, LEASE, limit)


def test_a_key_is_queued_once(store: Store) -> None:
    assert queue(store)
    assert not queue(store)
    assert len(claim(store)) == 1


def test_a_claimed_delivery_is_nobody_elses_until_its_lease_ends(store: Store) -> None:
    queue(store)
    (first,) = claim(store)
    assert not first.is_doubtful
    assert claim(store, LEASE) == []
    (second,) = claim(store, LEASE * 2)
    assert second.is_doubtful
    assert second.fence > first.fence


def test_a_worker_that_lost_its_lease_cannot_write_what_came_of_it(store: Store) -> None:
    queue(store)
    (slow,) = claim(store)
    (other,) = claim(store, LEASE * 2)
    with store.write() as tx:
        assert not outbox.settle_sent(tx, slow, "1", NOW)
        assert outbox.settle_sent(tx, other, "2", NOW)
    assert claim(store, LEASE * 9) == []


def test_parts_go_out_in_order_one_after_the_other(store: Store) -> None:
    queue(store, parts=3)
    said = []
    for _ in range(3):
        (part,) = claim(store)
        said.append(part.delivery.message.title)
        with store.write() as tx:
            outbox.settle_sent(tx, part, "1", NOW)
    assert said == ["part 0", "part 1", "part 2"]


def test_what_waits_for_a_retry_keeps_its_words_and_its_marker(store: Store) -> None:
    queue(store)
    (first,) = claim(store)
    with store.write() as tx:
        outbox.settle_later(tx, first, NOW + LEASE, "busy", is_doubtful=False)
    assert claim(store) == []
    (again,) = claim(store, LEASE)
    assert again.delivery == first.delivery
    assert (again.attempts, again.is_doubtful) == (2, False)


def test_an_ambiguous_delivery_stays_doubtful_until_settled(store: Store) -> None:
    queue(store)
    (first,) = claim(store)
    with store.write() as tx:
        outbox.settle_later(tx, first, NOW, "dropped", is_doubtful=True)
    (second,) = claim(store)
    assert second.is_doubtful


def test_holding_back_a_destination_delays_all_that_waits_there(store: Store) -> None:
    queue(store, "2026-11-24")
    queue(store, "2026-11-25")
    with store.write() as tx:
        outbox.hold_back(tx, CHANNEL, NOW + LEASE)
    assert claim(store) == []
    assert len(claim(store, LEASE)) == 2


def test_workers_of_four_processes_share_many_rows_without_overlap(
    each_address: str, tmp_path: Path
) -> None:
    stores = [open_store(each_address, tmp_path) for _ in range(4)]
    for n in range(100):
        queue(stores[0], f"day {n}")

    def drain(store: Store) -> list[int]:
        taken: list[int] = []
        while claims := claim(store, limit=7):
            taken += [one.delivery.id for one in claims]
        return taken

    with ThreadPoolExecutor(4) as pool:
        shares = list(pool.map(drain, stores))
    for store in stores:
        store.close()
    taken = [row for share in shares for row in share]
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 100
