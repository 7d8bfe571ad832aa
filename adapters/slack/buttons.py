"""Rows of buttons: one or two beside a paper, the rest in its menu; what deletes asks first."""

from collections.abc import Iterator, Sequence

from adapters.slack.blocks import Json, clean, plain
from adapters.slack.form_values import pack
from adapters.slack.limits import (
    BLOCK_ID,
    BUTTON_VALUE,
    IN_A_ROW,
    LIMITS,
    MENU_TEXT,
    MENU_VALUE,
    OPTIONS,
)
from bot.message import Action, Card, Text, split_actions

RUN, TURN, FORM, MENU = "run", "turn", "form", "menu"
"""What begins the id of a button that runs its command, that is a toggle, or that opens a form."""

_ORIGIN = "from"

_BESIDE = 4
"""Buttons that stand side by side on most screens."""


class Rows:
    """Makes the rows of one message, with ids that no other has in it."""

    def __init__(self, numbers: Iterator[int], origin: str) -> None:
        self._numbers = numbers
        self._origin = origin
        self._has_primary = False

    def of_card(self, card: Card, more: Sequence[Action] = ()) -> Iterator[Json]:
        """Yield what stands below a card; `more` are buttons of the message behind the last's."""
        shown, folded = split_actions(card, LIMITS)
        title = card.title.plain
        # A menu cannot ask before one of its entries: what is dangerous stays a button.
        menu = [one for one in folded if _is_held_in_menu(one)]
        bare = [one for one in folded if one.tone == "danger" or one.form]
        buttons = [self._button(one, title) for one in shown]
        if len(menu) > 1:
            buttons.append(self._menu(menu))
        else:
            bare = [*menu, *bare]
        buttons += [self._button(one, title) for one in bare]
        yield from self._rows([*buttons, *(self._button(one, "") for one in more)])

    def of_message(self, actions: Sequence[Action]) -> Iterator[Json]:
        """Yield what ends a message: a few buttons, and a menu of the rest where it holds that."""
        rest = actions[_BESIDE:]
        if 1 < len(rest) <= OPTIONS and all(map(_is_held_in_menu, rest)):
            buttons = [self._button(one, "") for one in actions[:_BESIDE]]
            yield from self._rows([*buttons, self._menu(rest)])
        else:
            yield from self._rows([self._button(one, "") for one in actions])

    def _rows(self, elements: list[Json]) -> Iterator[Json]:
        for start in range(0, len(elements), IN_A_ROW):
            row: Json = {"type": "actions", "elements": elements[start : start + IN_A_ROW]}
            yield row | self._id()

    def _id(self) -> Json:
        block_id = f"{_ORIGIN}:{next(self._numbers)}:{self._origin}"
        return {"block_id": block_id} if self._origin and len(block_id) <= BLOCK_ID else {}

    def _button(self, action: Action, about: str) -> Json:
        label = Text(clean(action.label)).cut(LIMITS.label).plain or "…"
        button: Json = {"type": "button", "text": plain(label)} | self._meaning(action)
        if about:
            button["accessibility_label"] = Text(f"{label}: {clean(about)}").cut(LIMITS.label).plain
        if action.tone == "danger":
            return button | {"style": "danger", "confirm": _confirm(label)}
        if action.tone == "primary" and not self._has_primary:
            self._has_primary = True
            return button | {"style": "primary"}
        return button

    def _meaning(self, action: Action) -> Json:
        kind, value = RUN, action.command
        if action.form and len(packed := pack(action.form)) <= BUTTON_VALUE:
            kind, value = FORM, packed
        elif action.form:
            kind = FORM
        elif action.is_on is not None:
            kind = TURN
        return {"action_id": f"{kind}:{next(self._numbers)}", "value": value}

    def _menu(self, actions: Sequence[Action]) -> Json:
        options = [
            {
                "text": plain(Text(clean(one.label)).cut(MENU_TEXT).plain or "…"),
                "value": one.command,
            }
            for one in actions[:OPTIONS]
        ]
        return {
            "type": "overflow",
            "action_id": f"{MENU}:{next(self._numbers)}",
            "options": options,
        }


def origin_of(block_id: str) -> str:
    """Return the command whose answer a row of buttons stands in, "" where that is unknown."""
    kind, _, rest = block_id.partition(":")
    return rest.partition(":")[2] if kind == _ORIGIN else ""


def turned(blocks: Sequence[Json], action_id: str, action: Action) -> list[Json]:
    """Return a message's blocks with one button turned into what it has become."""
    label = plain(Text(clean(action.label)).cut(LIMITS.label).plain or "…")
    news = {"text": label, "value": action.command}

    def renewed(element: object) -> object:
        is_it = isinstance(element, dict) and element.get("action_id") == action_id
        return {**element, **news} if is_it and isinstance(element, dict) else element

    return [
        {**block, "elements": [renewed(one) for one in elements]}
        if block.get("type") == "actions" and isinstance(elements := block.get("elements"), list)
        else dict(block)
        for block in blocks
    ]


def _is_held_in_menu(action: Action) -> bool:
    return action.tone != "danger" and action.form is None and len(action.command) <= MENU_VALUE


def _confirm(label: str) -> Json:
    return {
        "title": plain(label),
        "text": plain("Are you sure?"),
        "confirm": plain(Text(label).cut(30).plain),
        "deny": plain("Cancel"),
        "style": "danger",
    }
