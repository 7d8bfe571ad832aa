"""The environment names that the pages need, read into one typed whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.errors import ConfigError

LOCAL_PORT = 8017
"""Where the pages stand beside the local chat: no server that developers run uses it by habit."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Where to listen (port 0 is nowhere), under which address readers come, and who may ask more.

    `api_keys` are the keys by their owners' names.
    """

    port: int = 0
    host: str = "127.0.0.1"
    public_url: str = ""
    api_keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    slack_install_url: str = ""
    discord_install_url: str = ""

    @property
    def address(self) -> str:
        """The address that links begin with, without a slash at its end."""
        shown = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        return self.public_url or f"http://{f'[{shown}]' if ':' in shown else shown}:{self.port}"


def read_settings(settings: Mapping[str, str]) -> WebSettings:
    """Read the settings; raises ConfigError, naming the variable, for what can't be used."""
    return WebSettings(
        port=_port(settings.get("PAPERS_WEB_PORT", "").strip()),
        host=settings.get("PAPERS_WEB_HOST", "").strip() or "127.0.0.1",
        public_url=_address("PUBLIC_URL", settings).rstrip("/"),
        api_keys=_keys(settings.get("PAPERS_API_KEYS", "")),
        slack_install_url=_address("SLACK_INSTALL_URL", settings),
        discord_install_url=_address("DISCORD_INSTALL_URL", settings),
    )


def local_settings(known: WebSettings) -> WebSettings:
    """Return the settings for this machine alone, whatever the pages of a server would have."""
    return replace(known, port=known.port or LOCAL_PORT, host="127.0.0.1", public_url="")


def _port(written: str) -> int:
    if not written:
        return 0
    if re.fullmatch(r"[0-9]{1,5}", written) and 1 <= int(written) <= 65535:
        return int(written)
    raise ConfigError(
        "PAPERS_WEB_PORT", f"I couldn't read {written[:20]!r} as a port; give one from 1 to 65535."
    )


def _address(name: str, settings: Mapping[str, str]) -> str:
    url = settings.get(name, "").strip()
    if url and not re.fullmatch(r"https?://[^\s/?#]+(?:[/?][^\s#]*)?", url):
        raise ConfigError(name, "it has to be a web address such as https://papers.example.org")
    return url


def _keys(written: str) -> dict[str, str]:
    """Read "ann=3f2c…,lab=91b7…" as keys by name."""
    keys = {}
    for one in filter(None, (part.strip() for part in written.split(","))):
        name, mark, key = one.partition("=")
        if not mark or len(key) < 16:
            raise ConfigError(
                "PAPERS_API_KEYS",
                "write it as name=key,name=key with keys of at least 16 characters.",
            )
        keys[name.strip()] = key.strip()
    return keys
