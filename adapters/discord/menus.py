"""Menus below a message: what found no place beside its cards, and ways to change what it shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adapters.discord import sentences
from adapters.discord.buttons import Buttons, menu_id
from adapters.discord.limits import MENU, MENU_LABEL
from adapters.discord.payload import Button, Json, menu, row
from bot.message import Message, Text

_MOST = 3
"""Menus of a message: with more, not every message would keep to Discord's 40 components."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The buttons of a card that stand in a menu; `called` is its number, "" for the message."""

    called: str
    title: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class ReadyMenu:
    """A menu before it has a place among others."""

    placeholder: str
    entries: tuple[Json, ...]


def menus_of(folded: Sequence[Folded]) -> Iterator[ReadyMenu]:
    """Fold buttons into as few menus as leave each card's together, unless it has too many."""
    held: list[Folded] = []
    for one in folded:
        room = MENU - sum(len(other.buttons) for other in held)
        if held and (len(one.buttons) > room or not one.called):
            yield from _menus(held)
            held = []
        held += [one] if one.buttons else []
    yield from _menus(held)


def choices_of(message: Message, buttons: Buttons) -> Iterator[ReadyMenu]:
    """Write the message's own menus, what holds now chosen already."""
    for offered, made in list(zip(message.menus, buttons.menus, strict=True))[:_MOST]:
        entries = [
            {**_entry("", button, ""), "default": bool(action.is_on)}
            for action, button in zip(offered.choices, made, strict=True)
        ]
        kept = _one_default(entries[:MENU])
        yield ReadyMenu(Text(offered.label).cut(MENU_LABEL).plain, tuple(kept))


def numbered(menus: Sequence[ReadyMenu]) -> list[Json]:
    """Give each menu a row of its own."""
    return [
        row([menu(menu_id(number), one.placeholder, one.entries)])
        for number, one in enumerate(menus)
    ]


def _menus(held: Sequence[Folded]) -> Iterator[ReadyMenu]:
    entries = [_entry(one.called, button, one.title) for one in held for button in one.buttons]
    for start in range(0, len(entries), MENU):
        placeholder = sentences.more_for(held[0].called, held[-1].called)
        yield ReadyMenu(placeholder, tuple(entries[start : start + MENU]))


def _entry(called: str, button: Button, title: str) -> Json:
    label = f"{called} · {button.label}" if called else button.label
    entry: Json = {"label": Text(label).cut(MENU_LABEL).plain, "value": button.custom_id}
    if title.strip():
        entry["description"] = Text(title).cut(MENU_LABEL).plain
    return entry


def _one_default(entries: Sequence[Json]) -> Iterator[Json]:
    """Leave one entry chosen: Discord takes no more where only one can be."""
    is_any = False
    for entry in entries:
        yield {**entry, "default": entry["default"] and not is_any}
        is_any = is_any or entry["default"]
