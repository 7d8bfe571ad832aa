"""A real mail server on this machine that takes mail, or fails as it is told."""

import asyncio
import email
import ssl
from collections import deque
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.ports import free_port

USER, PASSWORD = "papers", "sesame+open/1"
GONE = "gone@lab.example"


@dataclass
class MailServer:
    """Answers SMTP; `taken` is what arrived. `replies` are given instead, each once."""

    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    at_recipient: deque[str] = field(default_factory=deque)
    at_end: deque[str] = field(default_factory=deque)
    loses_answers: int = 0
    hangs_up_early: int = 0
    signed_in: list[str] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)

    def start(self, tls: ssl.SSLContext | None = None) -> None:
        """Listen; with a certificate it offers STARTTLS, and AUTH after it."""
        self.port = free_port()
        known: dict[str, Any] = {"tls_context": tls, "require_starttls": bool(tls)}
        if tls:
            known |= {"authenticator": self._authenticate, "auth_required": True}
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **known)
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for _, mail in self.taken]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names it
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if address == GONE:
            return f"550 5.1.1 <{address}>: no such mailbox"
        if self.at_recipient:
            return self.at_recipient.popleft()
        if self.hangs_up_early:
            self.hangs_up_early -= 1
            _cut(server)
            return "250 OK"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd names it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.at_end:
            return self.at_end.popleft()
        content = envelope.content
        assert isinstance(content, bytes)
        mail = email.message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.taken += [(address, mail) for address in envelope.rcpt_tos]
        self.was_encrypted.append(session.ssl is not None)
        if self.loses_answers:
            self.loses_answers -= 1
            _cut(server)
        await asyncio.sleep(0)
        return "250 taken"

    def _authenticate(self, *asked: Any) -> AuthResult:
        login = asked[4]
        is_right = (login.login, login.password) == (USER.encode(), PASSWORD.encode())
        self.signed_in.append(login.login.decode())
        return AuthResult(success=is_right)


def _cut(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()
