"""Logging to standard error, with every secret blotted out."""

import logging
import re
from collections.abc import Iterable

_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+"  # Slack tokens
    r"|https://hooks\.slack\.com/\S+"  # response_url and webhooks answer to anybody
    r"|(?<=/webhooks/)\d+/[\w-]+|(?<=/interactions/)\d+/[\w-]+"  # Discord's answer addresses
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"  # user:password@ of a database address
)


def configure(level: int, secrets: Iterable[str] = ()) -> None:
    """Log to standard error from `level` on; `secrets` never appear in any line."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("apscheduler", "httpx", "httpcore", "discord.gateway"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))


class _Redacting(logging.Formatter):
    """Blots secrets out of the finished line, tracebacks included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._known = [secret for secret in secrets if len(secret) >= 8]

    def format(self, record: logging.LogRecord) -> str:
        """Write a record without secrets."""
        line = super().format(record)
        for secret in self._known:
            line = line.replace(secret, "***")
        return _SECRETS.sub("***", line)
