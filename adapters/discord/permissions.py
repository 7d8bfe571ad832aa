"""What the bot must be allowed, in the invitation and in a channel."""

import discord

_NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}


def invite_url(application_id: int) -> str:
    """Return the address where an administrator adds the bot to a server."""
    return discord.utils.oauth_url(
        application_id,
        permissions=discord.Permissions(**dict.fromkeys(_NEEDED, True)),
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
    return f"I cannot post here yet; give me {listed} in this channel, then use the command again."
