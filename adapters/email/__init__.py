"""E-mail as a platform: digests and alerts for whoever isn't in a chat."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.message import Limits

if TYPE_CHECKING:
    from adapters.email.adapter import EmailAdapter

SETTINGS = ("SMTP_URL", "MAIL_FROM", "PUBLIC_URL")

_ENDLESS = 1_000_000
LIMITS = Limits(
    title=300,
    text=20_000,
    facts=500,
    total=200_000,
    cards=200,
    buttons=_ENDLESS,
    label=_ENDLESS,
    command=_ENDLESS,
    url=1000,
)


def connect(settings: Mapping[str, str]) -> "EmailAdapter | None":
    """Return the mail where a server for it is set; None where none is.

    Raises ConfigError for settings that do not go together.
    """
    from adapters.email.settings import read_settings  # noqa: PLC0415 - most commands mail nothing

    known = read_settings(settings)
    if known is None:
        return None
    from adapters.email.adapter import EmailAdapter  # noqa: PLC0415 - as above

    return EmailAdapter(known)
