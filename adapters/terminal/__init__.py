"""The terminal as a platform: the same commands and messages, typed and printed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.message import Limits

if TYPE_CHECKING:
    from adapters.terminal.chat import Terminal

SETTINGS = ("PAPERS_HOME", "NO_COLOR", "TERM")

_ENDLESS = 1_000_000
LIMITS = Limits(
    title=_ENDLESS,
    text=_ENDLESS,
    facts=_ENDLESS,
    total=_ENDLESS,
    cards=_ENDLESS,
    buttons=_ENDLESS,
    label=_ENDLESS,
    command=_ENDLESS,
    url=_ENDLESS,
)


def connect(settings: Mapping[str, str]) -> "Terminal":
    """Return the terminal that this process runs in; it is always there."""
    from adapters.terminal.chat import Terminal  # noqa: PLC0415 - prompts are slow to import

    return Terminal(settings)
