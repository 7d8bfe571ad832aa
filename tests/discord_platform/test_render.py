"""Messages in Discord's clothes: goldens to look at, and the rules behind them."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord import LIMITS
from adapters.discord.buttons import command_of, marker_of
from adapters.discord.payload import Rendered
from adapters.discord.render import marker_in, render
from bot.message import Action, Card, Link, Message, Text, fit
from tests.discord_platform.rules import faults_of

Golden = Callable[[Path, str], None]

TITLES = (
    "LoRA: Low-Rank Adaptation of Large Language Models",
    "Attention Is All You Need",
    "Direct Preference Optimization: Your Language Model is Secretly a Reward Model",
    "C++ kernels for x*y_z <fast> attention",
    "FlashAttention-2",
)


def make_card(number: int, title: str = TITLES[0], body: str = "We freeze the weights.") -> Card:
    identifier = f"2405.0000{number}"
    return Card(
        title=Text(title),
        url=f"https://huggingface.co/papers/{identifier}",
        facts="↑ 63 · 3 comments · Ada Lovelace, Alan Turing +3",
        body=Text(body),
        actions=(
            Action("Abstract", f"paper {identifier}"),
            Action("Similar", f"similar {identifier}"),
        ),
        links=(
            Link("PDF", f"https://arxiv.org/pdf/{identifier}"),
            Link("Page", f"https://huggingface.co/papers/{identifier}"),
        ),
        number=number,
    )


DIGEST = Message(
    title="Papers of Mon 27 May 2024",
    lead=Text("5 of 43 papers, the ones with the most upvotes:"),
    cards=tuple(make_card(n, title) for n, title in enumerate(TITLES, start=1)),
    note="Posted here at 09:00 on weekdays. /papers unsubscribe ends it.",
    actions=(Action("More papers", "day 2024-05-27 page 2"), Action("This week", "week")),
)
ONE = Message(cards=(replace(make_card(1), number=0),), note="Listed on Mon 27 May 2024.")
HITS = Message(
    title="12 papers for “lora”",
    cards=tuple(
        replace(make_card(n), body=Text("Low-rank LoRA adapts models.", ((9, 13),))) for n in (6, 7)
    ),
    note="6 to 7 of 12",
    actions=(Action("More results", "search lora page 3"),),
)
NOTICE = Message(title="No papers yet", lead=Text("The list of today is not out."))


@pytest.mark.parametrize(
    ("name", "message", "marker"),
    [
        ("digest", DIGEST, "m00000001"),
        ("search", HITS, ""),
        ("paper", ONE, ""),
        ("notice", NOTICE, ""),
        ("notice-delivered", NOTICE, "m00000001"),
    ],
)
def test_a_message_looks_as_it_was_reviewed(
    name: str, message: Message, marker: str, golden: Golden
) -> None:
    (part,) = fit(message, LIMITS)
    payload = render(part, marker).payload()
    assert faults_of(payload) == []
    text = json.dumps(payload, indent=2, ensure_ascii=False)
    golden(Path(__file__).parent / "golden" / f"{name}.json", text)


@pytest.mark.parametrize(
    "message",
    [
        DIGEST,
        ONE,
        NOTICE,
        replace(NOTICE, note="Small words."),
        Message(lead=Text("Only a lead."), actions=(Action("Help", "help"),)),
        Message(cards=(Card(Text("A title"), "https://x.org/#part"),)),
    ],
)
def test_a_delivered_message_carries_its_marker_where_nobody_sees_it(message: Message) -> None:
    rendered = render(message, "m00000001")
    assert "m00000001" in markers_of(rendered)
    assert "m00000001" not in markers_of(render(message))
    assert "m00000001" not in rendered.content


def test_equal_commands_and_equal_addresses_are_told_apart() -> None:
    card = make_card(1)
    payload = render(Message(cards=(card, card, card))).payload()
    assert faults_of(payload) == []


def test_a_long_lead_keeps_ten_cards_in_one_message() -> None:
    cards = tuple(make_card(n % 10, body="x" * 50) for n in range(10))
    cards = tuple(replace(card, links=()) for card in cards)
    message = Message(title="t" * 240, lead=Text("word " * 370), cards=cards)
    (part,) = fit(message, LIMITS)
    rendered = render(part, "m00000001")
    assert faults_of(rendered.payload()) == []
    assert rendered.embeds[0].description.startswith("word word")


def test_bold_is_left_out_before_words_are() -> None:
    body = "ab " * 633
    marks = tuple((n * 3, n * 3 + 2) for n in range(600))
    card = Card(Text("A title"), facts="f" * 180, body=Text(body.strip(), marks))
    rendered = render(Message(lead=Text("x " * 900), cards=(card, card)))
    assert faults_of(rendered.payload()) == []
    assert rendered.embeds[0].description.endswith("ab")


def test_neighbouring_marks_become_one() -> None:
    assert render(Message(lead=Text("ab*c", ((0, 1), (1, 3))))).content == "**ab\\***c"


def test_the_buttons_of_a_card_stay_together_in_a_row() -> None:
    rows = render(DIGEST).rows
    assert [len(row) for row in rows] == [4, 4, 2, 2]
    assert [button.label for button in rows[0]][:2] == ["1 · Abstract", "1 · Similar"]
    assert [button.label for button in rows[-1]] == ["More papers", "This week"]


def test_a_button_remembers_any_command() -> None:
    command = "search a|b " + "x" * (LIMITS.command - 11)
    (row,) = render(Message("t", actions=(Action("Go", command),)), "m" * 25).rows
    assert command_of(row[0].custom_id) == command
    assert command_of("other:1") is None


def test_an_address_that_is_none_is_left_out() -> None:
    card = Card(Text("A"), "javascript:alert(1)", links=(Link("PDF", "file:///etc/passwd"),))
    (embed,) = render(Message(cards=(card,))).embeds
    assert (embed.url, embed.description) == ("", "")


def markers_of(rendered: Rendered) -> set[str]:
    found = {marker_of(button.custom_id) for row in rendered.rows for button in row}
    return found | {marker_in(embed.url) for embed in rendered.embeds}
