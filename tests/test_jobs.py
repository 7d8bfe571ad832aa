"""What is posted without being asked: the right papers, once, in the right places."""

from datetime import date, time, timedelta

import pytest

from bot.model import Fetch
from bot.store import Store, fetches, subscriptions
from tests.conftest import NOW
from tests.newsroom import CHANNEL, TODAY, Newsroom, at, paper, titles


@pytest.fixture
def newsroom(each_store: Store) -> Newsroom:
    return Newsroom(each_store)


def test_a_digest_holds_the_days_top_papers_by_upvotes(newsroom: Newsroom) -> None:
    newsroom.subscribe(top=2)
    newsroom.list_papers(TODAY, paper("low", 1), paper("high", 9), paper("middle", 5))
    (digest,) = newsroom.digests(at("2026-11-25T09:00"))
    assert titles(digest) == ["high", "middle"]
    assert [action.label for action in digest.actions] == ["All papers"]


def test_one_digest_a_local_date_whatever_is_restarted(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.list_papers(TODAY, paper("one"))
    assert len(newsroom.digests(at("2026-11-25T09:00"))) == 1
    newsroom.subscribe()  # the order is given again after the digest was posted
    with newsroom.store.write() as tx:
        (order,) = subscriptions.get_subscriptions(tx, CHANNEL)
        subscriptions.advance_subscription(tx, order.id, at("2026-11-25T09:30"), None)
    assert newsroom.digests(at("2026-11-25T09:31")) == []


CHANGES = [
    ("Europe/Berlin", time(2, 30), "2026-10-24T06:00"),  # the hour comes twice on the 25th
    ("America/New_York", time(1, 30), "2026-10-31T12:00"),  # and on 1 November
    ("Europe/Berlin", time(2, 30), "2026-03-28T06:00"),  # it never comes on the 29th
    ("Africa/Cairo", time(0), "2026-04-23T06:00"),  # the 24th begins at one
    ("Australia/Lord_Howe", time(1, 45), "2026-04-04T06:00"),  # clocks move by half an hour
]


@pytest.mark.parametrize(("zone", "hour", "since"), CHANGES)
def test_each_date_has_one_digest_whatever_the_clocks_do(
    newsroom: Newsroom, zone: str, hour: time, since: str
) -> None:
    newsroom.now = at(since)
    newsroom.subscribe(zone=zone, hour=hour)
    sent = [
        digest.title
        for step in range(3 * 24 * 4)
        for digest in newsroom.digests(at(since) + step * timedelta(minutes=15))
    ]
    assert len(sent) == len(set(sent)) == 3


def test_what_came_after_an_edition_is_in_the_next(newsroom: Newsroom) -> None:
    newsroom.subscribe(zone="Europe/Berlin")
    newsroom.now = at("2026-11-24T04:00")
    newsroom.list_papers(TODAY, paper("early bird", 1))
    (first,) = newsroom.digests(at("2026-11-25T08:00"))
    assert titles(first) == ["early bird"]
    newsroom.list_papers(date(2026, 11, 25), paper("dawn", 1))
    (second,) = newsroom.digests(at("2026-11-26T08:00"))
    assert titles(second) == ["dawn"]


def test_a_late_riser_of_an_open_list_still_has_its_chance(newsroom: Newsroom) -> None:
    newsroom.subscribe(top=1)
    morning = at("2026-11-25T09:00")  # four in New York: the list is open
    newsroom.list_papers(date(2026, 11, 25), paper("first", 2), paper("sleeper", 1))
    assert titles(newsroom.digests(morning)[0]) == ["first"]
    newsroom.list_papers(date(2026, 11, 25), paper("sleeper", 180))
    assert titles(newsroom.digests(at("2026-11-26T09:00"))[0]) == ["sleeper"]


def test_no_paper_comes_twice_to_the_same_place(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.list_papers(TODAY, paper("again", 9))
    newsroom.digests(at("2026-11-25T09:00"))
    newsroom.list_papers(date(2026, 11, 25), paper("again", 12), paper("fresh", 1))
    (digest,) = newsroom.digests(at("2026-11-26T09:00"))
    assert titles(digest) == ["fresh"]


def test_a_topic_keeps_only_what_matches_it(newsroom: Newsroom) -> None:
    newsroom.subscribe(topic="robot grasping")
    newsroom.list_papers(
        TODAY, paper("Robot grasping in the wild", 1), paper("Diffusion", 90), paper("Robots", 50)
    )
    (digest,) = newsroom.digests(at("2026-11-25T09:00"))
    assert titles(digest) == ["Robot grasping in the wild"]
    assert digest.title.startswith("robot grasping")


def test_a_weekend_without_papers_is_explained(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.list_papers(date(2026, 11, 27), paper("friday", 3))
    newsroom.digests(at("2026-11-28T09:00"))
    (sunday,) = newsroom.digests(at("2026-11-29T09:00"))
    assert sunday.cards == ()
    assert "weekend" in sunday.lead.plain


def test_a_failing_source_is_never_called_an_empty_day(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    problem = "Hugging Face could not be reached (connection refused)."
    with newsroom.store.write() as tx:
        fetches.put_fetch(tx, Fetch("huggingface", date(2026, 11, 25), NOW, problem=problem))
    (digest,) = newsroom.digests(at("2026-11-25T09:00"))
    assert problem in digest.lead.plain
    assert "No new papers" not in digest.lead.plain


def test_a_stale_list_is_said_beside_what_there_is(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.list_papers(TODAY, paper("one", 3))
    tomorrow = date(2026, 11, 25)
    with newsroom.store.write() as tx:
        stale = Fetch("huggingface", tomorrow, at("2026-11-25T08:50"), stale_as=TODAY)
        fetches.put_fetch(tx, stale)
    (digest,) = newsroom.digests(at("2026-11-25T09:00"))
    assert titles(digest) == ["one"]
    assert "still sends the list of Tue 24 Nov 2026" in digest.lead.plain


def test_a_list_that_was_not_seen_closed_is_not_passed_over(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.list_papers(TODAY, paper("early", 3))
    with newsroom.store.write() as tx:  # the last answer came before the list closed
        seen = Fetch("huggingface", TODAY, NOW, papers=1, problem="It is away.", fetched_at=NOW)
        fetches.put_fetch(tx, seen)
    (first,) = newsroom.digests(at("2026-11-25T09:00"))
    assert "may lack papers: It is away." in first.lead.plain
    newsroom.list_papers(TODAY, paper("early", 3), paper("late", 9))
    (second,) = newsroom.digests(at("2026-11-26T09:00"))
    assert titles(second) == ["late"]


def test_a_withdrawn_paper_is_no_highlight_and_no_news(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.alert("lora")
    gone = paper("LoRA withdrawn", 90, is_withdrawn=True)
    assert newsroom.list_papers(TODAY, gone, paper("Other", 1)) == 0
    (digest,) = newsroom.digests(at("2026-11-25T09:00"))
    assert titles(digest) == ["Other"]


def test_after_an_outage_one_late_edition_stands_for_all(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.list_papers(TODAY, paper("old", 3))
    late = newsroom.digests(at("2026-11-28T11:00"))
    assert len(late) == 1
    assert "late" in late[0].lead.plain
    assert newsroom.digests(at("2026-11-28T11:01")) == []
