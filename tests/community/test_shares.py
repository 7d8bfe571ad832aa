"""Who shared what: by channel, without their words, and only while the channel wants it."""

from datetime import timedelta

from bot.message import Destination
from bot.store import personal_data
from tests.community.conftest import LORA, ROBOTS, SINKS
from tests.newsroom import ANN, BOB
from tests.talk import Talk, words_of

ELSEWHERE = Destination("slack", "T1/C2")


def test_links_are_remembered_with_who_and_when(talk: Talk) -> None:
    talk.say(f"shared https://arxiv.org/abs/{LORA}v1 https://arxiv.org/pdf/{SINKS}", name="Ann")
    talk.newsroom.now += timedelta(days=1)
    talk.say(f"shared {LORA}", who=BOB, name="Bob")
    said = talk.say("shared")
    assert "2 papers" in said
    assert said.count("shared by Ann on Tue 24 Nov 2026") == 2
    assert "Bob" not in said
    assert "Shared here by Ann on Tue 24 Nov 2026 and 1 more." in talk.say(f"paper {LORA}")


def test_they_are_found_by_a_query_and_as_a_field_of_search(talk: Talk) -> None:
    talk.say(f"shared {LORA} {ROBOTS}", name="Ann")
    for asked in ("shared lora", "search shared:here lora", "search lora shared:here"):
        said = talk.say(asked)
        assert "LoRA for speech" in said
        assert "Robots" not in said
    assert "Robots" in talk.say("search shared:here")
    assert "Nothing that was shared here fits" in talk.say("search shared:here zebra")


def test_another_channel_hears_nothing_of_it(talk: Talk) -> None:
    talk.say(f"shared {LORA}", name="Ann")
    for asked in ("shared", "search shared:here", f"paper {LORA}"):
        assert "Ann" not in talk.say(asked, where=ELSEWHERE)
        assert "Ann" not in talk.say(asked, where=ANN)


def test_a_channel_opts_out_and_all_is_forgotten(talk: Talk) -> None:
    talk.say(f"shared {LORA}", name="Ann")
    assert "no longer remember links that are posted here and have forgotten 1" in talk.say(
        "sharing off"
    )
    talk.say(f"shared {SINKS}", name="Ann")
    assert "Nobody has linked to a paper here yet" in talk.say("shared")
    assert "I'll remember which papers" in talk.say("sharing on")
    talk.say(f"shared {SINKS}", name="Ann")
    assert "Attention sinks" in talk.say("shared")


def test_a_person_takes_all_of_it_with_them(talk: Talk) -> None:
    talk.say(f"shared {LORA}", name="Ann")
    talk.say(f"submit {LORA}", name="Ann")
    talk.say(f"vote {LORA}")
    talk.say(f"react save {SINKS} below 1.2")
    with talk.store.read() as tx:
        known = personal_data.export(tx, ANN)
    for name in ("votes", "saved papers", "reactions", "submitted papers", "shared links"):
        assert len(known[name]) == 1, name
    talk.say("privacy delete yes")
    with talk.store.read() as tx:
        assert not any(personal_data.export(tx, ANN).values())
    assert "Ann" not in words_of(talk.last.message)
    assert "Nobody has linked" in talk.say("shared", who=BOB)
