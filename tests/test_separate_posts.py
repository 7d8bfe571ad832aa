"""Digests that bring each paper in a post of its own."""

from pathlib import Path

import pytest

from bot.commands.community.separate_posts import split_posts
from bot.jobs import plan_edits
from bot.store import Store, subscriptions
from tests.fakes import ROOMY
from tests.newsroom import CHANNEL, TODAY, Newsroom, at, paper
from tests.talk import Talk

ORDERS = (
    ("robotics one post a paper", True, "robotics"),
    ("one post per paper at 9am", True, "at 9am"),
    ("robotics, a post for each paper top 3", True, "robotics, top 3"),
    ("robotics with one thread per paper", True, "robotics"),
    ("1 message each daily", True, "daily"),
    ("all papers in one post", False, ""),
    ("robotics in one message", False, "robotics"),
    ("robotics", None, "robotics"),
    ("a post about each robot", None, "a post about each robot"),
    ("blog post classification", None, "blog post classification"),
)


@pytest.mark.parametrize(("typed", "is_apart", "rest"), ORDERS)
def test_how_papers_are_posted_is_read_out_of_an_order(
    typed: str, is_apart: bool | None, rest: str
) -> None:
    assert split_posts(typed) == (is_apart, rest)


def test_it_stays_until_it_is_taken_back(store: Store, tmp_path: Path) -> None:
    Talk(store, tmp_path).hold(
        ("subscribe robotics one post a paper", "top 5 on “robotics”, one post a paper, every"),
        ("subscribe robotics top 3", "top 3 on “robotics”, one post a paper, every"),
        ("subscriptions", "top 3 on “robotics”, one post a paper, every"),
        ("subscribe robotics in one post", "top 3 on “robotics”, every"),
    )


@pytest.fixture
def room(each_store: Store, tmp_path: Path) -> Newsroom:
    talk = Talk(each_store, tmp_path)
    talk.newsroom.now = at("2026-11-23T10:00")
    talk.say("subscribe one post a paper daily top 3 UTC at 9am")
    talk.newsroom.queued()
    return talk.newsroom


def test_each_paper_is_a_message_of_its_own(room: Newsroom) -> None:
    room.list_papers(TODAY, *(paper(name, 9 - n) for n, name in enumerate("ABCD")))
    posts = room.digests(at("2026-11-24T09:00"))
    while more := room.queued():  # each once the one before it is there
        posts += more
    assert [[card.title.plain for card in post.cards] for post in posts] == [["A"], ["B"], ["C"]]
    assert [post.alt for post in posts] == ["A", "B", "C"]
    assert all(post.is_apart and not post.cards[0].number for post in posts)
    assert posts[0].lead.plain == "The 3 to read of 4."
    assert [post.note for post in posts] == [
        f"Papers for Tue 24 Nov 2026: {n} of 3" for n in (1, 2, 3)
    ]
    assert [bool(post.actions) for post in posts] == [False, False, True]


def test_no_post_becomes_one_about_another_paper(room: Newsroom) -> None:
    room.list_papers(TODAY, paper("A", 9))
    assert len(room.digests(at("2026-11-24T09:00"))) == 1
    seen = room.now
    room.now = at("2026-11-24T10:00")
    room.list_papers(TODAY, paper("A", 9), paper("Late", 99))
    plan_edits(room.store, ["slack"], room.now, lambda _: ROOMY, seen)
    assert room.queued() == []


def test_a_day_without_papers_is_said_once(room: Newsroom) -> None:
    (said,) = room.digests(at("2026-11-24T09:00"))
    assert said.cards == ()
    with room.store.read() as tx:
        assert subscriptions.get_subscriptions(tx, CHANNEL)[0].is_apart
