"""Mails on their way: encrypted, signed in, refused for now and for good."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.email import connect
from adapters.email.adapter import EmailAdapter
from adapters.email.settings import read_settings
from bot.errors import AmbiguousDelivery, ConfigError, DeliveryError, DestinationGone, Refused
from bot.message import Delivery, Destination, Message, Text
from tests.adapter_contract import make_delivery, make_message
from tests.email.conftest import SITE, adapter_for
from tests.email.mail_server import PASSWORD, USER, MailServer
from tests.end_to_end.certificates import certify

BOX = Destination("email", "me@lab.example")


def digest(kind: str = "digest", key: str = "k3y", number: int = 1) -> Delivery:
    made = make_delivery(BOX, make_message(), number)
    return Delivery(
        made.id, BOX, made.message, made.marker, made.first_tried_at, kind=kind, key=key
    )


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A server that insists on STARTTLS and AUTH, and that this process trusts."""
    trusted, tls = certify(["localhost"], tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    started = MailServer()
    started.start(tls)
    yield started
    started.stop()


async def test_a_password_is_sent_only_encrypted(secure: MailServer) -> None:
    adapter = adapter_for(secure.port, user=USER, password=PASSWORD)
    assert [result.is_good for result in await adapter.check()] == [True]
    await adapter.send(digest())
    assert secure.signed_in[-1] == USER
    assert secure.was_encrypted == [True]


async def test_no_password_goes_to_a_server_without_encryption(server: MailServer) -> None:
    with pytest.raises(DeliveryError, match="can't be reached") as caught:
        await adapter_for(server.port, user=USER, password=PASSWORD).send(digest())
    assert caught.value.scope == "platform"
    assert server.taken == []


async def test_a_certificate_that_nobody_vouches_for_gets_no_mail(
    secure: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(DeliveryError):
        await adapter_for(secure.port, user=USER, password=PASSWORD).send(digest())
    assert secure.taken == []


async def test_a_wrong_password_holds_all_mail_and_is_told_by_the_check(
    secure: MailServer,
) -> None:
    adapter = adapter_for(secure.port, user=USER, password="wr0ng")
    with pytest.raises(DeliveryError) as caught:
        await adapter.send(digest())
    assert (caught.value.scope, caught.value.retry_after_s) == ("platform", 300)
    (found,) = await adapter.check()
    assert not found.is_good
    assert "wr0ng" not in found.line
    assert "SMTP_URL" in found.line


async def test_a_server_that_is_not_there_holds_all_mail() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(DeliveryError) as caught:
        await adapter_for(port).send(digest())
    assert not isinstance(caught.value, AmbiguousDelivery | DestinationGone)
    assert caught.value.scope == "platform"


@pytest.mark.parametrize("where", ["at_recipient", "at_end"])
@pytest.mark.parametrize(
    ("reply", "wait_s", "scope"),
    [
        ("450 4.2.0 greylisted, come back later", None, "destination"),
        ("452 4.2.2 mailbox full", None, "destination"),
        ("451 4.7.1 too many mails, try again in 10 minutes", 600, "workspace"),
        ("452 4.5.3 slow down", 300, "workspace"),
    ],
)
async def test_a_refusal_for_now_is_tried_again(
    server: MailServer, where: str, reply: str, wait_s: float | None, scope: str
) -> None:
    getattr(server, where).append(reply)
    adapter = adapter_for(server.port)
    with pytest.raises(DeliveryError) as caught:
        await adapter.send(digest())
    assert not isinstance(caught.value, AmbiguousDelivery | DestinationGone)
    assert (caught.value.retry_after_s, caught.value.scope) == (wait_s, scope)
    await adapter.send(digest())
    assert len(server.taken) == 1


@pytest.mark.parametrize("where", ["at_recipient", "at_end"])
async def test_a_refusal_for_good_ends_mail_there_and_says_why(
    server: MailServer, where: str
) -> None:
    getattr(server, where).append("550 5.7.1 <me@lab.example>: we want none of this")
    with pytest.raises(DestinationGone, match="want none of this") as caught:
        await adapter_for(server.port).send(digest())
    assert "me@lab.example" not in str(caught.value)


@pytest.mark.parametrize(
    "reply",
    ["552 too big", "554 5.3.4 message too big", "554 5.6.0 bad form", "550 5.2.3 too long"],
)
async def test_a_mail_that_is_refused_itself_is_sent_without_its_clothes(
    server: MailServer, reply: str
) -> None:
    server.at_end.append(reply)
    adapter = adapter_for(server.port)
    with pytest.raises(Refused):
        await adapter.send(digest())
    await adapter.send(replace(digest(), is_plain=True))
    (taken,) = server.taken
    assert "text/html" not in str(taken)


async def test_hanging_up_before_the_mail_is_no_doubt(server: MailServer) -> None:
    server.hangs_up_early = 1
    adapter = adapter_for(server.port)
    with pytest.raises((DeliveryError, AmbiguousDelivery)):
        await adapter.send(digest())
    assert server.taken == []


async def test_one_click_unsubscribes_and_mails_of_a_kind_are_a_thread(
    server: MailServer,
) -> None:
    adapter = adapter_for(server.port)
    first, second = digest(number=1), digest(number=2)
    for one in (first, second, digest("alert", number=3), digest("code", number=4)):
        await adapter.send(one)
    mails = [mail for _, mail in server.taken]
    assert mails[0]["List-Unsubscribe"] == f"<{SITE}/unsubscribe/k3y/digests>"
    assert mails[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mails[2]["List-Unsubscribe"] == f"<{SITE}/unsubscribe/k3y/alerts>"
    assert mails[3]["List-Unsubscribe"] is None
    assert mails[0]["Message-ID"] == f"<{first.marker}@lab.example>"
    assert mails[0]["References"] == mails[1]["References"] != mails[2]["References"]
    assert mails[0]["Auto-Submitted"] == "auto-generated"
    assert mails[0].get_content_type() == "multipart/alternative"
    text = mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert f"Unsubscribe: {SITE}/unsubscribe/k3y/digests" in text
    assert f"More results: {SITE}/search?q=lora&page=2" in text


async def test_without_pages_there_is_no_link_to_them(server: MailServer) -> None:
    await adapter_for(server.port, site="").send(digest())
    ((_, mail),) = server.taken
    assert mail["List-Unsubscribe"] is None
    assert "unsubscribe" not in mail.as_string().lower()


async def test_the_same_delivery_is_the_same_mail_each_time(server: MailServer) -> None:
    adapter, one = adapter_for(server.port), digest()
    await adapter.send(one)
    await adapter.send(one)
    first, second = (mail.as_string() for _, mail in server.taken)
    assert first == second


async def test_no_words_can_add_a_header(server: MailServer) -> None:
    title = "Papers\r\nBcc: all@lab.example\n\nx ☃ é"
    made = make_delivery(BOX, Message(title=title, lead=Text("Hello.")))
    await adapter_for(server.port).send(made)
    ((_, mail),) = server.taken
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Papers Bcc: all@lab.example x ☃ é"


@pytest.mark.parametrize(
    ("settings", "variable"),
    [
        *[
            ({"SMTP_URL": url, "MAIL_FROM": "a@b.example"}, "SMTP_URL")
            for url in (
                "mail.example",
                "http://mail.example",
                "smtp://",
                "smtp://h:x",
                "smtp://h/p",
            )
        ],
        *[
            ({"SMTP_URL": "smtp://h", "MAIL_FROM": sender}, "MAIL_FROM")
            for sender in ("", "nobody", "a@b\r\nBcc: c@d", "Name <>")
        ],
    ],
)
def test_a_setting_that_cannot_be_used_is_named(settings: dict[str, str], variable: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_settings(settings)
    assert caught.value.variable == variable


def test_settings_are_read_whole() -> None:
    known = read_settings(
        {"SMTP_URL": "smtps://pa%40pers:s%2Fme@mail.example", "MAIL_FROM": "Papers <p@lab.example>"}
    )
    assert known
    assert (known.host, known.port, known.is_tls) == ("mail.example", 465, True)
    assert (known.user, known.password) == ("pa@pers", "s/me")
    assert (known.sender_name, known.sender) == ("Papers", "p@lab.example")
    assert "s/me" not in repr(known)
    assert connect({}) is None
    assert isinstance(connect({"SMTP_URL": "smtp://h", "MAIL_FROM": "p@lab.example"}), EmailAdapter)
