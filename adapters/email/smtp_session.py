"""One conversation with the mail server: what was surely not sent, and what perhaps was."""

import asyncio
import ssl

import aiosmtplib

from adapters.email.refusals import refusal_of_mail, refusal_of_server
from adapters.email.settings import MailSettings
from bot.errors import AmbiguousDelivery, DeliveryError

PATIENCE_S = 20.0


class SmtpSession:
    """A connection that carries one mail; use it as an async context."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._client = aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            use_tls=settings.is_tls,
            start_tls=False,
            timeout=PATIENCE_S,
            tls_context=ssl.create_default_context(),
        )

    async def __aenter__(self) -> "SmtpSession":
        """Connect, encrypt and sign in; raises DeliveryError where that fails."""
        try:
            await self._client.connect()
            await self._client.ehlo()
            await self._encrypt()
            await self._sign_in()
        except aiosmtplib.SMTPResponseException as error:
            await self._leave()
            raise refusal_of_server(error.code, error.message) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            await self._leave()
            raise DeliveryError(
                f"the mail server can't be reached ({type(error).__name__})", 60.0, "platform"
            ) from error
        return self

    async def __aexit__(self, *_: object) -> None:
        """Say goodbye."""
        await self._leave()

    async def send(self, recipient: str, mail: bytes) -> str:
        """Hand over a mail; return what the server called it.

        Raises AmbiguousDelivery where the connection was lost once the mail was on its way.
        """
        await self._envelope(recipient)
        try:
            taken = await self._client.data(mail)
        except aiosmtplib.SMTPResponseException as error:
            raise refusal_of_mail(error.code, error.message) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            # Whether the server had read the end of it, nobody can tell.
            raise AmbiguousDelivery("the connection was lost after the mail was sent") from error
        return taken.message

    async def _envelope(self, recipient: str) -> None:
        try:
            await self._client.mail(self._settings.sender)
        except aiosmtplib.SMTPResponseException as error:
            raise refusal_of_server(error.code, error.message) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise DeliveryError("the mail server hung up before the mail was sent") from error
        try:
            await self._client.rcpt(recipient)
        except aiosmtplib.SMTPResponseException as error:
            raise refusal_of_mail(error.code, error.message) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise DeliveryError("the mail server hung up before the mail was sent") from error

    async def _encrypt(self) -> None:
        if self._settings.is_tls:
            return
        if self._client.supports_extension("starttls"):
            await self._client.starttls()
            await self._client.ehlo()
        elif self._settings.user:
            raise aiosmtplib.SMTPException("no STARTTLS, so no password is sent")

    async def _sign_in(self) -> None:
        if not self._settings.user:
            return
        try:
            await self._client.login(self._settings.user, self._settings.password)
        except aiosmtplib.SMTPException as error:
            # Some servers say no, others hang up after a few methods were tried.
            said = error.message if isinstance(error, aiosmtplib.SMTPResponseException) else ""
            raise aiosmtplib.SMTPAuthenticationError(
                535, said or "user or password is wrong"
            ) from (error)

    async def _leave(self) -> None:
        try:
            async with asyncio.timeout(2):
                await self._client.quit()
        except (aiosmtplib.SMTPException, OSError, TimeoutError):
            self._client.close()
