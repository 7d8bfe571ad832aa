"""The environment names that mail needs, read into one typed whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from bot.errors import ConfigError

_PORTS = {"smtp": 587, "smtps": 465}
_HOW = "write it as smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The server that takes our mail, whom it comes from, and where our pages are.

    With `is_tls` the connection begins encrypted; else it becomes so where the server offers it,
    and has to before a password is sent. `site` is "" where there are no pages.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    is_tls: bool
    sender: str
    sender_name: str
    site: str

    @property
    def domain(self) -> str:
        """The domain that our mails are named by."""
        return self.sender.rpartition("@")[2]


def read_settings(settings: Mapping[str, str]) -> MailSettings | None:
    """Read the settings; None where no server is set.

    Raises ConfigError, naming the variable, for what can't be used.
    """
    written = settings.get("SMTP_URL", "").strip()
    if not written:
        return None
    name, sender = _sender(settings.get("MAIL_FROM", "").strip())
    host, port, user, password, is_tls = _server(written)
    site = settings.get("PUBLIC_URL", "").strip().rstrip("/")
    return MailSettings(host, port, user, password, is_tls, sender, name, site)


def _server(written: str) -> tuple[str, int, str, str, bool]:
    try:
        parts = urlsplit(written)
        host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise ConfigError("SMTP_URL", f"{_HOW}.") from error
    if parts.scheme not in _PORTS or not host or parts.path.strip("/") or parts.query:
        raise ConfigError("SMTP_URL", f"{_HOW}.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return host, port, user, password, parts.scheme == "smtps"


def _sender(written: str) -> tuple[str, str]:
    if not written:
        raise ConfigError(
            "MAIL_FROM", "it is missing beside SMTP_URL; write it as Daily Papers <papers@lab.org>."
        )
    name, address = parseaddr(written)
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", address) or re.search(r"[\r\n]", written):
        raise ConfigError(
            "MAIL_FROM", "I couldn't read an address in it. Write Daily Papers <papers@lab.org>."
        )
    return name or "Daily Papers", address
