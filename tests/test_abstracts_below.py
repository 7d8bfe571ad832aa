"""Abstracts in a digest's thread: asked for, kept, left out again, and filled up."""

from datetime import date, time
from pathlib import Path

import pytest

from bot.calendar import EVERY_DAY
from bot.model import Schedule
from bot.store import Store, subscriptions
from bot.store.subscriptions import NewSubscription
from tests.conftest import make_paper
from tests.newsroom import ANN, CHANNEL, at
from tests.talk import Talk
from tests.test_editions import Room

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def room(each_store: Store) -> Room:
    room = Room(each_store)
    terms = Schedule(time(9), EVERY_DAY, "UTC")
    order = NewSubscription(
        "slack:T1", CHANNEL, ANN, "", terms, 3, at("2026-11-25T09:00"), has_abstracts=True
    )
    with room.store.write() as tx:
        subscriptions.put_subscription(tx, order, room.now)
    return room


@pytest.fixture
def talk(each_store: Store, tmp_path: Path) -> Talk:
    return Talk(each_store, tmp_path)


def test_what_was_chosen_comes_below_the_digest_in_its_order(room: Room) -> None:
    little = make_paper("2611.00001", "Little", upvotes=1, abstract="We do little.")
    much = make_paper("2611.00002", "Much", upvotes=9, abstract="We do much.")
    room.list_papers(TUESDAY, little, much)
    (head,), (below,) = room.digests(at("2026-11-25T09:00")), room.queued()
    assert [card.title.plain for card in head.cards] == ["Much", "Little"]
    assert [card.body.plain for card in below.cards] == ["We do much.", "We do little."]
    assert not any(card.actions for card in below.cards)


def test_an_abstract_follows_when_its_paper_enters_late(room: Room) -> None:
    early = make_paper("2611.00001", "Early", upvotes=1, abstract="We were early.")
    room.list_papers(date(2026, 11, 25), early)
    assert room.digests(at("2026-11-25T09:00"))
    assert room.queued()
    room.now = at("2026-11-25T10:00")
    late = make_paper("2611.00002", "Late", upvotes=1, abstract="We were late.")
    room.list_papers(date(2026, 11, 25), late)
    room.edits(at("2026-11-25T10:01"))
    bodies = [card.body.plain for message in room.sent for card in message.cards]
    assert "We were late." in bodies


@pytest.mark.parametrize(
    ("said", "has_them"),
    [
        ("subscribe with abstracts", True),
        ("subscribe at 9am with the abstracts", True),
        ("subscribe robotics with abstracts in the thread at 9am weekdays", True),
        ("subscribe top 3, with abstracts", True),
        ("subscribe With Abstracts top 3", True),
        ("subscribe best of the week with abstracts", True),
        ("subscribe without abstracts", False),
        ("subscribe no abstracts", False),
        ("subscribe", False),
        ("subscribe abstracts", False),
    ],
)
def test_the_switch_is_read_wherever_it_stands(talk: Talk, said: str, has_them: bool) -> None:
    assert ("with the abstracts in its thread" in talk.say(said)) is has_them
    assert ("with the abstracts in its thread" in talk.say("subscriptions")) is has_them


def test_what_is_not_said_of_abstracts_stays(talk: Talk) -> None:
    talk.say("subscribe robotics with abstracts")
    assert "with the abstracts" in talk.say("subscribe robotics at 10am")
    assert "with the abstracts" not in talk.say("subscribe robotics without abstracts")


def test_a_button_in_the_list_of_digests_turns_the_switch(talk: Talk) -> None:
    talk.say("subscribe robotics")
    for label, is_on in (("Add abstracts", True), ("Leave out abstracts", False)):
        talk.say("subscriptions")
        assert ("with the abstracts" in talk.press(f"{label} for robotics")) is is_on
