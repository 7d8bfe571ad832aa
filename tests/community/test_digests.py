"""What the group does to its digests: reasons, momentum, late risers, what it brought."""

from datetime import date, timedelta

import pytest

from bot.jobs import plan_edits
from bot.model import Arrival, Fetch, Listing, Paper, Submission
from bot.store import Store, fetches, outbox, papers
from bot.store.community import saves, submissions, tastes, votes
from tests.conftest import make_paper
from tests.fakes import ROOMY
from tests.newsroom import ANN, BOB, CHANNEL, TODAY, Newsroom, at, paper, titles
from tests.talk import words_of

WEDNESDAY = date(2026, 11, 25)
ELSEWHERE = "slack:T2"


@pytest.fixture
def newsroom(each_store: Store) -> Newsroom:
    return Newsroom(each_store)


def count(newsroom: Newsroom, one: Paper, upvotes: int, day: date = TODAY) -> None:
    """Let the source tell of votes now."""
    told = make_paper(one.id, one.title, upvotes=upvotes, published=TODAY)
    newsroom.take_in(Arrival(told, Listing("huggingface", day, 1)))


def test_the_groups_votes_lift_a_paper_and_are_told_as_the_reason(newsroom: Newsroom) -> None:
    newsroom.subscribe(top=1)
    ours, theirs = paper("ours", 20), paper("theirs", 25)
    newsroom.list_papers(TODAY, theirs, ours)
    with newsroom.store.write() as tx:
        for person in (ANN, BOB):
            votes.put_vote(tx, "slack:T1", person, ours.id, newsroom.now)
    (digest,) = newsroom.digests(at("2026-11-25T09:00"))
    assert titles(digest) == ["ours"]
    assert "picked for 2 votes from here" in words_of(digest)
    assert "↑ 20 · 2 here" in words_of(digest)


def test_votes_of_another_workspace_lift_nothing(newsroom: Newsroom) -> None:
    newsroom.subscribe(top=1)
    ours, theirs = paper("ours", 20), paper("theirs", 25)
    newsroom.list_papers(TODAY, theirs, ours)
    with newsroom.store.write() as tx:
        for person in (ANN, BOB):
            votes.put_vote(tx, ELSEWHERE, person, ours.id, newsroom.now)
            saves.put_save(tx, ELSEWHERE, person, ours.id, newsroom.now)
    (digest,) = newsroom.digests(at("2026-11-25T09:00"))
    assert titles(digest) == ["theirs"]
    assert "here" not in words_of(digest)


def test_a_channel_is_asked_for_more_and_for_less(newsroom: Newsroom) -> None:
    newsroom.subscribe(top=1)
    knitting = make_paper("2610.00001", "Knitting robots with needles", published=date(2026, 10, 1))
    newsroom.take_in(Arrival(knitting))
    knit = paper("Knitting robots with yarn and needles", 12)
    newsroom.list_papers(TODAY, paper("Ocean currents", 20), knit, paper("Violins", 3))
    with newsroom.store.write() as tx:
        tastes.put_taste(tx, "slack:T1", CHANNEL, ANN, knitting.id, newsroom.now, is_liked=True)
    (digest,) = newsroom.digests(at("2026-11-25T09:00"))
    assert titles(digest) == ["Knitting robots with yarn and needles"]
    assert "picked because it's like “Knitting robots with needles”" in words_of(digest)


def test_momentum_is_told_once_by_the_next_edition(newsroom: Newsroom) -> None:
    newsroom.subscribe(top=1)
    star = paper("star", 12)
    newsroom.list_papers(TODAY, star)
    newsroom.digests(at("2026-11-25T09:00"))
    newsroom.now = at("2026-11-25T20:00")
    count(newsroom, star, 180)
    newsroom.list_papers(WEDNESDAY, paper("next", 1))
    (second,) = newsroom.digests(at("2026-11-26T09:00"))
    assert "“star” had 12↑ when it was posted here, and has 180↑ now." in second.note
    newsroom.list_papers(date(2026, 11, 26), paper("later", 1))
    (third,) = newsroom.digests(at("2026-11-27T09:00"))
    assert third.note == ""


def test_a_late_riser_is_shown_once_with_the_edition_after_its_rise(newsroom: Newsroom) -> None:
    newsroom.subscribe(top=1)
    winner, sleeper = paper("winner", 30), paper("sleeper", 2)
    newsroom.list_papers(TODAY, winner, sleeper)
    assert titles(newsroom.digests(at("2026-11-25T09:00"))[0]) == ["winner"]
    with newsroom.store.write() as tx:
        fetches.put_fetch(
            tx, Fetch("huggingface", TODAY, newsroom.now, 2, fetched_at=newsroom.now, seen_closed=1)
        )
    newsroom.list_papers(WEDNESDAY, paper("second day", 9))
    assert titles(newsroom.digests(at("2026-11-26T09:00"))[0])[0] == "second day"
    newsroom.now = at("2026-11-26T20:00")
    count(newsroom, sleeper, 90)
    newsroom.list_papers(date(2026, 11, 26), paper("third day", 9))
    (third,) = newsroom.digests(at("2026-11-27T09:00"))
    assert titles(third) == ["third day", "sleeper"]
    assert "you missed this: +88 since its list closed" in words_of(third)
    newsroom.list_papers(date(2026, 11, 27), paper("fourth day", 9))
    (fourth,) = newsroom.digests(at("2026-11-28T09:00"))
    assert titles(fourth) == ["fourth day"]


def submit(newsroom: Newsroom, paper_id: str, name: str = "Ann", note: str = "") -> None:
    made = Submission("slack:T1", paper_id, ANN, CHANNEL, newsroom.now, name, note)
    with newsroom.store.write() as tx:
        submissions.add_submission(tx, made)


def test_what_the_group_brought_goes_out_with_the_next_digest_once(newsroom: Newsroom) -> None:
    newsroom.subscribe(top=1)
    newsroom.list_papers(TODAY, paper("listed", 9))
    with newsroom.store.write() as tx:
        papers.add_papers(tx, [Arrival(make_paper("2611.00099", "Brought"))], newsroom.now)
    submit(newsroom, "2611.00099", note="worth a look")
    (digest,) = newsroom.digests(at("2026-11-25T09:00"))
    assert titles(digest) == ["listed", "Brought"]
    assert "submitted by Ann" in words_of(digest)
    assert "“worth a look”" in words_of(digest)
    newsroom.list_papers(WEDNESDAY, paper("next", 1))
    (second,) = newsroom.digests(at("2026-11-26T09:00"))
    assert titles(second) == ["next"]


def test_what_was_brought_and_is_listed_stands_there_once(newsroom: Newsroom) -> None:
    newsroom.subscribe(top=3)
    both = paper("both", 9)
    newsroom.list_papers(TODAY, both, paper("other", 3))
    submit(newsroom, both.id)
    (digest,) = newsroom.digests(at("2026-11-25T09:00"))
    assert sorted(titles(digest)) == ["both", "other"]


def test_an_edition_that_grows_keeps_what_stands_beside(newsroom: Newsroom) -> None:
    newsroom.subscribe(top=5)
    newsroom.list_papers(WEDNESDAY, paper("early", 9))
    with newsroom.store.write() as tx:
        papers.add_papers(tx, [Arrival(make_paper("2611.00099", "Brought"))], newsroom.now)
    submit(newsroom, "2611.00099")
    newsroom.digests(at("2026-11-25T09:00"))
    newsroom.now = at("2026-11-25T10:00")
    newsroom.list_papers(WEDNESDAY, paper("late", 3))
    seen = newsroom.now - timedelta(hours=1)
    plan_edits(newsroom.store, ["slack"], newsroom.now, lambda _: ROOMY, seen)
    with newsroom.store.write() as tx:
        (claim,) = outbox.claim(tx, ["slack"], newsroom.now, timedelta(hours=1), 10)
    assert titles(claim.delivery.message) == ["early", "late", "Brought"]
