"""Forms and answers as Slack's modals, and what was filled in read back from them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adapters.slack.blocks import Json, clean, plain
from adapters.slack.form_values import pack, unpack, without_choices
from adapters.slack.limits import (
    LIMITS,
    MODAL_TITLE,
    PRIVATE_METADATA,
    SELECT_OPTIONS,
    SELECT_TEXT,
    SELECT_VALUE,
)
from adapters.slack.render import render
from bot.message import Choice, Field, Form, Message, Text, fit

FORM, ANSWER = "papers_form", "papers_answer"
"""The names that Slack gives back of a form and of an answer."""

_VALUE = "value"
_DAYS = tuple(
    Choice(day, day[:3].lower())
    for day in "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody filled in, and where it is to be answered: `channel` and `reply_url` may be
    unknown."""

    form: Form
    values: Mapping[str, str]
    channel: str = ""
    reply_url: str = ""


def form_view(form: Form, channel: str = "", reply_url: str = "") -> Json | None:
    """Show a form; None where it is too long for Slack to give it back."""
    kept = {"f": pack(without_choices(form)), "c": channel, "u": reply_url}
    private = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    fields = form.shown(LIMITS.fields)
    if len(private) > PRIVATE_METADATA or not fields:
        return None
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": _title(form.title),
        "submit": plain("Done"),
        "close": plain("Cancel"),
        "private_metadata": private,
        "blocks": [_input(field) for field in fields],
    }


def message_view(message: Message, origin: str = "") -> Json:
    """Show an answer; what does not fit is left out."""
    part = fit(message, LIMITS)[0]
    heading = part.title or "Papers"
    blocks = render(part, origin=origin).blocks or ({"type": "section", "text": plain("…")},)
    return {
        "type": "modal",
        "callback_id": ANSWER,
        "title": _title(heading if len(clean(heading)) <= MODAL_TITLE else "Papers"),
        "close": plain("Close"),
        "blocks": list(blocks),
    }


def waiting_view() -> Json:
    """Show that an answer is on its way."""
    return {
        "type": "modal",
        "callback_id": ANSWER,
        "title": plain("Papers"),
        "close": plain("Close"),
        "blocks": [{"type": "section", "text": plain("One moment…")}],
    }


def submission_of(view: Mapping[str, object]) -> Submission | None:
    """Read what was filled in; None where the modal is none of our forms."""
    try:
        kept = json.loads(str(view.get("private_metadata") or ""))
        form = unpack(kept["f"])
    except (ValueError, KeyError, TypeError):
        return None
    state = view.get("state")
    filled = state.get("values") if isinstance(state, Mapping) else None
    if form is None or not isinstance(filled, Mapping):
        return None
    values = {
        field.name: _read(filled[field.name]) for field in form.fields if field.name in filled
    }
    return Submission(form, values, str(kept.get("c") or ""), str(kept.get("u") or ""))


def _title(words: str) -> Json:
    return plain(Text(clean(words)).cut(MODAL_TITLE).plain or "Papers")


def _input(field: Field) -> Json:
    block: Json = {
        "type": "input",
        "block_id": field.name,
        "optional": not field.is_required,
        "label": plain(clean(field.label) or field.name),
        "element": {"action_id": _VALUE, **_element(field)},
    }
    return block | {"hint": plain(Text(field.hint).cut(2000).plain)} if field.hint else block


def _element(field: Field) -> Json:
    match field.kind:
        case "choice" if field.choices:
            return _select("static_select", field.choices) | _initial(field)
        case "days":
            chosen = [choice for choice in _DAYS if choice.text in field.value.lower()]
            return _select("multi_static_select", _DAYS) | _initial_options(chosen)
        case "toggle":
            option = Choice(field.label, "yes")
            boxes: Json = {"type": "checkboxes", "options": [_option(option)]}
            return boxes | _initial_options([option] if field.value else [])
        case "time":
            at: Json = {"initial_time": field.value} if _is_clock(field.value) else {}
            return {"type": "timepicker"} | at
        case "number":
            number: Json = {"initial_value": field.value} if field.value else {}
            return {"type": "number_input", "is_decimal_allowed": False} | number
        case "place":
            chosen_place: Json = {"initial_conversation": field.value} if field.value else {}
            return {"type": "conversations_select"} | chosen_place
    written: Json = {"initial_value": field.value[:_LONGEST]} if field.value else {}
    return {
        "type": "plain_text_input",
        "multiline": field.kind == "long",
        "max_length": _LONGEST,
    } | written


def _select(kind: str, choices: Sequence[Choice]) -> Json:
    return {"type": kind, "options": [_option(one) for one in choices[:SELECT_OPTIONS]]}


def _initial(field: Field) -> Json:
    chosen = [one for one in field.choices[:SELECT_OPTIONS] if one.text == field.value]
    return {"initial_option": _option(chosen[0])} if chosen and field.value else {}


def _initial_options(chosen: Sequence[Choice]) -> Json:
    return {"initial_options": [_option(one) for one in chosen]} if chosen else {}


def _option(choice: Choice) -> Json:
    label = Text(clean(choice.label)).cut(SELECT_TEXT).plain or "…"
    return {"text": plain(label), "value": choice.text[:SELECT_VALUE] or " "}


def _is_clock(value: str) -> bool:
    hour, colon, minute = value.partition(":")
    return bool(colon) and len(hour) == 2 and len(minute) == 2 and (hour + minute).isdigit()


def _read(block: object) -> str:
    """Read one field: each kind of control says in its own way what it holds."""
    held = block.get(_VALUE) if isinstance(block, Mapping) else None
    if not isinstance(held, Mapping):
        return ""
    many = held.get("selected_options")
    if isinstance(many, Sequence) and not isinstance(many, str):
        return ",".join(str(one.get("value", "")) for one in many if isinstance(one, Mapping))
    one = held.get("selected_option")
    if isinstance(one, Mapping):
        return str(one.get("value") or "").strip()
    names = ("value", "selected_time", "selected_conversation")
    return next((str(held[name]) for name in names if held.get(name)), "")
