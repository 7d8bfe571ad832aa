"""What stands over an answer that somebody shares with everybody."""

from dataclasses import replace

from bot.message import Message, Text


def shared(message: Message, name: str) -> Message:
    """Say who shares an answer; what only that person could go on with is left out."""
    who = f"{name} shared this." if name else "Somebody here shared this."
    note = f"{message.note}\n{who}" if message.note else who
    return replace(message, note=note, actions=(), menus=(), lead=Text(message.lead.plain))
