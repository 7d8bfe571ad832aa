"""Logging to standard error or a file, with every secret blotted out."""

import json
import logging
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+"  # Slack tokens
    r"|https://hooks\.slack\.com/\S+"  # response_url and webhooks answer to anybody
    r"|(?<=/webhooks/)\d+/[\w-]+|(?<=/interactions/)\d+/[\w-]+"  # Discord's answer addresses
    # user:password@ of an address, whatever signs the password holds
    r"|(?<=://)[^/\s:@]{0,99}:[^\s@]{1,300}(?:@[^\s@/]{1,300}){0,3}(?=@)"
    r"|[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,9}[a-z]{2,}"  # people's mail addresses
    r"|(?<=/me/)[\w-]+|(?<=/feeds/alerts/)[\w-]+|(?<=/unsubscribe/)[\w-]+"  # keys to their pages
)


def configure(
    level: int, secrets: Iterable[str] = (), file: Path | None = None, style: str = "text"
) -> None:
    """Log from `level` on, to standard error or a file; `secrets` never appear in any line.

    The file is made when there is something to write. In the style "json" each record is one
    object on a line, its traceback included.
    """
    handler = logging.FileHandler(file, delay=True) if file else logging.StreamHandler()
    handler.setFormatter(_Json(secrets) if style == "json" else _Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("alembic", "httpx", "httpcore", "discord.gateway"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))


class _Redacting(logging.Formatter):
    """Blots secrets out of the finished line, tracebacks included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._known = [secret for secret in secrets if len(secret) >= 8]

    def format(self, record: logging.LogRecord) -> str:
        """Write a record without secrets."""
        return self._clean(super().format(record))

    def _clean(self, line: str) -> str:
        for secret in self._known:
            line = line.replace(secret, "***")
        return blot(line)


class _Json(_Redacting):
    """Writes a record as an object: at (UTC), level, logger, message, and fault where there is."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record without secrets, which are blotted out before anything is escaped."""
        at = datetime.fromtimestamp(record.created, UTC)
        said = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._clean(record.getMessage()),
        }
        if record.exc_info:
            said["fault"] = self._clean(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)


def blot(line: str) -> str:
    """Blot out what looks like a secret."""
    return _SECRETS.sub("***", line)
