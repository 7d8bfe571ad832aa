"""What is sent without being asked: the right papers, once, to the right people."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.jobs import plan_digests, take_in
from bot.message import Destination, Message
from bot.model import Arrival, Fetch, Listing, Paper, Schedule
from bot.schedule import EVERY_DAY, next_run
from bot.store import Store, alerts, fetches, outbox, subscriptions
from bot.store.subscriptions import NewSubscription
from tests.conftest import NOW, make_paper
from tests.fakes import ROOMY

CHANNEL = Destination("slack", "T1/C1")
ANN, BOB = Destination("slack", "T1/U1"), Destination("slack", "T1/U2")
TODAY = date(2026, 11, 24)
NEVER = timedelta(0)


@dataclass
class Newsroom:
    """A store whose clock the test turns, with papers and orders put in by a line each."""

    store: Store
    now: datetime = NOW

    def list_papers(self, day: date, *papers: Paper, source: str = "huggingface") -> int:
        arrivals = [
            Arrival(paper, Listing(source, day, rank)) for rank, paper in enumerate(papers, 1)
        ]
        return take_in(self.store, arrivals, self.now, lambda _: ROOMY).alerts

    def subscribe(
        self,
        topic: str = "",
        top: int = 3,
        zone: str = "UTC",
        place: Destination = CHANNEL,
        hour: time = time(9),
    ) -> None:
        terms = Schedule(hour, EVERY_DAY, zone)
        due = next_run(terms, self.now)
        order = NewSubscription("slack:T1", place, ANN, topic, terms, top, due)
        with self.store.write() as tx:
            subscriptions.put_subscription(tx, order, self.now)

    def digests(self, at: datetime) -> list[Message]:
        self.now = at
        plan_digests(self.store, ["slack"], at, lambda _: ROOMY)
        return self.queued()

    def queued(self) -> list[Message]:
        with self.store.write() as tx:
            claims = outbox.claim(tx, ["slack"], self.now, timedelta(hours=1), 100)
            for claim in claims:
                outbox.settle_sent(tx, [(claim, "1")], self.now)
        return [claim.delivery.message for claim in claims]

    def alert(self, query: str, person: Destination = ANN) -> None:
        with self.store.write() as tx:
            alerts.add_alert(tx, "slack:T1", person, query, self.now)


@pytest.fixture
def newsroom(each_store: Store) -> Newsroom:
    return Newsroom(each_store)


def titles(message: Message) -> list[str]:
    return [card.title.plain for card in message.cards]


def paper(name: str, upvotes: int = 0, **known: Any) -> Paper:
    number = sum(map(ord, name)) % 90000 + 10000
    return make_paper(f"2611.{number}", name, upvotes=upvotes, **known)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_digest_holds_the_days_top_papers_by_upvotes(newsroom: Newsroom) -> None:
    newsroom.subscribe(top=2)
    newsroom.list_papers(TODAY, paper("low", 1), paper("high", 9), paper("middle", 5))
    (digest,) = newsroom.digests(at("2026-11-25T09:00"))
    assert titles(digest) == ["high", "middle"]
    assert "1 more" in digest.note


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


def test_a_new_paper_reaches_each_person_once_with_all_reasons(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    newsroom.alert("fine-tuning")
    newsroom.alert("lora", BOB)
    fresh = paper("LoRA for fine tuning", abstract="We adapt.")
    assert newsroom.list_papers(TODAY, fresh) == 2
    for_ann, for_bob = newsroom.queued()
    assert "“lora” and “fine-tuning”" in for_ann.lead.plain
    assert titles(for_bob) == ["LoRA for fine tuning"]
    assert newsroom.list_papers(date(2026, 11, 25), fresh) == 0


def test_old_papers_alert_nobody(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    assert newsroom.list_papers(date(2024, 5, 27), paper("LoRA of old")) == 0
    undated = [Arrival(paper("LoRA undated"))]
    assert take_in(newsroom.store, undated, NOW, lambda _: ROOMY).alerts == 0


def test_a_paper_without_a_list_is_news_by_its_date(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    arrivals = [Arrival(paper("LoRA today", published=TODAY))]
    assert take_in(newsroom.store, arrivals, NOW, lambda _: ROOMY).alerts == 1


def test_papers_from_before_an_alert_are_not_sent(newsroom: Newsroom) -> None:
    newsroom.list_papers(TODAY, paper("LoRA before"))
    newsroom.alert("lora")
    assert newsroom.list_papers(TODAY, paper("LoRA before", 9)) == 0


def test_a_paused_alert_is_silent(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    with newsroom.store.write() as tx:
        (alert,) = alerts.get_alerts(tx, ANN)
        alerts.set_paused(tx, alert.id, "by you")
    assert newsroom.list_papers(TODAY, paper("LoRA")) == 0


def test_a_crash_between_storing_and_queueing_loses_neither(newsroom: Newsroom) -> None:
    newsroom.alert("lora")

    def crash(_platform: str) -> None:
        raise MemoryError

    arrivals = [Arrival(paper("LoRA"), Listing("huggingface", TODAY, 1))]
    with pytest.raises(MemoryError):
        take_in(newsroom.store, arrivals, NOW, crash)  # type: ignore[arg-type]
    assert newsroom.list_papers(TODAY, paper("LoRA")) == 1
