"""The way out to the sources: proxies and certificates as the settings say."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.sources.bounded_body import GZIP

if TYPE_CHECKING:
    import httpx

USER_AGENT = "daily-papers-bot/0.1 (a chat bot for research groups; asks rarely, backs off)"
CONNECT_S, READ_S = 5.0, 15.0
"""How long a connection and the next bytes may take."""

_SCHEMES = (("https://", "HTTPS_PROXY"), ("http://", "HTTP_PROXY"), ("all://", "ALL_PROXY"))


@dataclass(frozen=True, slots=True)
class Network:
    """Opens clients that follow HTTPS_PROXY, NO_PROXY and SSL_CERT_FILE, from `.env`, too."""

    settings: Mapping[str, str] = field(default_factory=dict)

    def open(self, read_s: float | None = None) -> "httpx.AsyncClient":
        """Return a client that names us; raises SourceError where a setting is of no use."""
        import httpx  # noqa: PLC0415 - slow to import, and most commands ask nobody

        try:
            trust = ssl.create_default_context(cafile=self._value("SSL_CERT_FILE") or None)
            return httpx.AsyncClient(
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": GZIP},
                timeout=httpx.Timeout(read_s or READ_S, connect=CONNECT_S),
                verify=trust,
                mounts=self._mounts(trust),
                trust_env=False,
            )
        except (OSError, ValueError) as error:
            said = f"The way out is set wrongly ({error}): see HTTPS_PROXY and SSL_CERT_FILE."
            raise SourceError("", said) from error

    def _mounts(self, trust: ssl.SSLContext) -> "dict[str, httpx.AsyncHTTPTransport | None]":
        import httpx  # noqa: PLC0415 - see above

        proxies = {scheme: url for scheme, name in _SCHEMES if (url := self._value(name))}
        if not proxies or "*" in self._spared():
            return {}
        mounts: dict[str, httpx.AsyncHTTPTransport | None] = {
            scheme: httpx.AsyncHTTPTransport(proxy=_with_scheme(url), verify=trust)
            for scheme, url in proxies.items()
        }
        return mounts | dict.fromkeys(map(_pattern, self._spared()))

    def _spared(self) -> list[str]:
        return [host for one in self._value("NO_PROXY").split(",") if (host := one.strip())]

    def _value(self, name: str) -> str:
        return self.settings.get(name.lower(), "") or self.settings.get(name, "")


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"http://{url}"


def _pattern(host: str) -> str:
    """Return httpx's pattern for a host of NO_PROXY: ".lab.org" and "lab.org" mean all below."""
    bare = host.removeprefix("*").lstrip(".")
    is_number = bare.replace(".", "").isdigit() or ":" in bare or bare == "localhost"
    return f"all://{bare}" if is_number else f"all://*{bare}"
