"""Slack: digests and commands in channels and direct messages, by Socket Mode or by HTTP."""

from collections.abc import Callable, Mapping, Sequence

from adapters.slack.limits import LIMITS
from adapters.slack.settings import SETTINGS, read_settings
from bot.errors import UserError
from bot.message import Adapter, Vault

__all__ = ["KEEPS_SECRETS", "LIMITS", "SETTINGS", "TOOL", "connect"]

KEEPS_SECRETS = True


def connect(
    settings: Mapping[str, str], open_vault: Callable[[], Vault] | None = None
) -> Adapter | None:
    """Return the adapter, or None where no Slack token is set; nothing is contacted yet.

    What any workspace can install needs a vault. Raises ConfigError where the tokens do not go
    together, or the vault has no key.
    """
    known = read_settings(settings)
    if known is None:
        return None
    # Slack's SDK takes half a second to import: only those who use it wait for it.
    from adapters.slack.adapter import SlackAdapter  # noqa: PLC0415

    vault = open_vault() if known.is_installable and open_vault else None
    return SlackAdapter(known, vault)


def TOOL(words: Sequence[str]) -> str:  # noqa: N802 - a name that rooms share
    """Print the app's manifest: `papers slack manifest [--url https://your.host]`."""
    from adapters.slack.manifest import manifest_text  # noqa: PLC0415 - only a shell asks

    match [word.removeprefix("--url=") if word.startswith("--url=") else word for word in words]:
        case ["manifest"]:
            return manifest_text()
        case ["manifest", "--url", url] | ["manifest", url] if url.startswith("https://"):
            return manifest_text(url.rstrip("/"))
    raise UserError("Say: papers slack manifest [--url https://your.host]")
