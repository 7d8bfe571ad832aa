"""Plain shapes turned into the objects that discord.py sends."""

from collections.abc import Sequence
from typing import Any, TypedDict

import discord

from adapters.discord.embeds import Rendered
from adapters.discord.payload import Json, Layout


class Ready(discord.ui.LayoutView):
    """A view that is written already; nothing of it is kept in memory.

    Buttons are read from their custom_id, which works after a restart too.
    """

    def __init__(self, components: Sequence[Json], *, is_layout: bool = True) -> None:
        super().__init__(timeout=None)
        self._written = list(components)
        self._is_written_as_layout = is_layout
        self.stop()

    def has_components_v2(self) -> bool:
        """Say whether it is the whole message, and no rows below content."""
        return self._is_written_as_layout

    def to_components(self) -> list[dict[str, Any]]:
        """Return what was written."""
        return self._written


class Reference(discord.MessageReference):
    """What a message answers to, its ids written as Discord describes them."""

    def to_message_reference_dict(self) -> Any:  # noqa: ANN401 - the library's own shape
        """Return it as Discord's API writes it."""
        written: dict[str, Any] = dict(super().to_message_reference_dict())
        return {key: str(one) if key.endswith("_id") else one for key, one in written.items()}


def reference_to(message: discord.Message) -> Reference:
    """Return a reference that a message which is gone by then does not break."""
    return Reference(message_id=message.id, channel_id=message.channel.id, fail_if_not_exists=False)


class Dressed(TypedDict):
    """The arguments of every method of discord.py that says something."""

    view: discord.ui.LayoutView
    allowed_mentions: discord.AllowedMentions


class Edited(Dressed):
    """The same for a message that was there before, perhaps in other clothes."""

    content: None
    embeds: Sequence[discord.Embed]


def dressed(layout: Layout) -> Dressed:
    """Return arguments for `send`; nobody can be pinged by them."""
    return Dressed(view=Ready(layout.components), allowed_mentions=discord.AllowedMentions.none())


def edited(layout: Layout) -> Edited:
    """Return arguments for `edit`: what was content and embeds before goes."""
    return Edited(**dressed(layout), content=None, embeds=[])


def in_embeds(rendered: Rendered) -> dict[str, Any]:
    """Return arguments for `send` and `edit` of what has content and embeds."""
    payload = rendered.payload()
    return {
        "view": Ready(payload["components"], is_layout=False),
        "allowed_mentions": discord.AllowedMentions.none(),
        "content": rendered.content,
        "embeds": [discord.Embed.from_dict(embed) for embed in payload["embeds"]],
    }
