"""Mail as a platform: it is sent, and nothing is ever typed into it."""

import asyncio
from collections.abc import Sequence

from adapters.email.mail import make_mail, message_id
from adapters.email.settings import MailSettings
from adapters.email.smtp_session import SmtpSession
from bot.errors import AmbiguousDelivery, DeliveryError, DestinationGone
from bot.message import CheckResult, Delivery, Desk, Limits, Message, Request, Sent

AT_ONCE = 8
"""Connections: most servers take ten from one sender."""


class EmailAdapter:
    """Implements `bot.message.Adapter` on SMTP."""

    name = "email"
    is_heard_by_web = False
    repeat_window_s = 0.0

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._turns = asyncio.Semaphore(AT_ONCE)

    @property
    def limits(self) -> Limits:
        """A mail holds nearly everything."""
        from adapters.email import LIMITS  # noqa: PLC0415 - the room imports this module

        return LIMITS

    async def check(self) -> Sequence[CheckResult]:
        """Connect, encrypt, sign in, and leave again."""
        try:
            async with SmtpSession(self._settings):
                pass
        except DeliveryError as error:
            return [CheckResult(False, f"{error}; see SMTP_URL")]
        results = [CheckResult(True, f"{self._settings.host} takes our mail")]
        if not self._settings.site:
            line = "PUBLIC_URL isn't set, so mails have no link to unsubscribe with one click"
            results.append(CheckResult(False, line))
        return results

    async def run(self, desk: Desk) -> None:
        """Wait: nobody types into mails."""
        await asyncio.Event().wait()

    async def authorize(self, request: Request) -> None:
        """Let whoever has the mailbox decide: its code came back."""

    async def prepare(self, request: Request) -> Request:
        """Return the request as it is: whether an address takes mail only mail can tell."""
        return request

    async def send(self, delivery: Delivery) -> Sent:
        """Send a mail once; raises AmbiguousDelivery where it may have been taken."""
        mail = make_mail(delivery, self._settings)
        async with self._turns, SmtpSession(self._settings) as session:
            await session.send(delivery.destination.address, mail)
        return Sent(message_id(delivery, self._settings))

    async def edit(self, sent: Sent, message: Message) -> None:
        """Raise DestinationGone: what is in a mailbox stays as it is."""
        raise DestinationGone("A mail can't be changed once it's sent.")

    async def look_up(self, delivery: Delivery) -> Sent | None:
        """Raise AmbiguousDelivery: nobody can look into somebody's mailbox."""
        raise AmbiguousDelivery("nobody can look whether a mail has arrived.")

    def ailing(self) -> str:
        """Say nothing: what fails is seen in the deliveries."""
        return ""

    async def close(self) -> None:
        """Hold nothing: each mail has a connection of its own."""
