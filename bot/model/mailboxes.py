"""A mailbox and who says that it's theirs."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.destinations import Destination


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox of a person; it isn't theirs until `confirmed_at`.

    `wanted` is the digest that was asked for with it, `closed` says why mail is refused there.
    """

    mailbox: Destination
    person: Destination
    wanted: str
    code: str
    code_until: datetime
    tries: int
    confirmed_at: datetime | None
    takes_alerts: bool
    closed: str

    @property
    def address(self) -> str:
        """The address as mail programs write it."""
        return self.mailbox.address
