"""How messages look in Slack."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.slack.limits import LIMITS, measure
from adapters.slack.render import render
from bot.message import Action, Card, Link, Message, Text, fit
from tests.slack.rules import buttons_in, faults_of, words_of

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]

DIGEST = Message(
    title="Daily papers · Mon 27 May 2024",
    lead=Text("3 of 41 papers, by upvotes."),
    cards=tuple(
        Card(
            title=Text(title),
            url=f"https://huggingface.co/papers/2405.{number:05}",
            facts=facts,
            body=Text(body),
            actions=(
                Action("Abstract", f"paper 2405.{number:05}"),
                Action("Similar", f"similar 2405.{number:05}"),
            ),
            links=(Link("PDF", f"https://arxiv.org/pdf/2405.{number:05}"),),
            number=number,
        )
        for number, title, facts, body in [
            (
                1,
                "LoRA Learns Less & Forgets Less",
                "↑ 63 · 3 comments · Dan Biderman, Jose Portes +8",
                "Low-rank adaptation learns less than full finetuning, but forgets less.",
            ),
            (2, "Chameleon", "↑ 40", "Early-fusion models that read <image> tokens."),
            (3, "A paper with no abstract", "", ""),
        ]
    ),
    note="Change this with /papers subscribe, end it with /papers unsubscribe.",
    actions=(Action("All papers of the day", "top 2024-05-27"),),
)
SEARCH = Message(
    lead=Text("2 papers for lora, best first."),
    cards=(
        Card(
            title=Text("LoRA Learns Less", ((0, 4),)),
            url="https://huggingface.co/papers/2405.09673",
            facts="↑ 63",
            body=Text("… we compare LoRA and full finetuning on code.", ((13, 17),)),
            actions=(Action("Abstract", "paper 2405.09673"),),
            number=1,
        ),
        Card(title=Text("No page is known of this"), number=2),
    ),
    actions=(Action("Alert me", "alert add lora"), Action("More", "search lora page 2")),
)


@pytest.mark.parametrize(("name", "message"), [("digest", DIGEST), ("search", SEARCH)])
def test_a_message_looks_as_reviewed(golden: Golden, name: str, message: Message) -> None:
    payload = render(message, "m00000001")
    assert faults_of(payload.text, list(payload.blocks)) == []
    shown = {"text": payload.text.split("\n"), "blocks": payload.blocks}
    golden(GOLDEN / f"{name}.json", json.dumps(shown, indent=2, ensure_ascii=False))


def test_the_fallback_text_says_title_facts_and_address_of_each_card() -> None:
    text = render(DIGEST).text
    assert "1. LoRA Learns Less &amp; Forgets Less — ↑ 63" in text
    assert "https://huggingface.co/papers/2405.00002" in text
    assert text.startswith("Daily papers")


def test_a_long_fallback_text_ends_at_a_line_and_cuts_no_entity() -> None:
    cards = tuple(Card(Text("&" * 60), facts="<" * 60) for _ in range(10))
    text = render(Message("A day", cards=cards)).text
    assert len(text) < 4000
    assert text.endswith("\n…")
    assert text.count("&") == text.count(";")


@pytest.mark.parametrize("message", [Message(), Message(title=" \x00 "), Message(note="\x00")])
def test_an_empty_message_is_legal_all_the_same(message: Message) -> None:
    payload = render(message, "m1")
    assert faults_of(payload.text, list(payload.blocks)) == []


@pytest.mark.parametrize("length", [149, 150, 151])
def test_a_heading_is_a_header_up_to_150_characters(length: int) -> None:
    (block,) = render(Message(title="x" * length)).blocks
    assert block["type"] == ("header" if length <= 150 else "rich_text")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://a b", "", "ftp://x"])
def test_only_web_addresses_become_links(url: str) -> None:
    message = Message(cards=(Card(Text("A title"), url, links=(Link("Page", url),)),))
    payload = render(message)
    assert "link" not in json.dumps(payload.blocks)
    assert buttons_in(payload.blocks) == []
    assert "A title" in words_of(list(payload.blocks))


def test_the_fullest_message_that_fits_is_legal() -> None:
    cards = tuple(
        Card(
            Text("t" * 100),
            "https://x.org/p",
            facts="f" * 100,
            body=Text("b" * 300),
            actions=tuple(Action("a" * 75, "paper 2405.00001") for _ in range(3)),
            links=(Link("l" * 200, "https://x.org/1"), Link("Code", "https://x.org/2")),
        )
        for _ in range(10)
    )
    message = Message("t" * 150, Text("l" * 800), cards, "n" * 300)
    parts = fit(message, LIMITS)
    assert len(parts) == 1
    payload = render(parts[0], "m" * 25)
    assert faults_of(payload.text, list(payload.blocks)) == []


def test_fifty_buttons_on_one_card_stand_in_rows_of_25() -> None:
    actions = tuple(Action(f"Button {n}", f"paper {n}") for n in range(60))
    (part,) = fit(Message(cards=(Card(Text("A title"), actions=actions),)), LIMITS)
    payload = render(part)
    assert faults_of(payload.text, list(payload.blocks)) == []
    assert len(buttons_in(payload.blocks)) == 50


def test_an_emoji_counts_as_the_two_units_that_it_is_in_slack() -> None:
    assert measure("<😀>") == len("&lt;") + 2 + len("&gt;")
