"""Discord: slash commands, buttons and messages; light to import until it connects."""

from collections.abc import Mapping

from adapters.discord.limits import LIMITS
from bot.errors import ConfigError
from bot.message import Adapter

SETTINGS = ("DISCORD_TOKEN", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy")

__all__ = ["LIMITS", "SETTINGS", "connect"]

_WHERE = (
    "copy it from https://discord.com/developers/applications, your application, Bot, Reset Token"
)


def connect(settings: Mapping[str, str]) -> Adapter | None:
    """Return the adapter, not yet logged in, or None where no token is set.

    Raises ConfigError for what cannot be a bot token; whether it is one, Discord decides.
    """
    token = settings.get("DISCORD_TOKEN", "").strip()
    if not token:
        return None
    if fault := _fault(token):
        raise ConfigError("DISCORD_TOKEN", f"{fault}; {_WHERE}")
    # Only who talks to Discord pays for its library: half a second at import.
    from adapters.discord.adapter import DiscordAdapter  # noqa: PLC0415

    return DiscordAdapter(token, proxy=_proxy(settings))


def _fault(token: str) -> str:
    if token.lower().startswith("bot "):
        return 'leave out "Bot " before the token'
    if token[0] in "\"'":
        return "leave out the quotation marks around the token"
    if not token.isascii() or not token.isprintable() or " " in token:
        return "a token has no spaces and only plain letters"
    if token.isdigit():
        return "that is a number such as the application id, not the bot's token"
    if token.startswith(("xox", "xapp-")):
        return "that is a token of Slack"
    return ""


def _proxy(settings: Mapping[str, str]) -> str | None:
    """Find the proxy as other programs would: discord.py does not look for it by itself."""
    proxy = settings.get("https_proxy") or settings.get("HTTPS_PROXY")
    spared = settings.get("no_proxy") or settings.get("NO_PROXY") or ""
    hosts = [host.strip().lstrip(".").lower() for host in spared.split(",")]
    if not proxy or "*" in hosts or "discord.com" in hosts:
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
