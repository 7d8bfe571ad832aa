"""Gestures are commands: a link, a message, App Home, sharing, forms."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot import commands
from bot.message import Destination, Reply, Request
from bot.search import Search
from bot.store import Store, papers
from tests.conftest import NOW
from tests.test_commands import ANN, CHANNEL, stocked

Say = Callable[..., Reply]

__all__ = ["stocked"]


@pytest.fixture
def say(store: Store, stocked: None, tmp_path: Path) -> Say:
    def changes(after: int, limit: int) -> object:
        with store.read() as tx:
            return papers.read_changes(tx, after, limit)

    def load(ids: object) -> object:
        with store.read() as tx:
            return papers.get_papers(tx, ids)  # type: ignore[arg-type]

    search = Search(tmp_path / "index", changes, load, lambda: NOW)  # type: ignore[arg-type]

    def typed(text: str, place: Destination = CHANNEL, **more: object) -> Reply:
        search.catch_up()
        request = Request(text, ANN, place, "slack:T1")
        request = replace(request, **more)  # type: ignore[arg-type]
        return commands.answer(store, search, request, NOW, "UTC")

    return typed


def words(reply: Reply) -> str:
    message = reply.message
    cards = [f"{card.title.plain} {card.facts} {card.body.plain}" for card in message.cards]
    return "\n".join([message.title, message.lead.plain, *cards, message.note])


@pytest.mark.parametrize(
    "link",
    [
        "2405.00003",
        "https://arxiv.org/abs/2405.00003v2",
        "https://huggingface.co/papers/2405.00003",
    ],
)
def test_a_link_is_shown_as_a_card(say: Say, link: str) -> None:
    reply = say(f"card {link}")
    assert [card.title.plain for card in reply.message.cards] == ["Attention sinks"]
    assert reply.message.cards[0].actions[0].command == "save 2405.00003"


def test_a_card_says_who_linked_to_the_paper_here_and_is_silent_where_that_is_asked(
    say: Say,
) -> None:
    assert say("card 2405.00003").message.note == ""
    say("shared https://arxiv.org/abs/2405.00003", name="Ada")
    assert "Shared here by Ada on Tue 24 Nov 2026" in say("card 2405.00003").message.note
    other = Destination("slack", "T1/C2")
    assert say("card 2405.00003", place=other).message.note == ""
    assert not say("sharing off").is_error
    assert say("card 2405.00003").is_error
    assert not say("card 2405.00003", place=other).is_error


@pytest.mark.parametrize("link", ["https://example.org", "2405.99999", "lora"])
def test_a_link_to_no_paper_shows_nothing(say: Say, link: str) -> None:
    reply = say(f"card {link}")
    assert reply.is_error
    assert not reply.message.cards


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("have you seen https://arxiv.org/abs/2405.00003 yet?", "Attention sinks"),
        ("compare 2405.00003 and 2611.00001!", "Attention sinks|LoRA adapters for speech"),
        ("adapters for speech", "LoRA adapters for speech"),
        ("- *adapters* for speech -", "LoRA adapters for speech"),
    ],
)
def test_the_papers_in_a_message_are_those_it_names_or_its_words_find(
    say: Say, text: str, titles: str
) -> None:
    found = [card.title.plain for card in say(f"in {text}").message.cards]
    assert "|".join(sorted(found)) == titles


def test_words_that_are_said_are_a_search_and_verbs_stay_verbs(say: Say) -> None:
    assert "LoRA adapters for speech" in words(say("adapters for speech", is_said=True))
    assert "Attention sinks" in words(say("2405.00003", is_said=True))
    assert "What I can do" in words(say("help", is_said=True))
    assert "Three things to try" in words(say("", is_said=True))
    assert "LoRA adapters for speech" in words(say("adapters for speech"))


def test_home_shows_todays_best_and_the_first_steps_to_who_is_new(say: Say) -> None:
    reply = say("home", place=ANN)
    assert [card.title.plain for card in reply.message.cards][:2] == [
        "Diffusion alignment",
        "LoRA adapters for speech",
    ]
    assert "New here?" in words(reply)
    assert [one.label for one in reply.message.actions if one.form] == [
        "Search",
        "New alert",
        "New digest",
    ]


def test_home_shows_what_was_saved_last_and_searches_the_rest(say: Say) -> None:
    before = say("home", place=ANN).message
    assert not any(action.label == "Search saved" for action in before.actions)
    best = before.cards[-1]
    known = best.actions[0].command.partition(" ")[2]
    assert not say(f"save {known}", place=ANN).is_error
    after = say("home", place=ANN).message
    assert after.cards[-1].title == best.title
    assert after.cards[-1].facts.startswith("saved lately")
    assert after.cards[-1].actions[0].is_on
    (search,) = [action for action in after.actions if action.label == "Search saved"]
    assert search.form
    assert not say(search.form.fill({"query": "lora"}), place=ANN).is_error
    assert any(action.command == "for you" for action in after.actions)


def test_home_shows_alerts_with_what_can_be_done_with_them(say: Say) -> None:
    draft = say("alert add lora", place=ANN).message.actions[0].command
    say(draft, place=ANN)
    reply = say("home", place=ANN)
    (card,) = [card for card in reply.message.cards if card.title.plain == "Alert 1: lora"]
    assert [one.label for one in card.actions] == [
        "Edit",
        "Pause",
        "Snooze for 3 days",
        "What it would bring",
        "Remove",
    ]
    assert "New here?" not in words(reply)
    edit = card.actions[0].form
    assert edit is not None
    assert not say(edit.fill({"pace": "daily at 9:00", "max": "3"}), place=ANN).is_error


@pytest.mark.parametrize(
    ("name", "values", "command"),
    [
        ("search", {"query": "lora", "code": "yes"}, "search lora has:code sort:relevance"),
        ("search", {"query": "lora", "year": "2024", "sort": ""}, "search lora since:2024"),
        ("search", {"query": "lora", "category": "cs.CL", "sort": ""}, "search lora cat:cs.CL"),
        (
            "digest",
            {"topic": "", "zone": "UTC"},
            "subscribe at 09:00 mon,tue,wed,thu,fri top 5 UTC without abstracts",
        ),
        (
            "digest",
            {"ready": "yes", "time": "", "topic": "robot arms", "zone": "Africa/Cairo"},
            "subscribe robot arms when ready mon,tue,wed,thu,fri top 5 Africa/Cairo "
            "without abstracts",
        ),
        ("alert", {"query": "lora", "max": "4"}, "alert add lora at once max 4"),
        ("note 2405.00003", {"note": "read #rlhf"}, "save 2405.00003 read #rlhf"),
    ],
)
def test_a_form_fills_into_a_command_that_is_understood(
    say: Say, name: str, values: dict[str, str], command: str
) -> None:
    form = say(f"form {name}").form
    assert form is not None
    assert form.fill(values) == command
    assert not say(command).is_error


def test_an_unknown_form_names_those_that_there_are(say: Say) -> None:
    reply = say("form tax")
    assert reply.is_error
    assert "search, digest, alert, note" in words(reply)


def test_an_answer_in_a_channel_can_be_shared_with_who_shares_it(say: Say) -> None:
    reply = say("search adapters")
    (share,) = [one for one in reply.message.actions if one.label == "Share here"]
    shared = say(share.command, name="Ada")
    assert shared.audience == "place"
    assert "Ada shared this." in words(shared)
    assert "LoRA adapters for speech" in words(shared)
    assert "Share here" not in [
        one.label for one in say("search adapters", place=ANN).message.actions
    ]


def test_what_one_person_saved_is_nobody_elses_business_when_they_share(say: Say) -> None:
    say("save 2611.00001")
    own, shared = say("search adapters"), say("share search adapters")
    labels = [[one.label for one in reply.message.cards[0].actions] for reply in (own, shared)]
    assert "Saved ✓" in labels[0]
    assert "Saved ✓" not in labels[1]


@pytest.mark.parametrize("command", ["alert list", "privacy export", "saved", "share search lora"])
def test_what_is_ones_own_cannot_be_shared(say: Say, command: str) -> None:
    assert say(f"share {command}").is_error


@pytest.mark.parametrize(
    ("command", "replaces"),
    [
        ("search adapters", False),
        ("search adapters page 1", True),
        ("search adapters sort:date", True),
        ("today page 2", True),
        ("today", False),
        ("search page 2", True),
        ("help", False),
    ],
)
def test_the_next_page_stands_in_place_of_the_one_before(
    say: Say, command: str, replaces: bool
) -> None:
    assert say(command).replaces == replaces


@pytest.mark.parametrize(
    ("command", "label"),
    [
        ("save 2405.00003", "Saved ✓"),
        ("save 2405.00003 worth it #rlhf", "Saved ✓"),
        ("vote 2405.00003", "Voted ✓ · 1"),
        ("unsave 2405.00003", "Save"),
        ("search adapters", None),
        ("save attention sinks", None),
    ],
)
def test_a_pressed_toggle_says_what_it_has_become(
    say: Say, command: str, label: str | None
) -> None:
    turned = say(command).turned
    assert (turned.label if turned else None) == label


def test_a_channel_is_told_once_who_set_up_its_digest(say: Say, store: Store) -> None:
    assert not say("subscribe at 9am weekdays top 3 UTC", name="Ada").is_error
    assert not say("subscribe at 8am weekdays UTC", name="Bob").is_error
    assert not say("subscribe at 9am UTC", place=ANN, name="Ada").is_error
    with store.read() as tx:
        rows = tx.exec_driver_sql("SELECT destination, content FROM deliveries").all()
    assert [place for place, _ in rows] == [str(CHANNEL)]
    assert "Ada set up a digest here: top 3, every weekday at 09:00 UTC" in rows[0][1]
