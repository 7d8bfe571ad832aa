"""What a terminal shows: wrapped, numbered, and without anything that moves the cursor."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.terminal.render import END, MARK, render
from bot.message import Action, Card, Link, Message, Text
from tests.adapter_contract import NASTY, make_message

GOLDEN = Path(__file__).parent / "golden"

LIST = Message(
    title="2 papers for “lora”",
    cards=(
        Card(
            Text("LoRA adapters for speech", ((0, 4),)),
            "https://huggingface.co/papers/2611.00001",
            "↑ 3 · Ann Lee",
            Text(
                "Low-rank adapters, known as LoRA, make large speech models cheap to adapt to a "
                "new language, with a thousandth of the parameters.",
                ((29, 33),),
            ),
            (Action("Abstract", "paper 2611.00001"),),
            (Link("PDF", "https://arxiv.org/pdf/2611.00001"),),
            number=1,
        ),
        Card(Text("A second paper"), facts="↑ 2", number=12),
    ),
    note="1 to 2 of 9",
    actions=(Action("More results", "search lora page 2"),),
)
ONE = Message(cards=(Card(
    Text("LoRA adapters for speech"),
    "https://huggingface.co/papers/2611.00001",
    "↑ 3",
    Text("Ann Lee, Bob Ray\n\nLow-rank adapters."),
    (Action("Similar", "similar 2611.00001"),),
    (Link("PDF", "https://arxiv.org/pdf/2611.00001"),),
),), note="Listed on Tue 24 Nov 2026.")  # fmt: skip


@pytest.mark.parametrize(("name", "message"), [("list", LIST), ("one", ONE)])
def test_messages_read_well(
    golden: Callable[[Path, str], None], name: str, message: Message
) -> None:
    golden(GOLDEN / f"{name}.txt", render(message, 72))


def test_marks_are_coloured_only_where_colour_is_wanted() -> None:
    assert f"{MARK}LoRA{END}" in render(LIST, is_colourful=True)
    assert "\x1b" not in render(LIST)


@pytest.mark.parametrize("name", NASTY)
def test_no_text_can_move_the_cursor_and_no_line_is_too_long(name: str) -> None:
    shown = render(make_message(NASTY[name], NASTY[name]), 60)
    assert not set(shown) & {"\x1b", "\r", "\x07", "\u202e"}
    assert all(len(line) <= 64 for line in shown.splitlines() if "http" not in line)


def test_an_escape_sequence_in_a_title_is_shown_as_words() -> None:
    assert render(Message(cards=(Card(Text("\x1b[2J\x1b]0;pwned\x07x")),))) == "[2J]0;pwnedx"


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        ("search lora", "papers search lora"),
        ('search "mixture of experts" OR moe', "papers search '\"mixture of experts\"' OR moe"),
        ("alert change 2 (lora OR moe)", "papers alert change 2 '(lora OR moe)'"),
        ("search it's", "papers search 'it'\"'\"'s'"),
    ],
)
def test_a_shell_can_be_given_what_is_suggested(command: str, typed: str) -> None:
    shown = render(Message(actions=(Action("Go", command),)), prefix="papers ")
    assert shown == f"→ {typed}"
    assert " ".join(shlex.split(typed)) == f"papers {command}"
