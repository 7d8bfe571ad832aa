"""Who may change what is posted in a channel, as Discord tells with each command."""

from collections.abc import Collection

import discord

NOT_ALLOWED = (
    "Only those who may manage this server can change what I post here: ask one of them, or ask "
    "them to let a role do it."
)


def may_change(interaction: discord.Interaction[discord.Client], who: Collection[str]) -> bool:
    """Tell whether whoever asks may manage the server, or has one of the roles `who`.

    Commands can be hidden from people, but admins may override that: it is checked here again.
    """
    if "everyone" in who:
        return True
    allowed = interaction.permissions
    if allowed.administrator or allowed.manage_guild:
        return True
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else []
    return any(str(role.id) in who or role.name.lower() in who for role in roles)
