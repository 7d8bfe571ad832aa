"""A mail server for each test."""

from collections.abc import Iterator

import pytest

from adapters.email.adapter import EmailAdapter
from adapters.email.settings import MailSettings
from tests.email.mail_server import MailServer

SITE = "https://papers.example.org"


def adapter_for(port: int, **known: object) -> EmailAdapter:
    """Return an adapter that sends to a port of this machine."""
    terms: dict[str, object] = {
        "host": "localhost",
        "port": port,
        "user": "",
        "password": "",
        "is_tls": False,
        "sender": "papers@lab.example",
        "sender_name": "Daily Papers",
        "site": SITE,
    }
    return EmailAdapter(MailSettings(**{**terms, **known}))  # type: ignore[arg-type]


@pytest.fixture
def server() -> Iterator[MailServer]:
    started = MailServer()
    started.start()
    yield started
    started.stop()
