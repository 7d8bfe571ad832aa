"""Buttons: a command written into a custom_id, which works after a restart too, and read back."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from adapters.discord.limits import CUSTOM_ID
from adapters.discord.payload import BLUE, GREEN, GREY, RED, Button, Json, walk
from bot.message import Action, Message

_PREFIX = "p"
_FORM, _DANGER = "f", "d"
# Two signs tell equal commands apart: custom_ids must be unique.
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Buttons:
    """The buttons of a message: those of each card, its own, and the choices of its menus."""

    cards: tuple[tuple[Button, ...], ...]
    own: tuple[Button, ...]
    menus: tuple[tuple[Button, ...], ...]
    has_marker: bool


def buttons_of(message: Message, marker: str) -> Buttons:
    """Make all buttons; the one with the shortest command also carries the marker, if it can."""
    chosen = {choice.command for menu in message.menus for choice in menu.choices}
    groups = [[*card.actions] for card in message.cards]
    groups.append([action for action in message.actions if action.command not in chosen])
    menus = [[*menu.choices] for menu in message.menus]
    flat = [action for group in groups for action in group]
    # A menu may be left out, and the marker must not be.
    ids = _sign(flat, marker) + _ids([one for menu in menus for one in menu], len(flat))
    flat += [choice for menu in menus for choice in menu]
    made = iter([_button(action, id_) for action, id_ in zip(flat, ids, strict=True)])
    *cards, own = [tuple(next(made) for _ in group) for group in groups]
    choices = tuple(tuple(next(made) for _ in menu) for menu in menus)
    has_marker = bool(marker) and any(marker_of(id_) == marker for id_ in ids)
    return Buttons(tuple(cards), own, choices, has_marker)


def command_of(custom_id: str) -> str | None:
    """Read the command back; None where the button is not ours."""
    prefix, _, rest = custom_id.partition("|")
    _marker, bar, command = rest.partition("|")
    is_ours = bar and prefix[:1] in (_PREFIX, _FORM, _DANGER) and 2 <= len(prefix) <= 3
    return command if is_ours else None


def marker_of(custom_id: str) -> str:
    """Read the marker back; "" where the button carries none."""
    return custom_id.split("|", 2)[1] if command_of(custom_id) is not None else ""


def opens_form(custom_id: str) -> bool:
    """Tell whether a form is to be filled in before anything is done."""
    return custom_id.startswith(_FORM) and command_of(custom_id) is not None


def asks_first(custom_id: str) -> bool:
    """Tell whether whoever presses is asked once more."""
    return custom_id.startswith(_DANGER) and command_of(custom_id) is not None


def sure_id(custom_id: str) -> str:
    """Return the custom_id of the button that does what another asked about first."""
    return f"{_PREFIX}0||{command_of(custom_id)}"


def menu_id(number: int) -> str:
    """Return the custom_id of a menu: what was chosen in it is the custom_id of a button."""
    return f"m{number}"


def pressed_in(data: Mapping[str, Any]) -> str:
    """Return the custom_id of the button that was pressed, or chosen in a menu."""
    values = data.get("values") or ()
    return str(values[0]) if values else str(data.get("custom_id", ""))


def turn(components: Sequence[Json], custom_id: str, action: Action) -> list[Json]:
    """Return a message's components with one button become another, as "Save" becomes "Saved ✓"."""
    turned = deepcopy(list(components))
    head, marker = custom_id.partition("|")[0], marker_of(custom_id)
    for one in walk(turned):
        if one.get("custom_id") == custom_id:
            button = _button(action, f"{head}|{marker}|{action.command}")
            one.clear()
            one.update(button.payload())
        for option in one.get("options") or ():
            if option.get("value") == custom_id:
                number, dot, _ = str(option["label"]).partition(" · ")
                option["label"] = f"{number}{dot}{action.label}" if dot else action.label
                option["value"] = f"{head}|{marker}|{action.command}"
    return turned


def _button(action: Action, custom_id: str) -> Button:
    style = {"primary": BLUE, "danger": RED}.get(action.tone, GREY)
    return Button(action.label, custom_id, GREEN if action.is_on else style)


def _sign(actions: Sequence[Action], marker: str) -> list[str]:
    ids = _ids(actions)
    if not marker or not actions:
        return ids
    shortest = min(range(len(actions)), key=lambda n: len(actions[n].command))
    signed = ids[shortest].replace("||", f"|{marker}|", 1)
    if len(signed) <= CUSTOM_ID:
        ids[shortest] = signed
    return ids


def _ids(actions: Sequence[Action], first: int = 0) -> list[str]:
    return [f"{_head(one)}{_place(n)}||{one.command}" for n, one in enumerate(actions, first)]


def _head(action: Action) -> str:
    if action.form:
        return _FORM
    return _DANGER if action.tone == "danger" else _PREFIX


def _place(number: int) -> str:
    high, low = divmod(number, len(_SIGNS))
    return (_SIGNS[high] if high else "") + _SIGNS[low]
