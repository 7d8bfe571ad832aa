"""Messages as JSON, so that a retry says exactly what the first try said."""

from dataclasses import asdict
from typing import Any

from bot.message import Action, Card, Link, Message, Text


def freeze(message: Message) -> dict[str, Any]:
    """Write a message as JSON values."""
    return asdict(message)


def thaw(frozen: dict[str, Any]) -> Message:
    """Read what `freeze` wrote."""
    return Message(
        title=frozen["title"],
        lead=_text(frozen["lead"]),
        cards=tuple(_card(card) for card in frozen["cards"]),
        note=frozen["note"],
        actions=_actions(frozen["actions"]),
    )


def _card(frozen: dict[str, Any]) -> Card:
    return Card(
        title=_text(frozen["title"]),
        url=frozen["url"],
        facts=frozen["facts"],
        body=_text(frozen["body"]),
        actions=_actions(frozen["actions"]),
        links=tuple(Link(**link) for link in frozen["links"]),
        number=frozen["number"],
    )


def _text(frozen: dict[str, Any]) -> Text:
    return Text(frozen["plain"], tuple((start, stop) for start, stop in frozen["marks"]))


def _actions(frozen: list[dict[str, str]]) -> tuple[Action, ...]:
    return tuple(Action(**action) for action in frozen)
