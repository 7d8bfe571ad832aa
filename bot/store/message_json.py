"""Messages as JSON, so that a retry says exactly what the first try said."""

from dataclasses import asdict
from typing import Any

from bot.message import Action, Card, Choice, Field, Form, Image, Link, Menu, Message, Text


def freeze(message: Message) -> dict[str, Any]:
    """Write a message as JSON values."""
    return asdict(message)


def thaw(frozen: dict[str, Any]) -> Message:
    """Read what `freeze` wrote, or wrote before messages had all that they have now."""
    return Message(
        title=frozen["title"],
        lead=_text(frozen["lead"]),
        cards=tuple(_card(card) for card in frozen["cards"]),
        note=frozen["note"],
        actions=_actions(frozen["actions"]),
        thread=tuple(thaw(below) for below in frozen.get("thread", ())),
        alt=frozen.get("alt", ""),
        topic=frozen.get("topic", ""),
        menus=tuple(
            Menu(menu["label"], _actions(menu["choices"])) for menu in frozen.get("menus", ())
        ),
        is_apart=frozen.get("is_apart", False),
    )


def _card(frozen: dict[str, Any]) -> Card:
    image = frozen.get("image")
    return Card(
        title=_text(frozen["title"]),
        url=frozen["url"],
        facts=frozen["facts"],
        body=_text(frozen["body"]),
        actions=_actions(frozen["actions"]),
        links=tuple(Link(**link) for link in frozen["links"]),
        number=frozen["number"],
        image=Image(**image) if image else None,
    )


def _text(frozen: dict[str, Any]) -> Text:
    return Text(frozen["plain"], tuple((start, stop) for start, stop in frozen["marks"]))


def _actions(frozen: list[dict[str, Any]]) -> tuple[Action, ...]:
    return tuple(Action(**action | {"form": _form(action.get("form"))}) for action in frozen)


def _form(frozen: dict[str, Any] | None) -> Form | None:
    return Form(**frozen | {"fields": tuple(map(_field, frozen["fields"]))}) if frozen else None


def _field(frozen: dict[str, Any]) -> Field:
    choices = tuple(Choice(**choice) for choice in frozen["choices"])
    return Field(**frozen | {"choices": choices})
