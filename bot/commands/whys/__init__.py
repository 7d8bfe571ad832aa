"""What became of a paper: for a person, and in a place."""

from bot.commands.whys.why import less, why

__all__ = ["less", "why"]
