"""A frozen message says exactly what it said, also one that an older version froze."""

import json

from bot.message import Action, Card, Choice, Field, Form, Image, Link, Menu, Message, Text
from bot.store.message_json import freeze, thaw

FORM = Form(
    "A digest",
    (
        Field(
            "top", "Papers", "number", "5", (Choice("Five", "5"),), is_required=True, hint="1 to 25"
        ),
    ),
    "subscribe [top {top}]",
)
MESSAGE = Message(
    title="Papers",
    lead=Text("Found for lora:", ((10, 14),)),
    cards=(
        Card(
            Text("A title", ((0, 1),)),
            url="https://x/1",
            facts="↑ 63",
            body=Text("An abstract."),
            actions=(Action("Saved ✓", "unsave 1", "primary", is_on=True),),
            links=(Link("PDF", "https://x/2"),),
            number=1,
            image=Image("https://x/3", "A figure", 640, 480),
        ),
    ),
    note="That was all.",
    actions=(Action("Change", "form subscribe", form=FORM), Action("Stop", "stop", "danger")),
    thread=(Message(title="An abstract", thread=(Message(note="deeper"),)),),
    alt="A title and 4 more",
    topic="lora",
    menus=(Menu("Sort by", (Action("Best first", "search x sort:relevance", is_on=True),)),),
    is_apart=True,
)
OLD = {
    "title": "Papers",
    "lead": {"plain": "", "marks": []},
    "cards": [
        {
            "title": {"plain": "A title", "marks": [[0, 1]]},
            "url": "",
            "facts": "",
            "body": {"plain": "", "marks": []},
            "actions": [{"label": "Abstract", "command": "paper 1"}],
            "links": [],
            "number": 1,
        }
    ],
    "note": "",
    "actions": [],
}


def test_all_of_a_message_survives_being_frozen() -> None:
    assert thaw(json.loads(json.dumps(freeze(MESSAGE)))) == MESSAGE


def test_what_was_frozen_before_messages_grew_is_still_read() -> None:
    card = Card(Text("A title", ((0, 1),)), actions=(Action("Abstract", "paper 1"),), number=1)
    assert thaw(OLD) == Message("Papers", cards=(card,))
