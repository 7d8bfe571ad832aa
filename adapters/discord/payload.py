"""A Discord message as plain data: what render makes and the adapter sends."""

from dataclasses import dataclass

ACCENT = 0xFFD21E
"""The warm yellow beside each paper."""

_ACTION_ROW, _BUTTON, _GREY = 1, 2, 2


@dataclass(frozen=True, slots=True)
class Embed:
    """A framed block: a title that links, words, a small closing line."""

    title: str = ""
    url: str = ""
    description: str = ""
    footer: str = ""

    def payload(self) -> dict[str, object]:
        """Return it as Discord's API writes it."""
        payload: dict[str, object] = {"type": "rich", "color": ACCENT}
        for key in ("title", "url", "description"):
            if value := getattr(self, key):
                payload[key] = value
        if self.footer:
            payload["footer"] = {"text": self.footer}
        return payload


@dataclass(frozen=True, slots=True)
class Button:
    """A button; its `custom_id` holds the command, so that it works after a restart."""

    label: str
    custom_id: str

    def payload(self) -> dict[str, object]:
        """Return it as Discord's API writes it."""
        return {"type": _BUTTON, "style": _GREY, "label": self.label, "custom_id": self.custom_id}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A whole message; `content` is what notifications show."""

    content: str
    embeds: tuple[Embed, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()

    def payload(self) -> dict[str, object]:
        """Return it as Discord's API writes it."""
        rows = [
            {"type": _ACTION_ROW, "components": [button.payload() for button in row]}
            for row in self.rows
        ]
        embeds = [embed.payload() for embed in self.embeds]
        return {"content": self.content, "embeds": embeds, "components": rows}
