"""Who asks what, and where: interactions and messages turned into requests."""

from collections.abc import Collection

import discord

from adapters.discord.rights import may_change
from adapters.discord.typed_commands import Typed
from bot.message import Destination, Request

Interaction = discord.Interaction[discord.Client]


def request_of(interaction: Interaction, typed: Typed, who: Collection[str] = ()) -> Request:
    """Name the person, the place and the tenant; where the bot is no member all are the person.

    `who` are the roles that may change what is posted in a channel.
    """
    person = Destination("discord", f"@{interaction.user.id}")
    name = interaction.user.display_name
    channel = typed.place or interaction.channel_id
    if interaction.guild_id is None or channel is None or is_elsewhere(interaction):
        tenant = f"discord:@{interaction.user.id}"
        return Request(
            typed.text, person, person, tenant, completes=True, option=typed.option, name=name
        )
    return Request(
        typed.text,
        person,
        Destination("discord", str(channel)),
        f"discord:{interaction.guild_id}",
        may_change=may_change(interaction, who),
        completes=True,
        option=typed.option,
        name=name,
    )


def is_elsewhere(interaction: Interaction) -> bool:
    """Tell whether somebody brought the bot along to a server that it is no member of."""
    return (
        interaction.guild_id is not None
        and interaction.is_user_integration()
        and not interaction.is_guild_integration()
    )


def request_of_message(message: discord.Message, text: str, *, may: bool | None = None) -> Request:
    """Name the same for a message that was written to the bot."""
    person = Destination("discord", f"@{message.author.id}")
    name = message.author.display_name
    server = server_of(message)
    if server is None:
        return Request(text, person, person, f"discord:{person.address}", name=name)
    place = Destination("discord", str(message.channel.id))
    return Request(text, person, place, f"discord:{server}", may_change=may, name=name)


def server_of(message: discord.Message) -> int | None:
    """Return the server that a message was written in, None for a direct message."""
    known: int | None = getattr(message.channel, "guild_id", None)
    return message.guild.id if message.guild else known
