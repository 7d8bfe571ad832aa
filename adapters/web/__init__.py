"""The web as a platform: pages, feeds and an API that need no JavaScript and no account."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.message import Limits

if TYPE_CHECKING:
    from adapters.web.adapter import WebAdapter

SETTINGS = (
    "PAPERS_WEB_PORT",
    "PAPERS_WEB_HOST",
    "PUBLIC_URL",
    "PAPERS_API_KEYS",
    "SLACK_INSTALL_URL",
    "DISCORD_INSTALL_URL",
)

_ENDLESS = 1_000_000
LIMITS = Limits(
    title=_ENDLESS,
    text=_ENDLESS,
    facts=_ENDLESS,
    total=_ENDLESS,
    cards=_ENDLESS,
    buttons=_ENDLESS,
    label=_ENDLESS,
    command=_ENDLESS,
    url=_ENDLESS,
)


def connect(settings: Mapping[str, str]) -> "WebAdapter | None":
    """Return the pages where a port is set for them; None where none is."""
    from adapters.web.settings import read_settings  # noqa: PLC0415 - most commands show no pages

    known = read_settings(settings)
    if not known.port:
        return None
    from adapters.web.adapter import WebAdapter  # noqa: PLC0415 - servers are slow to import

    return WebAdapter(known)


def connect_locally(settings: Mapping[str, str]) -> "WebAdapter | None":
    """Return pages for this machine alone, beside the local chat; None where the port is busy."""
    from adapters.web.adapter import WebAdapter  # noqa: PLC0415 - servers are slow to import
    from adapters.web.settings import local_settings, read_settings  # noqa: PLC0415

    adapter = WebAdapter(local_settings(read_settings(settings)))
    return adapter if adapter.open_port() else None
