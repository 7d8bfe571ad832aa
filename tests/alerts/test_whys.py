"""Why a paper was sent, or was not: every cause has its sentence."""

from datetime import date, time, timedelta

import pytest

from bot.calendar import EVERY_DAY
from bot.model import Arrival, Paper, Schedule
from bot.store import alerts, outbox
from bot.store.people import note_unreachable
from tests.conftest import NOW, make_paper
from tests.newsroom import ANN, TODAY, at, paper
from tests.talk import Talk

DAILY = Schedule(time(9), EVERY_DAY, "UTC")
LORA = make_paper("2611.00001", "LoRA for speech", upvotes=3, abstract="Low rank.")


def why(talk: Talk, one: Paper = LORA) -> str:
    return talk.say(f"why {one.id}")


def deliver(talk: Talk) -> None:
    talk.newsroom.queued()


def test_sent_and_when(talk: Talk) -> None:
    talk.newsroom.alert("lora")
    talk.newsroom.list_papers(TODAY, LORA)
    assert "matches your alert “lora”. The message is on its way" in why(talk)
    deliver(talk)
    assert "I sent it on Tue 24 Nov 2026 at 15:00." in why(talk)


def test_not_delivered_and_why(talk: Talk) -> None:
    talk.newsroom.alert("lora")
    talk.newsroom.list_papers(TODAY, LORA)
    with talk.store.write() as tx:
        (claim,) = outbox.claim(tx, ["slack"], talk.newsroom.now, timedelta(minutes=2), 5)
        outbox.settle_dead(tx, claim, "Your messages are closed.", NOW)
    assert "did not arrive (Tue 24 Nov 2026 at 15:00): Your messages are closed." in why(talk)


def test_waiting_for_its_hour_or_for_the_end_of_rest(talk: Talk) -> None:
    talk.newsroom.alert("lora", schedule=DAILY)
    talk.newsroom.list_papers(TODAY, LORA)
    assert "waits until Wed 25 Nov 2026 at 09:00." in why(talk)
    talk.newsroom.alert("speech")
    talk.newsroom.person(quiet=(time(15), time(7)))
    other = paper("Speech")
    talk.newsroom.list_papers(TODAY, other)
    assert "waits until Wed 25 Nov 2026 at 07:00 (quiet hours)." in why(talk, other)


def test_over_a_bound_and_snoozed(talk: Talk) -> None:
    talk.newsroom.alert("lora", schedule=DAILY, most=1)
    talk.newsroom.list_papers(TODAY, LORA, make_paper("2611.00002", "LoRA again", upvotes=9))
    talk.newsroom.now = at("2026-11-25T09:00")
    talk.newsroom.tell()
    assert "kept back: there were more than fit into the message" in why(talk)
    talk.newsroom.person(silent_until=NOW + timedelta(days=9))
    third = make_paper("2611.00003", "LoRA at last")
    talk.newsroom.list_papers(date(2026, 11, 25), third)
    assert "was not told: snoozed" in why(talk, third)


FILTERED = [
    ("diffusion", "it lacks “diffusion”"),
    ("lora -speech", "it has “speech”, which is left out"),
    ("lora title:rank", "it lacks “rank” in the title"),
    ("lora upvotes:>50", "it has not more than 50 upvotes"),
    ("lora since:2027", "it was not published since 2027-01-01"),
    ("lora cat:math.GT", "it is not in category math.GT"),
    ("(cat OR dog) lora", "it lacks all of “cat” or “dog”"),
    ("cat dog bird", "it lacks “cat” and lacks “dog”, and 1 parts more"),
]


@pytest.mark.parametrize(("query", "said"), FILTERED)
def test_filtered_by_which_part_of_which_query(talk: Talk, query: str, said: str) -> None:
    talk.newsroom.alert(query)
    talk.newsroom.list_papers(TODAY, LORA)
    assert f"Alert 1 “{query}”: {said}." in why(talk)


def test_there_before_the_alert(talk: Talk) -> None:
    talk.newsroom.list_papers(TODAY, LORA)
    talk.newsroom.alert("lora")
    assert "there already (Tue 24 Nov 2026 at 15:00) when the alert was set" in why(talk)
    talk.say("alert add upvotes:>2")
    talk.press("Save alert")
    assert "only what comes later is told" in why(talk)


def test_old_withdrawn_paused_or_without_alerts(talk: Talk) -> None:
    old = make_paper("2405.00001", "LoRA of old")
    talk.newsroom.list_papers(date(2024, 5, 27), old)
    assert "You have no alerts." in why(talk, old)
    alert = talk.newsroom.alert("lora")
    assert "it is of Mon 27 May 2024: only news of three days is told" in why(talk, old)
    gone = make_paper("2611.00009", "LoRA withdrawn", is_withdrawn=True)
    talk.newsroom.list_papers(TODAY, gone)
    assert "it was withdrawn" in why(talk, gone)
    with talk.store.write() as tx:
        alerts.set_paused(tx, alert.id, "by you")
    assert "is paused: by you" in why(talk, old)


def test_closed_to_messages(talk: Talk) -> None:
    talk.newsroom.alert("lora")
    with talk.store.write() as tx:
        note_unreachable(tx, ANN, "Your messages are closed.")
    talk.newsroom.list_papers(TODAY, LORA)
    assert "could not be told: Your messages are closed." in why(talk)


def test_a_duplicate_names_what_stands_for_it(talk: Talk) -> None:
    authors = ("Ann Lee", "Bob Roe", "Cid Poe")
    title = "LoRA for the adaptation of speech models"
    first = make_paper("2611.00002", title, authors=authors)
    twin = make_paper("2611.00009", title, authors=authors)
    talk.newsroom.alert("lora")
    talk.newsroom.list_papers(TODAY, first)
    deliver(talk)
    talk.newsroom.list_papers(TODAY, twin, source="arxiv")
    said = why(talk, twin)
    assert "the same work as 2611.00002" in said
    assert "I sent it on" in said


def test_not_fetched_is_said(talk: Talk) -> None:
    assert "I don't have 2611.77777" in talk.say("why 2611.77777")


def test_in_a_channel_the_digests_are_explained_too(talk: Talk) -> None:
    assert "No digest is posted here" in _listed(talk)
    talk.newsroom.subscribe(top=1)
    assert "The next digest may hold it: next on Wed 25 Nov at 09:00." in why(talk)
    talk.newsroom.subscribe(topic="zebra")
    assert "The digest on “zebra” leaves it out: it lacks “zebra”." in why(talk)
    rival = make_paper("2611.00002", "Attention", upvotes=99)
    talk.newsroom.list_papers(TODAY, rival)
    talk.newsroom.digests(at("2026-11-25T09:00"))
    assert "held 1 of 2, picked by votes" in why(talk)
    assert "It is in the digest for Wed 25 Nov 2026. I sent it on" in why(talk, rival)
    loose = make_paper("2611.00003", "Unlisted", published=TODAY)
    talk.newsroom.take_in(Arrival(loose))
    assert "It is on no list that I read" in why(talk, loose)


def _listed(talk: Talk) -> str:
    talk.newsroom.list_papers(TODAY, LORA)
    return why(talk)


def test_in_direct_messages_no_place_is_explained(talk: Talk) -> None:
    talk.newsroom.list_papers(TODAY, LORA)
    assert "Here:" not in talk.say(f"why {LORA.id}", where=ANN)
