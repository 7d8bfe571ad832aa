"""What a platform can be asked in a shell: its name, and what its room makes of the rest."""

from collections.abc import Sequence

from bot.app import room
from bot.errors import UserError


def run_tool(words: Sequence[str]) -> int:
    """Print what a platform says; raises UserError where it can be asked nothing."""
    name = words[0].lower()
    tool = getattr(room(name), "TOOL", None)
    if tool is None:
        raise UserError(f"“{name}” is a platform, and there's nothing to ask it in a shell.")
    print(tool(list(words[1:])))
    return 0
