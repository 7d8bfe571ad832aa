"""Forms are commands with blanks: what is filled in stays in its blank."""

import pytest

from bot.errors import UserError
from bot.message import Choice, Field, Form

DIGEST = Form(
    "A digest",
    (
        Field("topic", "Topic", "query"),
        Field("time", "Time", "time", "09:00"),
        Field("days", "Days", "days"),
        Field("top", "Papers", "number"),
        Field("zone", "Time zone", "zone"),
    ),
    "subscribe [{topic}] [at {time}] [{days}] [top {top}] [{zone}]",
)


def one(kind: str, value: str = "", **more: object) -> Form:
    field = Field("x", "The blank", kind, value, **more)  # type: ignore[arg-type]
    return Form("A form", (field,), "do [with {x}] now")


@pytest.mark.parametrize(
    ("values", "command"),
    [
        ({}, "subscribe at 09:00"),
        ({"time": ""}, "subscribe"),
        (
            {"topic": "lora -survey", "days": "mon, wed", "top": "3", "zone": "Europe/Berlin"},
            "subscribe lora -survey at 09:00 mon,wed top 3 Europe/Berlin",
        ),
        ({"time": " 9:30 am "}, "subscribe at 9:30am"),
        ({"days": "mon wed  fri"}, "subscribe at 09:00 mon,wed,fri"),
        ({"zone": "America/New York"}, "subscribe at 09:00 America/New_York"),
        ({"topic": '"state space', "top": "5"}, 'subscribe "state space" at 09:00 top 5'),
        ({"nobody": "asked"}, "subscribe at 09:00"),
    ],
)
def test_a_form_becomes_the_command_it_stands_for(values: dict[str, str], command: str) -> None:
    assert DIGEST.fill(values) == command


@pytest.mark.parametrize(
    ("kind", "value", "command"),
    [
        ("text", "Ada", "do with Ada now"),
        ("text", "Ada Lovelace", 'do with "Ada Lovelace" now'),
        ("text", 'a" at 9am', 'do with "a\' at 9am" now'),
        ("text", "{x} [y]", 'do with "{x} [y]" now'),
        ("text", "one\ntwo\x00", 'do with "one two" now'),
        ("text", "  ", "do now"),
        ("long", " one\ntwo  three ", "do with one\ntwo  three now"),
        ("query", "a\nb", "do with a b now"),
        ("toggle", "yes", "do with x now"),
        ("toggle", "No", "do now"),
        ("toggle", "", "do now"),
        ("number", "-3", "do with -3 now"),
        ("place", "C 1", "do with C1 now"),
    ],
)
def test_each_kind_of_field_is_written_as_the_grammar_reads_it(
    kind: str, value: str, command: str
) -> None:
    assert one(kind).fill({"x": value}) == command


def test_a_toggle_writes_the_text_of_its_choice() -> None:
    form = one("toggle", choices=(Choice("Has code", "has:code"),))
    assert form.fill({"x": "on"}) == "do with has:code now"


@pytest.mark.parametrize(
    ("form", "value", "words"),
    [
        (one("text", is_required=True), " \n", "fill in “The blank”"),
        (one("number"), "five", "“five” isn't a number"),
        (one("choice", choices=(Choice("One", "1"),)), "2", "pick one of the choices"),
    ],
)
def test_what_a_field_cannot_hold_is_said_at_that_field(form: Form, value: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        form.fill({"x": value})
    assert caught.value.field == "x"


@pytest.mark.parametrize(
    ("most", "names"), [(0, ""), (1, "c"), (2, "a c"), (3, "a b c"), (4, "a b c")]
)
def test_where_few_fields_fit_those_that_must_be_filled_come_first(most: int, names: str) -> None:
    fields = (Field("a", "A"), Field("b", "B"), Field("c", "C", is_required=True))
    shown = Form("A form", fields, "do").shown(most)
    assert " ".join(field.name for field in shown) == names
