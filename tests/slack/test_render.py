"""How messages look in Slack."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.slack.buttons import origin_of, turned
from adapters.slack.form_values import unpack
from adapters.slack.limits import LIMITS, measure
from adapters.slack.render import render
from bot.message import Action, Card, Field, Form, Image, Link, Message, Text, fit
from tests.slack.rules import buttons_in, faults_of, menus_in, words_of

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


@pytest.mark.parametrize(
    ("count", "beside", "folded"), [(1, 1, 0), (3, 3, 0), (4, 2, 2), (7, 2, 5), (8, 2, 5)]
)
def test_two_buttons_stand_beside_a_paper_and_five_more_in_its_menu(
    count: int, beside: int, folded: int
) -> None:
    actions = tuple(Action(f"Button {n}", f"paper {n}") for n in range(count))
    (part,) = fit(Message(cards=(Card(Text("A title"), actions=actions),)), LIMITS)
    payload = render(part)
    assert faults_of(payload.text, list(payload.blocks)) == []
    assert len(buttons_in(payload.blocks)) == beside
    entries = [one["value"] for menu in menus_in(payload.blocks) for one in menu["options"]]
    assert entries == [f"paper {n}" for n in range(2, 2 + folded)]


def test_sixty_buttons_of_a_message_stand_in_rows_of_25() -> None:
    actions = tuple(Action(f"Button {n}", f"paper {n}") for n in range(60))
    (part,) = fit(Message(lead=Text("Pick one"), actions=actions), LIMITS)
    payload = render(part)
    assert faults_of(payload.text, list(payload.blocks)) == []
    assert len(buttons_in(payload.blocks)) == 50


def test_what_deletes_asks_first_even_where_it_would_be_in_the_menu() -> None:
    danger = Action("Remove", "alert remove 1", "danger")
    actions = (*(Action(f"B{n}", f"paper {n}") for n in range(5)), danger)
    payload = render(Message(cards=(Card(Text("A title"), actions=actions),)))
    (button,) = [one for one in buttons_in(payload.blocks) if one.get("style") == "danger"]
    assert button["value"] == "alert remove 1"
    assert button["confirm"]["style"] == "danger"  # type: ignore[index]
    assert faults_of(payload.text, list(payload.blocks)) == []


def test_one_button_of_a_message_is_primary_at_most() -> None:
    actions = tuple(Action(f"B{n}", f"paper {n}", "primary") for n in range(3))
    buttons = buttons_in(render(Message(lead=Text("Which?"), actions=actions)).blocks)
    assert [button.get("style") for button in buttons] == ["primary", None, None]


@pytest.mark.parametrize("length", [149, 150, 151])
def test_a_command_too_long_for_a_menu_is_a_button_or_not_there(length: int) -> None:
    long = Action("Long", "c" * length)
    actions = (*(Action(f"B{n}", f"paper {n}") for n in range(4)), long)
    payload = render(Message(cards=(Card(Text("A title"), actions=actions),)))
    values = [one["value"] for menu in menus_in(payload.blocks) for one in menu["options"]]
    assert (long.command in values) == (length <= 150)
    assert faults_of(payload.text, list(payload.blocks)) == []


def test_the_first_paper_has_its_picture_and_it_can_be_left_out() -> None:
    image = Image("https://x.org/figure.png", "A figure of “A title”")
    card = Card(Text("A title"), body=Text("In short."), number=1, image=image)
    shown = json.dumps(render(Message(cards=(card,))).blocks, ensure_ascii=False)
    assert "https://x.org/figure.png" in shown
    assert "A figure of “A title”" in shown
    assert "figure" not in json.dumps(render(Message(cards=(card,)), has_images=False).blocks)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x/<a>", "data:image/png;base64,"])
def test_a_picture_whose_address_is_none_is_left_out(url: str) -> None:
    card = Card(Text("A title"), body=Text("In short."), image=Image(url, "A figure"))
    payload = render(Message(cards=(card,)))
    assert "image" not in json.dumps(payload.blocks)
    assert "In short." in words_of(list(payload.blocks))


def test_a_notification_begins_with_what_is_said_in_a_line() -> None:
    assert render(Message("Papers", alt="LoRA <3 and 4 more")).text.startswith("LoRA &lt;3 and")


def test_a_toggle_that_is_pressed_is_turned_in_its_place() -> None:
    actions = (Action("Save", "save 1", is_on=False), Action("Vote", "vote 1", is_on=False))
    blocks = render(Message(cards=(Card(Text("A title"), actions=actions),))).blocks
    (save, vote) = buttons_in(blocks)
    after = turned(blocks, str(save["action_id"]), Action("Saved ✓", "unsave 1", is_on=True))
    (saved, same) = buttons_in(after)
    assert (words_of(saved), saved["value"]) == ("Saved ✓", "unsave 1")
    assert same == vote


@pytest.mark.parametrize("length", [1, 247, 248, 249])
def test_a_row_remembers_which_command_it_answers_as_far_as_there_is_room(length: int) -> None:
    action = Action("More", "search lora page 2")
    payload = render(Message(lead=Text("Found"), actions=(action,)), origin="q" * length)
    assert faults_of(payload.text, list(payload.blocks)) == []
    known = [origin_of(str(block.get("block_id", ""))) for block in payload.blocks]
    assert ("q" * length in known) == (length <= 248)


def test_a_form_stands_on_its_button_where_there_is_room() -> None:
    for size, is_held in ((10, True), (3000, False)):
        field = Field("note", "Your note", "long", "v" * size)
        form = Form("Note", (field,), "note 1 {note}")
        (button,) = buttons_in(
            render(Message(actions=(Action("Note", "form note 1", form=form),))).blocks
        )
        assert str(button["action_id"]).startswith("form:")
        assert (unpack(str(button["value"])) == form) == is_held
        assert is_held or button["value"] == "form note 1"


def test_an_emoji_counts_as_the_two_units_that_it_is_in_slack() -> None:
    assert measure("<😀>") == len("&lt;") + 2 + len("&gt;")
