"""Slack: digests and commands in channels and direct messages, by Socket Mode or by HTTP."""

from collections.abc import Mapping

from adapters.slack.limits import LIMITS
from adapters.slack.settings import SETTINGS, read_settings
from bot.message import Adapter

__all__ = ["LIMITS", "SETTINGS", "connect"]


def connect(settings: Mapping[str, str]) -> Adapter | None:
    """Return the adapter, or None where no Slack token is set; nothing is contacted yet.

    Raises ConfigError where the tokens do not go together.
    """
    known = read_settings(settings)
    if known is None:
        return None
    # Slack's SDK takes half a second to import: only those who use it wait for it.
    from adapters.slack.adapter import SlackAdapter  # noqa: PLC0415

    return SlackAdapter(known)
