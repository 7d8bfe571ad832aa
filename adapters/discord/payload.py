"""A Discord message as plain data: what render makes and the adapter sends.

https://discord.com/developers/docs/components/reference
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
"""A component as Discord's API writes it."""

COMPONENTS_V2 = 1 << 15
_ROW, _BUTTON, _MENU, _SECTION, _TEXT, _THUMBNAIL, _GALLERY, _SEPARATOR, _CONTAINER = (
    1, 2, 3, 9, 10, 11, 12, 14, 17,
)  # fmt: skip
BLUE, GREY, GREEN, RED = 1, 2, 3, 4
"""What a button looks like."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button; its `custom_id` holds the command, so that it works after a restart."""

    label: str
    custom_id: str
    style: int = GREY

    def payload(self) -> Json:
        """Return it as Discord's API writes it."""
        return {
            "type": _BUTTON,
            "style": self.style,
            "label": self.label,
            "custom_id": self.custom_id,
        }


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole message, from top to bottom."""

    components: tuple[Json, ...]

    def payload(self) -> Json:
        """Return it as Discord's API writes it."""
        return {"flags": COMPONENTS_V2, "components": list(self.components)}


def text(words: str, number: int = 0) -> Json:
    """Show words; a `number` is an id of our own, by which they can be found again."""
    shown: Json = {"type": _TEXT, "content": words}
    return {**shown, "id": number} if number else shown


def row(children: Sequence[Json]) -> Json:
    """Show up to five buttons, or one menu, side by side."""
    return {"type": _ROW, "components": list(children)}


def menu(custom_id: str, placeholder: str, options: Sequence[Json]) -> Json:
    """Show a menu of up to 25 options, closed until it is opened."""
    return {
        "type": _MENU,
        "custom_id": custom_id,
        "placeholder": placeholder,
        "options": list(options),
    }


def section(words: Json, accessory: Json) -> Json:
    """Show words with a button or a thumbnail at their right."""
    return {"type": _SECTION, "components": [words], "accessory": accessory}


def thumbnail(url: str, alt: str) -> Json:
    """Show a small picture."""
    return {"type": _THUMBNAIL, "media": {"url": url}, "description": alt or None}


def gallery(url: str, alt: str) -> Json:
    """Show a picture over the whole width."""
    return {"type": _GALLERY, "items": [{"media": {"url": url}, "description": alt or None}]}


def separator() -> Json:
    """Show a thin line."""
    return {"type": _SEPARATOR, "divider": True, "spacing": 1}


def container(children: Sequence[Json]) -> Json:
    """Frame what belongs together; without a colour, it is the reader's own theme's."""
    return {"type": _CONTAINER, "components": list(children)}


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Yield every component, whatever it stands in."""
    for one in components:
        yield one
        yield from walk(one.get("components") or ())
        if accessory := one.get("accessory"):
            yield accessory
