"""A message is queued once, claimed by one worker, and never forgotten."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.errors import Scope
from bot.message import Destination, Message, Sent
from bot.store import Store, open_store, outbox
from bot.store.outbox import Claim, Key
from bot.store.outbox.outbox_retention import KEEP_CONTENT, KEEP_KEYS, KEEP_WAITING
from bot.store.schema import deliveries
from tests.conftest import NOW

CHANNEL = Destination("slack", "T1/C1")
OWNER = Destination("slack", "T1/U1")
TEAM = "slack:T1"
LEASE, SECOND = timedelta(seconds=60), timedelta(seconds=1)
DIGEST = Key(CHANNEL, "digest", "2026-11-24")


def queue(
    store: Store, period: str = "2026-11-24", parts: int = 1, place: Destination = CHANNEL
) -> bool:
    key, team = Key(place, "digest", period), str(place).partition("/")[0]
    with store.write() as tx:
        messages = [Message(f"part {n}") for n in range(parts)]
        return outbox.queue(tx, key, messages, OWNER, NOW, workspace=team)


def claim(store: Store, after: timedelta = timedelta(), limit: int = 100) -> list[Claim]:
    with store.write() as tx:
        return outbox.claim(tx, ["slack", "discord"], NOW + after, LEASE, limit)


def send_all(store: Store) -> list[str]:
    """Send what is due until nothing is; return the titles in order."""
    titles: list[str] = []
    while claims := claim(store):
        titles += [one.delivery.message.title for one in claims]
        settle(store, claims)
    return titles


def settle(store: Store, claims: Iterable[Claim]) -> int:
    with store.write() as tx:
        return outbox.settle_sent(tx, [(one, f"id of {one.delivery.id}") for one in claims], NOW)


def shut(store: Store, scope: Scope, place: Destination = CHANNEL) -> None:
    team = str(place).partition("/")[0]
    with store.write() as tx:
        outbox.shut_gate(tx, scope, place, team, NOW + LEASE, NOW)


def places(claims: Iterable[Claim]) -> set[str]:
    return {one.delivery.destination.address for one in claims}


def test_a_key_is_queued_once(store: Store) -> None:
    assert queue(store)
    assert not queue(store)
    assert len(claim(store)) == 1


def test_a_claimed_delivery_is_nobody_elses_until_its_lease_ends(store: Store) -> None:
    queue(store)
    (first,) = claim(store)
    assert not first.is_doubtful
    assert claim(store, LEASE - SECOND) == []
    (second,) = claim(store, LEASE)
    assert second.is_doubtful
    assert second.fence > first.fence


def test_a_worker_that_lost_its_lease_cannot_write_what_came_of_it(store: Store) -> None:
    queue(store)
    (slow,) = claim(store)
    (other,) = claim(store, LEASE * 2)
    with store.write() as tx:
        assert outbox.settle_sent(tx, [(slow, "1")], NOW) == 0
        assert not outbox.settle_dead(tx, slow, "no", NOW)
        assert not outbox.settle_later(tx, slow, NOW, "no", is_doubtful=True)
        assert outbox.settle_sent(tx, [(other, "2")], NOW) == 1
    assert claim(store, LEASE * 9) == []


def test_parts_go_out_in_order_one_after_the_other(store: Store) -> None:
    queue(store, parts=3)
    assert [one.delivery.message.title for one in claim(store)] == ["part 0"]
    assert claim(store) == []
    assert claim(store, LEASE - SECOND) == []


def test_parts_wait_for_no_part_that_is_settled(store: Store) -> None:
    queue(store, parts=3)
    (first,) = claim(store)
    with store.write() as tx:
        outbox.settle_held(tx, first, "nobody can look", NOW)
    assert send_all(store) == ["part 1", "part 2"]


def test_what_waits_for_a_retry_keeps_its_words_and_its_marker(store: Store) -> None:
    queue(store)
    (first,) = claim(store)
    with store.write() as tx:
        outbox.settle_later(tx, first, NOW + LEASE, "busy", is_doubtful=False)
    assert claim(store) == []
    (again,) = claim(store, LEASE)
    assert again.delivery == replace(first.delivery, first_tried_at=NOW + LEASE)
    assert (again.attempts, again.is_doubtful) == (2, False)


def test_an_ambiguous_delivery_stays_doubtful_until_settled(store: Store) -> None:
    queue(store)
    (first,) = claim(store)
    with store.write() as tx:
        outbox.settle_later(tx, first, NOW, "dropped", is_doubtful=True)
    (second,) = claim(store)
    assert second.is_doubtful


def test_a_shut_gate_holds_back_one_place_and_no_other(store: Store) -> None:
    queue(store)
    queue(store, place=Destination("slack", "T1/C2"))
    shut(store, "destination")
    assert places(claim(store)) == {"T1/C2"}
    assert places(claim(store, LEASE)) >= {"T1/C1"}


def test_a_gate_holds_back_what_is_queued_behind_it_later(store: Store) -> None:
    shut(store, "workspace")
    queue(store)
    queue(store, place=Destination("slack", "T2/C1"))
    assert places(claim(store)) == {"T2/C1"}


def test_a_gate_before_a_platform_leaves_the_others_alone(store: Store) -> None:
    for place in (CHANNEL, Destination("slack", "T2/C1"), Destination("discord", "7")):
        queue(store, place=place)
    shut(store, "platform")
    assert places(claim(store)) == {"7"}


def test_a_gate_that_is_shut_for_longer_stays_so(store: Store) -> None:
    queue(store)
    shut(store, "destination")
    with store.write() as tx:
        outbox.shut_gate(tx, "destination", CHANNEL, TEAM, NOW + SECOND, NOW)
    assert claim(store, SECOND * 2) == []


def test_many_places_of_a_workspace_that_must_wait_make_all_of_it_wait(store: Store) -> None:
    for n in range(1, 5):
        queue(store, place=Destination("slack", f"T1/C{n}"))
    queue(store, place=Destination("slack", "T2/C1"))
    for n in range(1, 4):
        shut(store, "destination", Destination("slack", f"T1/C{n}"))
    assert places(claim(store)) == {"T2/C1"}


def test_a_try_that_only_met_a_rate_limit_does_not_count(store: Store) -> None:
    queue(store)
    (first,) = claim(store)
    with store.write() as tx:
        outbox.settle_later(tx, first, NOW, "slow down", is_doubtful=False, counts=False)
    assert [one.attempts for one in claim(store)] == [1]


def test_what_waits_for_a_place_can_be_suppressed_with_a_reason(store: Store) -> None:
    queue(store, "2026-11-23")
    in_hand = claim(store)
    queue(store)
    queue(store, place=Destination("slack", "T1/C2"))
    queue(store, place=Destination("slack", "T2/C1"))
    with store.write() as tx:
        assert outbox.suppress_waiting(tx, CHANNEL, "unsubscribed", NOW) == 1
    assert places(claim(store)) == {"T1/C2", "T2/C1"}
    assert settle(store, in_hand) == 1


def test_all_that_waits_for_a_workspace_can_be_suppressed(store: Store) -> None:
    for address in ("T1/C1", "T1/C2", "T2/C1"):
        queue(store, place=Destination("slack", address))
    with store.write() as tx:
        assert outbox.suppress_waiting(tx, TEAM, "uninstalled", NOW) == 2
    assert places(claim(store)) == {"T2/C1"}


def revise(store: Store, *titles: str) -> str:
    with store.write() as tx:
        return outbox.revise(tx, DIGEST, [Message(title) for title in titles], NOW)


def with_thread(*below: str, title: str = "head") -> list[Message]:
    return [Message(title, thread=tuple(map(Message, below))), Message("tail")]


def queue_thread(store: Store, *below: str) -> None:
    with store.write() as tx:
        outbox.queue(tx, DIGEST, with_thread(*below), OWNER, NOW, workspace=TEAM)


def test_what_follows_below_is_sent_below_what_the_head_became(store: Store) -> None:
    queue_thread(store, "one", "two")
    parents: list[tuple[str, str]] = []
    while claims := claim(store):
        parents += [
            (one.delivery.message.title, (one.delivery.parent or Sent("")).platform_id)
            for one in claims
        ]
        settle(store, claims)
    head = "id of 1"
    assert parents == [("head", ""), ("tail", ""), ("one", head), ("two", head)]


def test_later_parts_know_what_the_head_became(store: Store) -> None:
    queue_thread(store, "one")
    heads: list[tuple[str, str]] = []
    while claims := claim(store):
        heads += [
            (one.delivery.message.title, (one.delivery.head or Sent("")).platform_id)
            for one in claims
        ]
        settle(store, claims)
    assert heads == [("head", ""), ("tail", "id of 1"), ("one", "id of 1")]


def test_nothing_is_sent_below_a_head_that_is_dead_or_held(store: Store) -> None:
    for end in (outbox.settle_dead, outbox.settle_held):
        queue_thread(store, "one")
        (head,) = claim(store)
        with store.write() as tx:
            end(tx, head, "gone", NOW)
        assert send_all(store) == ["tail"]
        with store.read() as tx:
            assert outbox.list_waiting(tx, 9) == []
        with store.write() as tx:
            tx.execute(deliveries.delete())


def test_a_thread_grows_and_changes_with_its_head(store: Store) -> None:
    queue_thread(store, "one")
    assert send_all(store) == ["head", "tail", "one"]
    with store.write() as tx:
        revised = with_thread("one!", "two", title="head")
        assert outbox.revise(tx, DIGEST, revised, NOW) == "done"
    claims = claim(store)
    assert [(one.delivery.message.title, one.edits) for one in claims] == [("one!", "id of 3")]
    settle(store, claims)
    assert send_all(store) == ["two"]


def test_a_part_of_a_thread_that_was_lost_does_not_keep_the_head_from_edits(store: Store) -> None:
    queue_thread(store, "one")
    settle(store, claim(store))
    settle(store, claim(store))
    (below,) = claim(store)
    with store.write() as tx:
        outbox.settle_dead(tx, below, "gone", NOW)
        assert outbox.revise(tx, DIGEST, with_thread("one!", title="new"), NOW) == "done"
    assert send_all(store) == ["new"]


def test_a_message_that_was_sent_can_be_edited_and_grow(store: Store) -> None:
    queue(store, parts=2)
    send_all(store)
    assert revise(store, "part 0", "part 1, and more", "part 2") == "done"
    (edit,) = claim(store)
    assert (edit.delivery.message.title, edit.edits) == ("part 1, and more", "id of 2")
    settle(store, [edit])
    (grown,) = claim(store)
    assert (grown.delivery.message.title, grown.edits) == ("part 2", "")
    settle(store, [grown])
    assert revise(store, "part 0", "part 1, and more", "part 2") == "done"
    assert claim(store) == []


def test_a_message_that_is_on_its_way_is_edited_later(store: Store) -> None:
    queue(store)
    assert revise(store, "other words") == "later"
    (on_its_way,) = claim(store)
    assert revise(store, "other words") == "later"
    settle(store, [on_its_way])
    assert revise(store, "other words") == "done"
    assert revise(store, "still other words") == "later"


def test_a_message_that_never_arrived_is_never_edited(store: Store) -> None:
    assert revise(store, "other words") == "never"
    queue(store)
    (refused,) = claim(store)
    with store.write() as tx:
        outbox.settle_dead(tx, refused, "refused", NOW)
    assert revise(store, "other words") == "never"


def count(store: Store) -> int:
    with store.read() as tx:
        return tx.execute(select(func.count()).select_from(deliveries)).scalar_one()


def trim(store: Store, after: timedelta) -> int:
    with store.write() as tx:
        return outbox.trim(tx, NOW + after)


def test_old_words_are_forgotten_before_the_keys_that_guard_against_doubles(store: Store) -> None:
    queue(store)
    send_all(store)
    assert trim(store, KEEP_CONTENT) == 0
    assert trim(store, KEEP_CONTENT + SECOND) == 1
    assert not queue(store)
    assert trim(store, KEEP_KEYS) == 0
    assert trim(store, KEEP_KEYS + SECOND) == 1
    assert count(store) == 0


def test_what_nobody_delivers_for_a_month_is_no_news(store: Store) -> None:
    queue(store, place=Destination("email", "ann@example.org"))
    assert trim(store, KEEP_WAITING) == 0
    assert trim(store, KEEP_WAITING + SECOND) == 1
    assert trim(store, KEEP_WAITING + SECOND) == 0
    assert count(store) == 1


def test_trimming_stops_at_its_limit_and_goes_on_the_next_time(store: Store) -> None:
    for n in range(5):
        queue(store, f"day {n}")
    send_all(store)
    with store.write() as tx:
        counts = [outbox.trim(tx, NOW + KEEP_CONTENT * 2, limit=2) for _ in range(4)]
    assert counts == [2, 2, 1, 0]


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


def fail(store: Store, *, is_doubtful: bool = False) -> Claim:
    queue(store)
    (claimed,) = claim(store)
    with store.write() as tx:
        if is_doubtful:
            outbox.settle_later(tx, claimed, NOW, "dropped", is_doubtful=True)
            (claimed,) = outbox.claim(tx, ["slack"], NOW, LEASE, 1)
            outbox.settle_held(tx, claimed, "nobody can look", NOW)
        else:
            outbox.settle_dead(tx, claimed, "refused", NOW)
    return claimed


def test_an_operator_sees_what_waits_and_what_failed(store: Store) -> None:
    failed = fail(store)
    queue(store, "waiting")
    with store.read() as tx:
        (waits,) = outbox.list_waiting(tx, 10)
        (dead,) = outbox.list_failed(tx, 10)
        assert outbox.count_states(tx) == {"pending": 1, "dead": 1}
        assert outbox.longest_due(tx, ["slack"], NOW) == NOW
        assert outbox.longest_due(tx, ["slack"], NOW - SECOND) is None
    assert (waits.period, waits.state) == ("waiting", "pending")
    assert (dead.id, dead.reason) == (failed.delivery.id, "refused")


def test_what_failed_can_be_tried_again_and_what_is_doubtful_stays_so(store: Store) -> None:
    failed = fail(store, is_doubtful=True)
    with store.write() as tx:
        assert outbox.retry(tx, [failed.delivery.id, 999], NOW) == 1
        assert outbox.retry(tx, None, NOW) == 0
    (again,) = claim(store)
    assert (again.is_doubtful, again.attempts) == (True, 1)
    assert again.delivery.marker == failed.delivery.marker


def test_what_failed_or_waits_can_be_dropped(store: Store) -> None:
    fail(store)
    queue(store, "waiting")
    with store.write() as tx:
        assert outbox.drop(tx, None, NOW) == 1
        (waits,) = outbox.list_waiting(tx, 10)
        assert outbox.drop(tx, [waits.id], NOW) == 1
        assert outbox.count_states(tx) == {}
    assert claim(store) == []


def test_what_is_in_a_workers_hands_cannot_be_dropped(store: Store) -> None:
    queue(store)
    (held,) = claim(store)
    with store.write() as tx:
        assert outbox.drop(tx, [held.delivery.id], NOW) == 0
    assert settle(store, [held]) == 1
