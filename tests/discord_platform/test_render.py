"""Messages in Discord's clothes: goldens to look at, and the rules behind them."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.discord import LIMITS
from adapters.discord.buttons import command_of, marker_of, turn
from adapters.discord.embeds import marker_in, render_embeds
from adapters.discord.markdown import link
from adapters.discord.render import number_of, render
from bot.message import Action, Card, Form, Image, Link, Menu, Message, Text, fit
from tests.discord_platform.reading import buttons_of, walk, words_of
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


FIGURES = replace(
    DIGEST,
    cards=tuple(
        replace(
            card,
            image=Image(
                f"https://cdn.example.org/{card.number}.png", f"First page of {card.title.plain}"
            ),
            actions=(
                Action("Abstract", f"card {card.number}"),
                Action("Save", f"save 2405.0000{card.number}", is_on=False),
                Action("Similar", f"similar 2405.0000{card.number}"),
            ),
        )
        for card in DIGEST.cards
    ),
)
TOGGLES = Message(
    lead=Text("What now?"),
    actions=(
        Action("Saved ✓", "save 2405.00001", is_on=True),
        Action("Delete all", "privacy delete yes", tone="danger"),
        Action("Change…", "alert change 3", form=Form("Alert", (), "alert add")),
        Action("Set it", "alert save 3", tone="primary"),
    ),
)
TEN = replace(DIGEST, cards=tuple(make_card(n) for n in range(1, 11)))


@pytest.mark.parametrize(
    ("name", "message", "marker"),
    [
        ("digest", DIGEST, "m00000001"),
        ("digest-with-figures", FIGURES, "m00000001"),
        ("search", HITS, ""),
        ("paper", ONE, ""),
        ("notice", NOTICE, ""),
        ("notice-delivered", NOTICE, "m00000001"),
        ("toggles", TOGGLES, ""),
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


MESSAGES = [
    DIGEST,
    ONE,
    NOTICE,
    replace(NOTICE, note="Small words."),
    Message(lead=Text("Only a lead."), actions=(Action("Help", "help"),)),
    Message(cards=(Card(Text("A title"), "https://x.org/#part"),)),
    Message(note="Only small words."),
    Message("Only a heading"),
]


@pytest.mark.parametrize("message", MESSAGES)
def test_a_delivered_message_carries_its_marker_where_nobody_sees_it(message: Message) -> None:
    payload = render(message, "m00000001").payload()
    assert is_marked(payload)
    assert not is_marked(render(message).payload())
    assert "m00000001" not in words_of(payload)


@pytest.mark.parametrize("message", MESSAGES[:-1])
def test_embeds_carry_the_marker_too(message: Message) -> None:
    rendered = render_embeds(message, "m00000001")
    assert faults_of(rendered.payload()) == []
    marked = {marker_of(button.custom_id) for row in rendered.rows for button in row}
    assert "m00000001" in marked | {marker_in(embed.url) for embed in rendered.embeds}
    assert "m00000001" not in rendered.content


def ids_of(payload: dict[str, Any]) -> list[str]:
    """Return the custom_ids of all buttons, and of all entries of menus."""
    parts = list(walk(payload["components"]))
    ids = [part["custom_id"] for part in parts if part["type"] == 2]
    return ids + [option["value"] for part in parts for option in part.get("options") or ()]


def is_marked(payload: dict[str, Any]) -> bool:
    """Tell whether a message can be found again by its marker."""
    parts = list(walk(payload["components"]))
    is_numbered = any(part.get("id") == number_of("m00000001") for part in parts)
    return is_numbered or "m00000001" in map(marker_of, ids_of(payload))


@pytest.mark.parametrize("message", [DIGEST, FIGURES, TEN, ONE, HITS, NOTICE])
def test_embeds_hold_what_a_layout_does(message: Message) -> None:
    for part in fit(message, LIMITS):
        payload = render_embeds(part, "m00000001").payload()
        assert faults_of(payload) == []
        for card in part.cards:
            assert card.title.plain in words_of(payload)


def test_equal_commands_and_equal_addresses_are_told_apart() -> None:
    card = make_card(1)
    message = Message(cards=(card, card, card))
    assert faults_of(render(message).payload()) == []
    assert faults_of(render_embeds(message).payload()) == []


def test_each_card_has_a_button_beside_it_and_the_rest_in_a_menu() -> None:
    parts = list(walk(render(DIGEST).payload()["components"]))
    beside = [part["accessory"]["label"] for part in parts if part["type"] == 9]
    assert beside == ["Abstract"] * 5
    (menu,) = (part for part in parts if part["type"] == 3)
    assert [option["label"] for option in menu["options"]] == [
        f"{n} · Similar" for n in range(1, 6)
    ]
    assert menu["options"][1]["description"] == TITLES[1]
    rows = [part for part in parts if part["type"] == 1]
    assert [one["label"] for one in rows[0]["components"]] == ["More papers", "This week"]


def test_a_picture_stands_at_the_right_of_its_card_and_two_buttons_below_it() -> None:
    one = replace(FIGURES, cards=FIGURES.cards[:3], actions=())
    parts = list(walk(render(one).payload()["components"]))
    assert [part["accessory"]["media"]["url"] for part in parts if part["type"] == 9] == [
        f"https://cdn.example.org/{n}.png" for n in (1, 2, 3)
    ]
    rows = [part for part in parts if part["type"] == 1 and part["components"][0]["type"] == 2]
    assert [[one["label"] for one in row["components"]] for row in rows] == [
        ["Abstract", "Save"]
    ] * 3


def test_a_paper_alone_shows_its_picture_whole_and_all_its_buttons() -> None:
    card = replace(FIGURES.cards[0], number=0)
    (frame,) = render(Message(cards=(card,))).payload()["components"]
    kinds = [part["type"] for part in frame["components"]]
    assert kinds == [12, 10, 1]
    assert [one["label"] for one in frame["components"][2]["components"]] == [
        "Abstract", "Save", "Similar",
    ]  # fmt: skip


def test_buttons_look_like_what_they_do() -> None:
    styles = {
        part["label"]: part["style"]
        for part in walk(render(TOGGLES).payload()["components"])
        if part["type"] == 2
    }
    assert styles == {"Saved ✓": 3, "Delete all": 4, "Change…": 2, "Set it": 1}


@pytest.mark.parametrize("cards", [0, 1, 5, 9, 10])
@pytest.mark.parametrize("buttons", [0, 1, 2, 3, 5])
@pytest.mark.parametrize("own", [0, 1, 2, 5, 6, 11])
def test_however_much_there_is_it_keeps_to_discords_bounds(
    cards: int, buttons: int, own: int
) -> None:
    image = Image("https://cdn.example.org/1.png", "A figure")
    some = tuple(
        replace(
            make_card(n),
            image=image,
            actions=tuple(Action(f"B{k}", f"similar 2405.{n}{k}") for k in range(buttons)),
        )
        for n in range(1, cards + 1)
    )
    actions = tuple(Action(f"Own {k}", f"help {k}") for k in range(own))
    message = Message("A title", Text("Words."), some, "Small words.", actions)
    parts = fit(message, LIMITS)
    for part in parts:
        payload = render(part, "m00000001").payload()
        assert faults_of(payload) == []
        commands = map(command_of, ids_of(payload))
        wanted = [action.command for card in part.cards for action in card.actions]
        assert sorted(filter(None, commands)) == sorted(
            [*wanted, *(action.command for action in part.actions)]
        )
    assert sum(len(part.cards) for part in parts) == cards


@pytest.mark.parametrize("length", [1800, 3500, 3599])
def test_a_whole_paper_fits(length: int) -> None:
    abstract = ("attention " * 400)[:length].strip()
    (part,) = fit(Message(cards=(replace(make_card(1, body=abstract), number=0),)), LIMITS)
    assert part.cards[0].body.plain == abstract
    assert faults_of(render(part, "m00000001").payload()) == []


def test_bold_is_left_out_before_words_are() -> None:
    body = ("ab " * 633).strip()
    marks = tuple((n * 3, n * 3 + 2) for n in range(600))
    card = Card(Text("A title"), facts="f" * 180, body=Text(body, marks))
    (part,) = fit(Message(lead=Text("x " * 900), cards=(card,)), LIMITS)
    payload = render(part).payload()
    assert faults_of(payload) == []
    assert "**" not in json.dumps(payload)
    assert words_of(payload).endswith("ab")


def test_neighbouring_marks_become_one() -> None:
    layout = render(Message(lead=Text("ab*c", ((0, 1), (1, 3)))))
    assert layout.payload()["components"][0]["content"] == "**ab\\***c"


def test_a_button_remembers_any_command() -> None:
    command = "search a|b " + "x" * (LIMITS.command - 11)
    layout = render(Message("t", actions=(Action("Go", command),)), "m" * 25)
    (custom_id,) = buttons_of(layout.payload()).values()
    assert command_of(custom_id) == command
    assert command_of("other:1") is None
    assert command_of("p3|m1|old one") == "old one"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Plain", "[Plain](https://x.org)"),
        ("[Sample] LoRA", "[\\[Sample] LoRA](https://x.org)"),
        ("A [broken title", "A \\[broken title"),
        ("See https://evil.example", "See https://evil.example"),
        ("*Bold* moves", "[\\*Bold\\* moves](https://x.org)"),
    ],
)
def test_a_title_links_unless_discord_would_misread_it(title: str, shown: str) -> None:
    assert link(title, "https://x.org") == shown


def test_an_address_that_is_none_is_left_out() -> None:
    card = Card(Text("A"), "javascript:alert(1)", links=(Link("PDF", "file:///etc/passwd"),),
                image=Image("data:image/png;base64,", "A figure"))  # fmt: skip
    payload = render(Message(cards=(card,))).payload()
    assert faults_of(payload) == []
    assert not {"javascript", "file", "data"} & set(re.findall(r"\w+", json.dumps(payload)))


def test_a_pressed_toggle_becomes_the_other() -> None:
    components = render(TOGGLES, "m00000001").payload()["components"]
    before = buttons_of({"components": components})
    turned = turn(components, before["Saved ✓"], Action("Save", "save 2405.00001", is_on=False))
    after = buttons_of({"components": turned})
    assert list(after) == ["Save", "Delete all", "Change…", "Set it"]
    assert command_of(after["Save"]) == "save 2405.00001"
    assert faults_of({"flags": 1 << 15, "components": turned}) == []


def menus_in(message: Message) -> list[dict[str, Any]]:
    return [part for part in walk(render(message).components) if part["type"] == 3]


def test_a_menu_of_the_message_has_what_holds_chosen_and_takes_the_place_of_its_buttons() -> None:
    orders = (
        Action("Best first", "search lora sort:relevance", is_on=True),
        Action("Newest first", "search lora sort:date", is_on=False),
    )
    message = replace(HITS, menus=(Menu("Sort by", orders),), actions=(*HITS.actions, orders[1]))
    *_, sorting = menus_in(message)
    assert sorting["placeholder"] == "Sort by"
    shown = [(one["label"], one["default"]) for one in sorting["options"]]
    assert shown == [("Best first", True), ("Newest first", False)]
    assert command_of(sorting["options"][1]["value"]) == "search lora sort:date"
    buttons = [part for part in walk(render(message).components) if part["type"] == 2]
    assert "Newest first" not in [button["label"] for button in buttons]
    assert faults_of(render(message, "m" * 25).payload()) == []


def test_where_there_are_no_menus_their_choices_are_buttons() -> None:
    newest = Action("Newest first", "search lora sort:date")
    rendered = render_embeds(replace(HITS, menus=(Menu("Sort by", (newest,)),), actions=(newest,)))
    assert "Newest first" in buttons_of(rendered.payload())


def test_a_menu_keeps_the_buttons_of_a_paper_together() -> None:
    many = tuple(Action(f"Do {n}", f"do {n}") for n in range(10))
    cards = tuple(replace(make_card(n), actions=many) for n in range(1, 5))
    menus = menus_in(Message(cards=cards))
    assert [one["placeholder"] for one in menus] == ["More for 1 to 2…", "More for 3 to 4…"]
    assert len(menus[0]["options"]) == 18


@pytest.mark.parametrize("count", [1, 2, 5, 10])
@pytest.mark.parametrize("each", [1, 5, 12, 26, 50])
def test_whatever_cards_and_menus_a_message_has_it_is_legal(count: int, each: int) -> None:
    actions = tuple(Action(f"Do {n}", f"do {n}") for n in range(each))
    cards = tuple(replace(make_card(n), actions=actions) for n in range(1, count + 1))
    choices = tuple(Action(f"Show {n}", f"show {n}") for n in range(each))
    menus = tuple(Menu(f"Menu {n}", choices) for n in range(4))
    for part in fit(Message("Title", cards=cards, menus=menus, actions=actions), LIMITS):
        layout = render(part, "m" * 25)
        assert faults_of(layout.payload()) == []
        assert not part.actions or "m" * 25 in json.dumps(layout.payload())
