"""Buttons: a command written into a custom_id, laid out in rows, and read back."""

from adapters.discord.limits import CUSTOM_ID, ROW, ROWS
from adapters.discord.payload import Button
from bot.message import Action, Message

Rows = tuple[tuple[Button, ...], ...]

_PREFIX = "p"
# One sign for each of 25 places keeps equal commands apart: custom_ids must be unique.
_PLACES = "0123456789abcdefghijklmno"


def lay_out(message: Message, numbers: list[str], marker: str) -> Rows:
    """Return rows of five: each card's buttons together, the message's own in the last rows.

    `numbers` say which card a button belongs to ("" where there is only one card). The
    button with the shortest command also carries the marker, where it has room for it.
    """
    groups = [
        [(_label(action, number), action.command) for action in card.actions]
        for card, number in zip(message.cards, numbers, strict=True)
    ]
    own = [(action.label, action.command) for action in message.actions]
    flat = [*(pair for group in groups for pair in group), *own]
    buttons = _sign([command for _, command in flat], marker)
    made = iter([Button(label, id_) for (label, _), id_ in zip(flat, buttons, strict=True)])
    dressed = [[next(made) for _ in group] for group in [*groups, own]]
    return _pack(dressed[:-1], dressed[-1])


def command_of(custom_id: str) -> str | None:
    """Read the command back; None where the button is not ours."""
    prefix, _, rest = custom_id.partition("|")
    _marker, bar, command = rest.partition("|")
    return command if bar and prefix[:1] == _PREFIX and len(prefix) == 2 else None


def marker_of(custom_id: str) -> str:
    """Read the marker back; "" where the button carries none."""
    return custom_id.split("|", 2)[1] if command_of(custom_id) is not None else ""


def _label(action: Action, number: str) -> str:
    return f"{number} · {action.label}" if number else action.label


def _sign(commands: list[str], marker: str) -> list[str]:
    ids = [
        f"{_PREFIX}{place}||{command}" for place, command in zip(_PLACES, commands, strict=False)
    ]
    if not marker or not commands:
        return ids
    place = min(range(len(commands)), key=lambda n: len(commands[n]))
    signed = f"{_PREFIX}{_PLACES[place]}|{marker}|{commands[place]}"
    if len(signed) <= CUSTOM_ID:
        ids[place] = signed
    return ids


def _pack(groups: list[list[Button]], own: list[Button]) -> Rows:
    rows: list[list[Button]] = []
    for group in groups:
        if rows and len(rows[-1]) + len(group) <= ROW:
            rows[-1] += group
        elif group:
            rows += _chunks(group)
    rows += _chunks(own)
    if len(rows) > ROWS:
        rows = _chunks([button for group in [*groups, own] for button in group])
    return tuple(tuple(row) for row in rows)


def _chunks(buttons: list[Button]) -> list[list[Button]]:
    return [buttons[start : start + ROW] for start in range(0, len(buttons), ROW)]
