"""What the bot must be allowed, in the invitation and in a channel."""

from collections.abc import Collection, Mapping
from typing import Any

import discord

_NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}
_USEFUL = ("create_public_threads", "create_private_threads", "manage_threads")
"""What the invitation asks for besides: digests have threads, and forums posts with tags."""


def invite_url(application_id: int) -> str:
    """Return the address where an administrator adds the bot to a server."""
    return discord.utils.oauth_url(
        application_id,
        permissions=discord.Permissions(**dict.fromkeys((*_NEEDED, *_USEFUL), True)),
        scopes=("bot", "applications.commands"),
    )


def missing(allowed: discord.Permissions, is_thread: bool) -> list[str]:
    """Name what the bot lacks to post, as Discord's settings call it.

    Reading back is needed to never post twice, so it counts.
    """
    other = "send_messages" if is_thread else "send_messages_in_threads"
    return [name for key, name in _NEEDED.items() if key != other and not getattr(allowed, key)]


def request_for(names: list[str]) -> str:
    """Ask for permissions in one sentence."""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"I can't post here yet. Give me {listed} in this channel, then use the command again."


def allowed_in(
    channel: Mapping[str, Any], guild: Mapping[str, Any], roles: Collection[str], me: str
) -> int:
    """Work out the permissions of a member with some roles in a channel, as bits.

    https://discord.com/developers/docs/topics/permissions#permission-hierarchy
    """
    held = {str(guild["id"]), *roles}
    allowed = 0
    for role in guild["roles"]:
        if str(role["id"]) in held:
            allowed |= int(role["permissions"])
    everything = discord.Permissions.all().value
    if guild.get("owner_id") == me or allowed & discord.Permissions.administrator.flag:
        return everything
    ruled = {str(one["id"]): one for one in channel.get("permission_overwrites") or ()}
    everybody = str(guild["id"])
    for ids in ({everybody}, held - {everybody}, {me}):
        deny = allow = 0
        for one in ids & ruled.keys():
            deny |= int(ruled[one]["deny"])
            allow |= int(ruled[one]["allow"])
        allowed = allowed & ~deny | allow
    return allowed
