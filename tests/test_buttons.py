"""What a button does is fixed when it's shown, whenever and by whomever it is pressed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.grammar import VERBS
from bot.message import Message
from bot.store import alerts, drafts, open_store, subscriptions
from tests.newsroom import ANN, BOB, CHANNEL, TODAY, Newsroom, at, paper
from tests.talk import Talk, buttons_of

LATER = "2026-11-27T12:00"
SHOWN = ("alert add lora", "alert add graph neural networks", "subscribe", "subscribe lora",
         "subscriptions", "alert list", "alert settings", "alert missed", "home", "welcome",
         "top all", "for you weekly", "for you", "search lora", "today", "week", "month",
         "trending", "saved", "submit", "saved export")  # fmt: skip


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    store = open_store("", tmp_path)
    talk = Talk(store, tmp_path)
    talk.newsroom.list_papers(TODAY, *(paper(f"LoRA {n} graph", 9 - n) for n in range(8)))
    yield talk
    store.close()


def all_buttons(talk: Talk) -> list[str]:
    """Return the command on every button of every kind of message, each once."""
    shown: list[Message] = []
    for typed in (*SHOWN, *(verb.example for verb in VERBS if verb.name != "privacy delete")):
        talk.say(typed)
        shown.append(talk.last.message)
        for command in list(buttons_of(talk.last.message).values())[:8]:
            if command.startswith(("alert save", "alert test", "similar", "explain")):
                talk.say(command)
                shown.append(talk.last.message)
    shown += talk.newsroom.digests(at("2026-11-25T09:00"))
    return list(dict.fromkeys(command for one in shown for command in buttons_of(one).values()))


def begin_anew(talk: Talk) -> None:
    """Take away all that buttons were shown for, and set other things in its place."""
    talk.newsroom.now = at(LATER)
    with talk.store.write() as tx:
        for alert in alerts.get_alerts(tx, ANN):
            alerts.remove_alert(tx, alert.id, talk.newsroom.now)
        for order in subscriptions.get_subscriptions(tx, CHANNEL):
            subscriptions.remove_subscription(tx, order.id)
        for draft in drafts.get_drafts(tx, ANN):
            drafts.end_draft(tx, draft.id, "cancelled")
    talk.say("alert add speech synthesis")
    talk.press("Save alert")
    talk.say("alert add protein folding")
    talk.say("subscribe origami")


def what_is_new(talk: Talk) -> object:
    with talk.store.read() as tx:
        kept = [one for one in alerts.get_alerts(tx, ANN) if one.query == "speech synthesis"]
        tried = [one.text for one in drafts.get_drafts(tx, ANN) if "protein" in one.text]
        posted = [
            one for one in subscriptions.get_subscriptions(tx, CHANNEL) if one.topic == "origami"
        ]
    return kept, tried, posted


@pytest.mark.parametrize("who", [ANN, BOB], ids=["by the same", "by somebody else"])
def test_no_old_button_touches_what_came_after_it(talk: Talk, who: object) -> None:
    old = all_buttons(talk)
    assert len(old) > 60
    begin_anew(talk)
    before = what_is_new(talk)
    # Those say that they're about all there is, whatever it is by then.
    for command in (one for one in old if " all" not in one and not one.startswith("privacy")):
        assert talk.say(command, who=who).strip(), command  # type: ignore[arg-type]
        assert what_is_new(talk) == before, command


def test_buttons_outlive_a_restart(talk: Talk, tmp_path: Path) -> None:
    talk.say("alert add graph neural networks")
    save = buttons_of(talk.last.message)["Save alert"]
    again = Talk(open_store("", tmp_path), tmp_path)
    again.newsroom.now = at(LATER)
    assert "Alert 1 is set" in again.say(save)
    again.store.close()


def test_a_dead_card_says_what_it_was_and_saves_nothing_else(talk: Talk) -> None:
    talk.say("alert add graph neural networks")
    save, cancel = (buttons_of(talk.last.message)[label] for label in ("Save alert", "Cancel"))
    talk.say(cancel)
    talk.say("alert add speech synthesis")
    assert "You cancelled that one: “graph neural networks" in talk.say(save)
    assert "no alerts" in talk.say("alert list")
    talk.say(save)
    assert "A new alert" in talk.press("Try it again")


def test_a_number_of_an_alert_is_never_given_twice(talk: Talk) -> None:
    for query, number in (("lora", 1), ("graph", 2)):
        talk.say(f"alert add {query}")
        assert f"Alert {number} is set" in talk.press("Save alert")
        talk.say(f"alert remove {number}")
    assert "You have no alert" in talk.say("alert remove 2") or "no alerts" in talk.say(
        "alert list"
    )


DIGESTS: list[tuple[str, str, str]] = [
    ("", "day 2026-11-24", "Papers for Tue 24 Nov"),
    ("lora", "day 2026-11-24 on lora", "on “lora”"),
]


@pytest.mark.parametrize(("topic", "command", "title"), DIGESTS)
def test_all_papers_of_a_digest_are_the_same_days_later(
    talk: Talk, topic: str, command: str, title: str
) -> None:
    room: Newsroom = talk.newsroom
    room.subscribe(topic, top=2)
    (digest,) = room.digests(at("2026-11-25T09:00"))
    (pressed,) = [one.command for one in digest.actions]
    assert pressed == command
    first = talk.say(pressed)
    assert title in first
    room.now = at("2026-12-01T12:00")
    room.list_papers(room.now.date(), paper("LoRA of a later day", 99))
    assert talk.say(pressed).partition("by upvotes")[0] == first.partition("by upvotes")[0]
    assert "later day" not in talk.last.message.title


def test_the_next_page_of_a_week_is_of_that_week(talk: Talk) -> None:
    talk.say("week")
    command = buttons_of(talk.last.message)["More"]
    assert command == "day 2026-11-18 to 2026-11-24 page 2"
    first = talk.say(command)
    talk.newsroom.now = at(LATER)
    assert talk.say(command) == first
