"""The environment names that Discord needs, read into one typed whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import ConfigError

SETTINGS = (
    "DISCORD_TOKEN",
    "DISCORD_WHO_MAY_SUBSCRIBE",
    "DISCORD_READS_LINKS",
    "DISCORD_SHARDS",
    "DISCORD_SHARDS_HERE",
    "HTTPS_PROXY",
    "https_proxy",
    "NO_PROXY",
    "no_proxy",
)

_WHERE = (
    "copy it from https://discord.com/developers/applications, your application, Bot, Reset Token"
)
_MOST_SHARDS = 10_000


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """How to reach Discord; of `shards` in all (0: as many as it recommends) this process holds
    at most `shards_here` (0: all that are free).

    `who_may_subscribe` are the roles, by id or name, whose members may change what is posted
    in a channel, besides those who may manage the server; "everyone" is everybody. One that
    `reads_links` hears what people write to each other, which Discord must have granted.
    """

    token: str = field(repr=False)
    proxy: str | None = None
    who_may_subscribe: frozenset[str] = frozenset()
    shards: int = 0
    shards_here: int = 0
    reads_links: bool = False


def read_settings(settings: Mapping[str, str]) -> DiscordSettings | None:
    """Read the settings; None where no token is set.

    Raises ConfigError for what cannot be a bot token; whether it is one, Discord decides.
    """
    token = settings.get("DISCORD_TOKEN", "").strip()
    if not token:
        return None
    if fault := _fault(token):
        raise ConfigError("DISCORD_TOKEN", f"{fault}; {_WHERE}")
    roles = settings.get("DISCORD_WHO_MAY_SUBSCRIBE", "").split(",")
    return DiscordSettings(
        token,
        _proxy(settings),
        frozenset(role.strip().removeprefix("@").lower() for role in roles if role.strip()),
        _number(settings, "DISCORD_SHARDS"),
        _number(settings, "DISCORD_SHARDS_HERE"),
        _is_on(settings, "DISCORD_READS_LINKS"),
    )


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


def _is_on(settings: Mapping[str, str], name: str) -> bool:
    written = settings.get(name, "").strip().lower()
    if written in ("", "no", "off", "false", "0"):
        return False
    if written in ("yes", "on", "true", "1"):
        return True
    raise ConfigError(name, f"write yes or no, not {written!r}")


def _number(settings: Mapping[str, str], name: str) -> int:
    written = settings.get(name, "").strip()
    if not written:
        return 0
    if not re.fullmatch(r"[0-9]{1,5}", written) or not 1 <= int(written) <= _MOST_SHARDS:
        raise ConfigError(name, f"{written!r} is no number of shards; leave it out for all.")
    return int(written)
