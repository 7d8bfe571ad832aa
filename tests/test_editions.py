"""Editions wait for their list, catch up once, and fill up while lists do."""

from datetime import date, datetime, time, timedelta

import pytest

from bot.calendar import EVERY_DAY
from bot.calendar.due_times import first_run
from bot.calendar.list_hours import DAILY
from bot.jobs import plan_digests, plan_edits
from bot.message import Destination, Message
from bot.model import Schedule
from bot.sources.ask_times import after_answer
from bot.sources.polite_http import Validators
from bot.store import Store, editions, fetches, outbox, subscriptions
from bot.store.subscriptions import NewSubscription
from tests.fakes import ROOMY
from tests.newsroom import ANN, CHANNEL, Newsroom, at, paper, titles

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
CLOSED = at("2026-11-25T02:30")  # when the list of Tuesday closes
OTHER = Destination("slack", "T1/C2")


class Room(Newsroom):
    """A newsroom whose orders may wait, and whose editions may grow."""

    seen: datetime = at("2026-11-23T00:00")

    def order(self, schedule: Schedule, topic: str = "", top: int = 3) -> None:
        due = first_run(schedule, self.now).at
        order = NewSubscription("slack:T1", CHANNEL, ANN, topic, schedule, top, due)
        with self.store.write() as tx:
            subscriptions.put_subscription(tx, order, self.now)

    def wait_for_lists(self, hour: time | None = None) -> None:
        self.order(Schedule(hour, EVERY_DAY, "Europe/Berlin", is_when_ready=True))

    def fetched(self, day: date, when: datetime) -> None:
        with self.store.write() as tx:
            answered = after_answer(DAILY, None, "huggingface", day, when, 1, Validators())
            fetches.put_fetch(tx, answered)

    def edits(self, when: datetime) -> list[str]:
        """Plan edits and carry them out; return the titles of all cards as they stand then."""
        self.now = when
        self.seen = plan_edits(self.store, ["slack"], when, lambda _: ROOMY, self.seen)
        messages: list[Message] = []
        while part := self.queued():
            messages += part
        self.sent = messages
        return [title for message in messages for title in titles(message)]

    def known(self) -> list[editions.Edition]:
        with self.store.read() as tx:
            return editions.get_editions(tx, CHANNEL)


@pytest.fixture
def room(each_store: Store) -> Room:
    return Room(each_store)


def test_who_waits_for_a_list_gets_all_of_it_and_nothing_of_the_next(room: Room) -> None:
    room.wait_for_lists()
    room.list_papers(TUESDAY, paper("early", 2), paper("late", 9))
    assert room.digests(CLOSED - timedelta(minutes=1)) == []
    room.list_papers(WEDNESDAY, paper("next", 50))
    room.fetched(TUESDAY, CLOSED)
    (digest,) = room.digests(CLOSED)
    assert titles(digest) == ["late", "early"]
    assert digest.title == "Papers for Tue 24 Nov 2026"
    assert room.digests(CLOSED + timedelta(minutes=1)) == []


def test_a_closed_list_is_waited_for_until_it_was_seen_closed(room: Room) -> None:
    room.wait_for_lists()
    room.fetched(TUESDAY, CLOSED - timedelta(minutes=10))
    assert room.digests(CLOSED + timedelta(hours=2)) == []
    room.list_papers(TUESDAY, paper("last minute", 2))
    room.fetched(TUESDAY, CLOSED + timedelta(hours=2))
    (digest,) = room.digests(CLOSED + timedelta(hours=2))
    assert titles(digest) == ["last minute"]
    assert "late" not in digest.lead.plain


def test_a_list_that_cannot_be_had_is_not_waited_for_without_end(room: Room) -> None:
    room.wait_for_lists()
    room.list_papers(TUESDAY, paper("so far", 2))
    assert room.digests(CLOSED + timedelta(hours=5, minutes=59)) == []
    (digest,) = room.digests(CLOSED + timedelta(hours=6))
    assert titles(digest) == ["so far"]
    room.list_papers(TUESDAY, paper("so far", 2), paper("after all", 1))
    room.fetched(TUESDAY, CLOSED + timedelta(hours=8))
    assert room.edits(CLOSED + timedelta(hours=8)) == ["so far", "after all"]


def test_an_hour_after_the_list_is_kept(room: Room) -> None:
    room.wait_for_lists(time(9))
    room.list_papers(TUESDAY, paper("one", 2))
    room.fetched(TUESDAY, CLOSED)
    assert room.digests(at("2026-11-25T07:59")) == []
    assert len(room.digests(at("2026-11-25T08:00"))) == 1


def test_orders_with_an_hour_do_not_wait_for_lists(room: Room) -> None:
    room.subscribe()
    assert len(room.digests(at("2026-11-25T09:00"))) == 1


def test_after_an_outage_what_was_missed_is_written_down(room: Room) -> None:
    room.subscribe()
    room.list_papers(TUESDAY, paper("old", 3))
    (late,) = room.digests(at("2026-11-28T11:00"))
    assert "late" in late.lead.plain
    made, *skipped = room.known()
    assert (made.period, made.is_late, made.skipped_because) == ("2026-11-28", True, "")
    assert [one.period for one in skipped] == ["2026-11-27", "2026-11-26", "2026-11-25"]
    assert all("Sat 28 Nov 2026 stands for it" in one.skipped_because for one in skipped)


def test_lists_that_closed_during_an_outage_come_in_one_edition(room: Room) -> None:
    room.wait_for_lists()
    for day in (TUESDAY, WEDNESDAY):
        room.list_papers(day, paper(f"of {day}", 1))
        room.fetched(day, at("2026-11-26T12:00"))
    (digest,) = room.digests(at("2026-11-26T12:00"))
    assert titles(digest) == ["of 2026-11-24", "of 2026-11-25"]
    assert "late" in digest.lead.plain
    assert [one.period for one in room.known()] == ["list 2026-11-25", "list 2026-11-24"]


def test_an_edition_with_room_left_is_filled_up_while_its_list_fills(room: Room) -> None:
    room.subscribe(top=3)
    room.list_papers(WEDNESDAY, paper("first", 5))
    (digest,) = room.digests(at("2026-11-25T09:00"))
    assert titles(digest) == ["first"]
    room.now = at("2026-11-25T12:00")
    room.list_papers(WEDNESDAY, paper("first", 7), paper("second", 9))
    assert room.edits(at("2026-11-25T12:00")) == ["second", "first"]
    room.now = at("2026-11-25T14:00")
    room.list_papers(WEDNESDAY, paper("first", 7), paper("second", 9), paper("third", 1))
    assert room.edits(at("2026-11-25T14:00")) == ["second", "first", "third"]
    (edition,) = room.known()
    assert (edition.grown_by, edition.open_until) == (2, None)


def test_an_edit_says_that_papers_came_later(room: Room) -> None:
    room.subscribe()
    room.digests(at("2026-11-25T09:00"))
    room.list_papers(WEDNESDAY, paper("late", 5))
    room.now = at("2026-11-25T12:00")
    room.seen = plan_edits(room.store, ["slack"], room.now, lambda _: ROOMY, room.seen)
    (edited,) = room.queued()
    assert "One of them came after this was posted." in edited.lead.plain


def test_nothing_is_edited_when_only_votes_move(room: Room) -> None:
    room.subscribe(top=3)
    room.list_papers(WEDNESDAY, paper("first", 5), paper("second", 4))
    room.digests(at("2026-11-25T09:00"))
    room.list_papers(WEDNESDAY, paper("first", 5), paper("second", 400))
    assert room.edits(at("2026-11-25T12:00")) == []


def test_a_full_edition_is_left_alone_and_the_rest_is_in_the_next(room: Room) -> None:
    room.subscribe(top=1)
    room.list_papers(WEDNESDAY, paper("first", 5))
    room.digests(at("2026-11-25T09:00"))
    room.list_papers(WEDNESDAY, paper("first", 5), paper("hot", 90))
    assert room.edits(at("2026-11-25T12:00")) == []
    (following,) = room.digests(at("2026-11-26T09:00"))
    assert titles(following) == ["hot"]


def test_what_entered_by_an_edit_does_not_come_again(room: Room) -> None:
    room.subscribe(top=2)
    room.digests(at("2026-11-25T09:00"))
    room.list_papers(WEDNESDAY, paper("late", 5))
    assert room.edits(at("2026-11-25T12:00")) == ["late"]
    room.list_papers(WEDNESDAY, paper("late", 5), paper("later", 1))
    assert room.edits(at("2026-11-25T13:00")) == ["late", "later"]
    (following,) = room.digests(at("2026-11-26T09:00"))
    assert titles(following) == []


def test_only_what_is_on_topic_enters(room: Room) -> None:
    room.subscribe(topic="robots")
    room.digests(at("2026-11-25T09:00"))
    room.list_papers(WEDNESDAY, paper("Diffusion", 50))
    assert room.edits(at("2026-11-25T12:00")) == []
    room.list_papers(WEDNESDAY, paper("Diffusion", 50), paper("Robots", 1))
    assert room.edits(at("2026-11-25T12:20")) == ["Robots"]


def test_what_comes_after_the_list_has_closed_enters_no_more(room: Room) -> None:
    room.subscribe()
    room.digests(at("2026-11-25T09:00"))
    room.now = at("2026-11-26T02:31")
    room.list_papers(WEDNESDAY, paper("too late", 5))
    assert room.edits(room.now) == []


def test_an_edition_that_is_still_on_its_way_is_edited_once_it_is_there(room: Room) -> None:
    room.subscribe()
    room.now = at("2026-11-25T09:00")
    plan_digests(room.store, ["slack"], room.now, lambda _: ROOMY)
    room.list_papers(WEDNESDAY, paper("late", 5))
    before = room.seen
    room.seen = plan_edits(room.store, ["slack"], room.now, lambda _: ROOMY, room.seen)
    assert room.seen == before
    assert [titles(message) for message in room.queued()] == [[]]
    assert room.edits(at("2026-11-25T09:01")) == ["late"]


def test_a_long_edition_grows_by_a_message_of_its_own(room: Room) -> None:
    room.order(Schedule(time(9), EVERY_DAY, "UTC"), top=15)
    first = [paper(f"paper {n}", 100 - n) for n in range(8)]
    room.list_papers(WEDNESDAY, *first)
    parts = room.digests(at("2026-11-25T09:00")) + room.queued()
    assert [len(part.cards) for part in parts] == [6, 2]
    later = [paper(f"also {n}", 50 - n) for n in range(5)]
    room.list_papers(WEDNESDAY, *first, *later)
    assert room.edits(at("2026-11-25T12:00")) == [one.title for one in [*first, *later]]
    assert [len(part.cards) for part in room.sent] == [6, 6, 1]


def test_a_digest_that_never_arrived_is_not_edited(room: Room) -> None:
    room.subscribe()
    room.now = at("2026-11-25T09:00")
    plan_digests(room.store, ["slack"], room.now, lambda _: ROOMY)
    with room.store.write() as tx:
        outbox.suppress_waiting(tx, CHANNEL, "gone", room.now)
    room.list_papers(WEDNESDAY, paper("late", 5))
    assert room.edits(at("2026-11-25T12:00")) == []
    assert room.known()[0].open_until is None


def test_one_digest_that_cannot_be_made_does_not_stop_the_others(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.subscribe(topic="robots")
    room.subscribe(place=OTHER)

    def fail(text: str) -> None:
        raise KeyError(text)

    monkeypatch.setattr("bot.jobs.candidate_pool.parse", fail)
    assert [message.title for message in room.digests(at("2026-11-25T09:00"))] == [
        "Papers for Wed 25 Nov 2026"
    ]
    monkeypatch.undo()
    (mended,) = room.digests(at("2026-11-25T09:01"))
    assert mended.title.startswith("robots")


def test_no_digest_goes_out_after_its_order_ended(room: Room) -> None:
    room.subscribe(topic="robots")
    room.subscribe()
    room.now = at("2026-11-25T09:00")
    plan_digests(room.store, ["slack"], room.now, lambda _: ROOMY)
    with room.store.write() as tx:
        periods = editions.close_editions(tx, CHANNEL, "robots")
        outbox.suppress_digests(tx, CHANNEL, periods, "unsubscribed", room.now)
    sent: list[Message] = room.queued()
    assert [message.title for message in sent] == ["Papers for Wed 25 Nov 2026"]
