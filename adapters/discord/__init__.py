"""Discord: slash commands, buttons and messages; light to import until it connects."""

from collections.abc import Mapping

from adapters.discord.limits import LIMITS
from adapters.discord.settings import SETTINGS, read_settings
from bot.message import Adapter

__all__ = ["LIMITS", "SETTINGS", "connect"]


def connect(settings: Mapping[str, str]) -> Adapter | None:
    """Return the adapter, not yet logged in, or None where no token is set.

    Raises ConfigError for what cannot be a setting.
    """
    known = read_settings(settings)
    if known is None:
        return None
    # Only who talks to Discord pays for its library: half a second at import.
    from adapters.discord.adapter import DiscordAdapter  # noqa: PLC0415

    return DiscordAdapter(known)
