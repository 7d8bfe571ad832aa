"""Who is told of which paper, when, and how often: once."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.calendar import EVERY_DAY
from bot.model import AlertMatch, Arrival, Paper, Schedule
from bot.store import Store, alert_matches, alerts, subscriptions
from tests.conftest import NOW, make_paper
from tests.newsroom import ANN, BOB, CHANNEL, TODAY, Newsroom, at, paper, titles

DAILY = Schedule(time(9), EVERY_DAY, "UTC")


@pytest.fixture
def newsroom(each_store: Store) -> Newsroom:
    return Newsroom(each_store)


def many(count: int, name: str = "LoRA") -> list[Paper]:
    return [make_paper(f"2611.{n:05d}", f"{name} {n}", upvotes=n) for n in range(1, count + 1)]


def find_of(newsroom: Newsroom, one: Paper) -> AlertMatch:
    with newsroom.store.read() as tx:
        found = alert_matches.get_match(tx, ANN, one.id)
    assert found
    return found


def test_a_new_paper_reaches_each_person_once_with_all_reasons(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    newsroom.alert("fine-tuning")
    newsroom.alert("lora", BOB)
    fresh = paper("LoRA for fine tuning", abstract="We adapt.")
    assert newsroom.list_papers(TODAY, fresh) == 2
    by_person = {message.lead.plain: titles(message) for message in newsroom.queued()}
    assert by_person == {
        "It matches your alerts “lora” and “fine-tuning”.": ["LoRA for fine tuning"],
        "It matches your alert “lora”.": ["LoRA for fine tuning"],
    }
    assert newsroom.list_papers(date(2026, 11, 25), fresh) == 0


def test_old_papers_alert_nobody(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    assert newsroom.list_papers(date(2024, 5, 27), paper("LoRA of old")) == 0
    assert newsroom.take_in(Arrival(paper("LoRA undated"))) == 0


def test_a_paper_without_a_list_is_news_by_its_date(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    assert newsroom.take_in(Arrival(paper("LoRA today", published=TODAY))) == 1


def test_lists_from_before_a_source_was_first_read_are_a_backlog(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    assert newsroom.list_papers(date(2026, 11, 23), paper("LoRA of yesterday")) == 0
    assert newsroom.list_papers(TODAY, paper("LoRA of today")) == 1


def test_a_list_that_was_missed_for_a_day_is_news_when_it_comes(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    newsroom.list_papers(TODAY, paper("Diffusion"))
    newsroom.now = at("2026-11-26T15:00")
    assert newsroom.list_papers(date(2026, 11, 25), paper("LoRA of the day before")) == 1


def test_papers_from_before_an_alert_are_not_sent(newsroom: Newsroom) -> None:
    newsroom.list_papers(TODAY, paper("LoRA before"))
    newsroom.alert("lora")
    assert newsroom.list_papers(TODAY, paper("LoRA before", 9)) == 0


def test_a_paper_that_gains_the_votes_asked_for_is_news_then_and_once(newsroom: Newsroom) -> None:
    newsroom.alert("upvotes:>50")
    assert newsroom.list_papers(TODAY, paper("Rising", 10)) == 0
    newsroom.now = NOW + timedelta(hours=5)
    assert newsroom.list_papers(TODAY, paper("Rising", 60)) == 1
    assert newsroom.list_papers(TODAY, paper("Rising", 90)) == 0


def test_a_paper_under_two_ids_is_told_once(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    authors = ("Ann Lee", "Bob Roe", "Cid Poe")
    title = "LoRA for the adaptation of speech models"
    one = make_paper("2611.00009", title, authors=authors)
    twin = make_paper("2611.00002", title, authors=authors)
    assert newsroom.list_papers(TODAY, one) == 1
    newsroom.now = NOW + timedelta(hours=1)
    assert newsroom.list_papers(TODAY, twin, source="arxiv") == 0


def test_a_new_version_of_what_was_told_is_told_nobody_again(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    newsroom.alert("speech")
    assert newsroom.list_papers(TODAY, paper("LoRA")) == 1
    newsroom.now = NOW + timedelta(days=1)
    again = replace(paper("LoRA"), title="LoRA for speech", version=2)
    assert newsroom.list_papers(date(2026, 11, 25), again) == 0
    assert newsroom.list_papers(date(2026, 11, 25), again, source="arxiv") == 0


def test_all_reasons_for_a_paper_stand_in_one_message(newsroom: Newsroom) -> None:
    for query in ("lora", "author:lee", "cat:cs.CL"):
        newsroom.alert(query)
    newsroom.subscribe(topic="speech")
    newsroom.person(quiet=(time(15), time(17)))
    one = paper("LoRA for speech", authors=("Ann Lee",), categories=("cs.CL",))
    other = paper("Speech of Lee", authors=("Ann Lee",))
    newsroom.list_papers(TODAY, one, other)
    with newsroom.store.write() as tx:
        subscriptions.mark_shown(tx, CHANNEL, [one.id], NOW)
    newsroom.now = at("2026-11-24T17:00")
    assert newsroom.tell() == 1
    (message,) = newsroom.queued()
    facts = {card.title.plain: card.facts for card in message.cards}
    assert facts["LoRA for speech"].startswith(
        "for “lora”, “author:lee”, “cat:cs.CL”, also in the digest on “speech”"
    )
    assert facts["Speech of Lee"].startswith("for “author:lee”")


def test_a_weekly_alert_comes_on_its_day(newsroom: Newsroom) -> None:
    newsroom.alert("lora", schedule=Schedule(time(9), frozenset({0}), "Asia/Tokyo"))
    assert newsroom.list_papers(TODAY, *many(3)) == 0
    newsroom.now = at("2026-11-29T23:59")
    assert newsroom.tell() == 0
    newsroom.now = at("2026-11-30T00:00")
    assert newsroom.tell() == 1
    assert newsroom.queued()[0].title == "3 new papers for you"


def test_a_paused_alert_is_silent(newsroom: Newsroom) -> None:
    alert = newsroom.alert("lora")
    with newsroom.store.write() as tx:
        alerts.set_paused(tx, alert.id, "by you")
    assert newsroom.list_papers(TODAY, paper("LoRA")) == 0


def test_alerts_are_followed_as_they_change(newsroom: Newsroom) -> None:
    newsroom.list_papers(TODAY, paper("Diffusion"))
    alert = newsroom.alert("lora")
    newsroom.now += timedelta(minutes=1)
    assert newsroom.list_papers(TODAY, paper("LoRA one")) == 1
    with newsroom.store.write() as tx:
        alerts.remove_alert(tx, alert.id, newsroom.now)
    assert newsroom.list_papers(TODAY, paper("LoRA two")) == 0


def test_a_crash_between_match_and_queue_loses_nothing_and_doubles_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.alert("lora")

    def crash(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr("bot.jobs.alert_round.tell_people", crash)
        with pytest.raises(MemoryError):
            newsroom.list_papers(TODAY, paper("LoRA"))
    assert newsroom.queued() == []
    assert newsroom.tell() == 1
    assert newsroom.tell() == 0


def test_a_crash_while_matching_is_made_good_by_the_next_round(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.alert("lora")

    def crash(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr("bot.store.alert_matches.add_matches", crash)
        with pytest.raises(MemoryError):
            newsroom.list_papers(TODAY, paper("LoRA"))
    assert newsroom.tell() == 1


def test_a_person_who_cannot_be_worded_to_does_not_stop_the_others(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.alert("lora")
    newsroom.alert("lora", BOB)
    newsroom.person(BOB, timezone="Nowhere/Atlantis")
    assert newsroom.list_papers(TODAY, paper("LoRA")) == 1


def test_two_processes_tell_each_person_once(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    other = Newsroom(newsroom.store)
    assert newsroom.list_papers(TODAY, paper("LoRA")) == 1
    assert other.tell() == 0


def test_daily_alerts_come_together_at_their_hour(newsroom: Newsroom) -> None:
    newsroom.alert("lora", schedule=DAILY)
    newsroom.alert("speech", schedule=DAILY)
    assert newsroom.list_papers(TODAY, paper("LoRA", 3), paper("Speech LoRA", 5)) == 0
    newsroom.now = at("2026-11-25T09:00")
    assert newsroom.tell() == 1
    (message,) = newsroom.queued()
    assert message.title == "2 new papers for you"
    assert titles(message) == ["Speech LoRA", "LoRA"]
    assert message.cards[0].facts.startswith("for “lora”, “speech” · ")


def test_what_one_alert_tells_at_once_another_does_not_tell_again(newsroom: Newsroom) -> None:
    newsroom.alert("lora", schedule=DAILY)
    newsroom.alert("speech")
    assert newsroom.list_papers(TODAY, paper("Speech LoRA")) == 1
    assert "“lora” and “speech”" in newsroom.queued()[0].lead.plain
    newsroom.now = at("2026-11-25T09:00")
    assert newsroom.tell() == 0


def test_an_alert_brings_no_more_papers_than_it_may(newsroom: Newsroom) -> None:
    newsroom.alert("lora", schedule=DAILY, most=3)
    newsroom.list_papers(TODAY, *many(15))
    newsroom.now = at("2026-11-25T09:00")
    newsroom.tell()
    (message,) = newsroom.queued()
    assert titles(message) == ["LoRA 15", "LoRA 14", "LoRA 13"]
    assert message.note == "12 more matched."
    assert message.actions[0].command == "alert missed"


def test_past_a_days_bound_the_rest_comes_together_the_next_morning(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    newsroom.person(most_a_day=2)
    assert newsroom.list_papers(TODAY, *many(5)) == 2
    assert newsroom.list_papers(TODAY, paper("LoRA again")) == 0
    newsroom.queued()
    newsroom.now = at("2026-11-25T09:00")
    assert newsroom.tell() == 1
    assert newsroom.queued()[0].title == "4 new papers for you"
    newsroom.now = at("2026-11-25T09:01")
    assert newsroom.list_papers(date(2026, 11, 25), paper("LoRA of the new day")) == 1


def test_an_alert_told_at_once_has_its_own_bound_a_day(newsroom: Newsroom) -> None:
    newsroom.alert("lora", most=1)
    newsroom.alert("speech")
    assert newsroom.list_papers(TODAY, *many(3), paper("Speech")) == 2
    assert newsroom.list_papers(TODAY, paper("LoRA later")) == 0


def test_in_quiet_hours_papers_wait_and_then_come_together(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    newsroom.person(quiet=(time(15), time(7)), timezone="UTC")
    assert newsroom.list_papers(TODAY, *many(2)) == 0
    assert find_of(newsroom, many(1)[0]).why == "quiet hours"
    newsroom.now = at("2026-11-25T06:59")
    assert newsroom.tell() == 0
    newsroom.now = at("2026-11-25T07:00")
    assert newsroom.tell() == 1
    assert len(newsroom.queued()[0].cards) == 2


def test_what_comes_while_snoozed_is_kept_and_not_told(newsroom: Newsroom) -> None:
    newsroom.alert("lora")
    newsroom.person(silent_until=NOW + timedelta(days=1))
    assert newsroom.list_papers(TODAY, paper("LoRA")) == 0
    newsroom.now = NOW + timedelta(days=2)
    assert newsroom.tell() == 0
    with newsroom.store.read() as tx:
        assert [match.state for match in alert_matches.kept_back(tx, ANN, NOW)] == ["silent"]


def test_a_snoozed_alert_says_nothing_but_others_do(newsroom: Newsroom) -> None:
    alert = newsroom.alert("lora")
    newsroom.alert("speech")
    with newsroom.store.write() as tx:
        alerts.set_silent(tx, alert.id, NOW + timedelta(days=1))
    assert newsroom.list_papers(TODAY, paper("LoRA"), paper("Speech LoRA")) == 1


def test_an_alert_removed_before_its_hour_tells_nothing(newsroom: Newsroom) -> None:
    alert = newsroom.alert("lora", schedule=DAILY)
    newsroom.list_papers(TODAY, paper("LoRA"))
    with newsroom.store.write() as tx:
        alerts.remove_alert(tx, alert.id, NOW)
    newsroom.now = at("2026-11-25T09:00")
    assert newsroom.tell() == 0
    assert find_of(newsroom, paper("LoRA")).state == "silent"


def test_a_person_who_cannot_be_reached_is_told_nothing(newsroom: Newsroom) -> None:
    newsroom.alert("lora", schedule=DAILY)
    newsroom.list_papers(TODAY, paper("LoRA"))
    newsroom.person(unreachable="Your messages are closed.")
    newsroom.now = at("2026-11-25T09:00")
    assert newsroom.tell() == 0
    assert find_of(newsroom, paper("LoRA")).state == "gone"


def test_a_digest_that_its_reader_set_up_is_named_among_the_reasons(newsroom: Newsroom) -> None:
    newsroom.subscribe(topic="speech")
    newsroom.alert("lora")
    newsroom.person(quiet=(time(15), time(17)))
    fresh = paper("Speech LoRA")
    newsroom.list_papers(TODAY, fresh)
    with newsroom.store.write() as tx:
        subscriptions.mark_shown(tx, CHANNEL, [fresh.id], NOW)
    newsroom.now = at("2026-11-24T17:00")
    newsroom.tell()
    (message,) = newsroom.queued()
    assert message.cards[0].facts.startswith("for “lora”, also in the digest on “speech”")
