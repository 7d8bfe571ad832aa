"""Plain shapes turned into the objects that discord.py sends."""

from typing import TypedDict

import discord

from adapters.discord.payload import Rendered


class Dressed(TypedDict):
    """The arguments of every method of discord.py that says something."""

    content: str
    embeds: list[discord.Embed]
    view: discord.ui.View
    allowed_mentions: discord.AllowedMentions


def dressed(rendered: Rendered) -> Dressed:
    """Return arguments for `send` and `edit`; nobody can be pinged by them."""
    return Dressed(
        content=rendered.content,
        embeds=[discord.Embed.from_dict(embed.payload()) for embed in rendered.embeds],
        view=_view(rendered),
        allowed_mentions=discord.AllowedMentions.none(),
    )


def _view(rendered: Rendered) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for place, row in enumerate(rendered.rows):
        for button in row:
            view.add_item(
                discord.ui.Button(label=button.label, custom_id=button.custom_id, row=place)
            )
    # A stopped view is sent all the same, but not kept in memory: buttons are read
    # from their custom_id, which works after a restart too.
    view.stop()
    return view
