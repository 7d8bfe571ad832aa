"""What every command may use, handed to it with the request."""

from dataclasses import dataclass
from datetime import datetime

from bot.message import Request
from bot.search import Search
from bot.store import Store


@dataclass(frozen=True, slots=True)
class Context:
    """The rooms a command works with, and the instant (UTC) it is answered at.

    `timezone` is the zone for people whose platform tells none; `site` is where the pages are, ""
    where there are none.
    """

    store: Store
    search: Search
    now: datetime
    request: Request
    timezone: str
    site: str = ""

    @property
    def zone(self) -> str:
        """The zone of whoever asks."""
        return self.request.timezone or self.timezone
