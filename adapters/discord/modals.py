"""Forms as Discord's modals, and what somebody filled in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord

from adapters.discord.limits import (
    CUSTOM_ID,
    FIELD_HINT,
    FIELD_LABEL,
    FIELD_TEXT,
    FIELDS,
    MENU,
    MENU_LABEL,
    MODAL_TITLE,
)
from adapters.discord.payload import Json
from bot.message import Field, Form, Text

_PREFIX = "q|"
_LABEL, _INPUT, _MENU, _CHANNELS = 18, 4, 3, 8
_SHORT, _LONG = 1, 2
_ON, _OFF = "yes", "no"
_POSTABLE = [0, 5, 10, 11, 12, 15, 16]


class ReadyModal(discord.ui.Modal, title="Papers"):
    """A modal that is written already; nothing of it is kept in memory."""

    def __init__(self, written: Json) -> None:
        super().__init__(timeout=None, custom_id=written["custom_id"])
        self._written = written
        self.stop()

    def to_dict(self) -> Json:
        """Return what was written."""
        return self._written


def modal_of(form: Form, command: str) -> Json:
    """Write a form as a modal; `command` is what asks for the same form again."""
    return {
        "custom_id": f"{_PREFIX}{command}"[:CUSTOM_ID],
        "title": Text(form.title).cut(MODAL_TITLE).plain or "Papers",
        "components": [_labelled(field) for field in form.shown(FIELDS)],
    }


def asking_of(custom_id: str) -> str | None:
    """Return the command whose form a modal shows; None where the modal is not ours."""
    return custom_id.removeprefix(_PREFIX) if custom_id.startswith(_PREFIX) else None


def values_of(components: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what was filled in, by the names of the fields."""
    return dict(_values(components))


def _values(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in components:
        held = one.get("component") or one
        if "custom_id" in held:
            values = held.get("values")
            written = ",".join(map(str, values)) if values is not None else held.get("value")
            yield str(held["custom_id"]), str(written or "")
        yield from _values(one.get("components") or ())


def _labelled(field: Field) -> Json:
    labelled: Json = {
        "type": _LABEL,
        "label": Text(field.label).cut(FIELD_LABEL).plain,
        "component": _control(field),
    }
    if field.hint:
        labelled["description"] = Text(field.hint).cut(FIELD_HINT).plain
    return labelled


def _control(field: Field) -> Json:
    if field.kind == "toggle":
        return _menu(field, [("Yes", _ON), ("No", _OFF)], [_ON if field.value else _OFF])
    if field.choices:
        shown = [(choice.label, choice.text) for choice in field.choices if choice.text][:MENU]
        held = field.value.split(",") if field.kind == "days" else [field.value]
        return _menu(field, shown, held)
    if field.kind == "place":
        return {
            "type": _CHANNELS,
            "custom_id": field.name,
            "channel_types": _POSTABLE,
            "required": field.is_required,
        }
    return _input(field)


def _menu(field: Field, shown: Sequence[tuple[str, str]], held: Sequence[str]) -> Json:
    options = [
        {"label": Text(label).cut(MENU_LABEL).plain, "value": value, "default": value in held}
        for label, value in shown
    ]
    most = len(options) if field.kind == "days" else 1
    return {
        "type": _MENU,
        "custom_id": field.name,
        "options": options,
        "required": field.is_required,
        "min_values": 1 if field.is_required else 0,
        "max_values": most,
    }


def _input(field: Field) -> Json:
    written: Json = {
        "type": _INPUT,
        "custom_id": field.name,
        "style": _LONG if field.kind == "long" else _SHORT,
        "required": field.is_required,
        "max_length": FIELD_TEXT if field.kind == "long" else 1000,
    }
    if field.value:
        written["value"] = field.value[: written["max_length"]]
    return written
