"""Mail keeps the contract, as far as a mailbox can."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest

from adapters.email.adapter import EmailAdapter
from adapters.email.render import render_html, render_text
from bot.delivery import Courier
from bot.errors import AmbiguousDelivery, DestinationGone
from bot.message import Desk, Destination, Message, Sent
from bot.store import Store, outbox
from tests.adapter_contract import AdapterContract, Platform, make_delivery, make_message
from tests.email.conftest import adapter_for
from tests.email.mail_server import GONE, MailServer
from tests.fakes import FakePlatform

BOX, PERSON = Destination("email", "me@lab.example"), Destination("email", "ann@lab.example")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Words(HTMLParser):
    """What a person reads in a mail, and what its tags are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.hides = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.hides += tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.hides -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self.hides:
            self.said.append(data)


class PlayedMail:
    """A mail server, and the mailboxes behind it."""

    destination, person, gone = BOX, PERSON, Destination("email", GONE)

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.adapter: EmailAdapter = adapter_for(server.port)

    def faults(self, message: Message) -> list[str]:
        page, text = render_html(message, "https://x.example"), render_text(message)
        tags = Words(page).tags
        loads = [tag for tag, attrs in tags if tag in ("script", "img", "link") or "src" in attrs]
        return loads + _FORBIDDEN.findall(page) + _FORBIDDEN.findall(text)

    def words(self, message: Message) -> str:
        return " ".join(" ".join(Words(render_html(message)).said).split())

    def pings(self, message: Message) -> list[str]:
        return []  # a mail notifies only whom it is sent to

    async def listen(self, desk: Desk) -> None: ...

    async def said_in(self, destination: Destination) -> list[str]:
        return [
            body.get_content()
            for address, mail in self.server.taken
            if address == destination.address and (body := mail.get_body(("html",)))
        ]

    def lose_next_answer(self) -> None:
        self.server.loses_answers = 1

    def refuse_next(self, retry_after_s: float) -> None:
        self.server.at_recipient.append(
            f"451 4.7.1 too many mails, try again in {retry_after_s:.0f} seconds"
        )


@pytest.fixture
def platform(server: MailServer) -> PlayedMail:
    return PlayedMail(server)


class TestMail(AdapterContract):
    # Nobody types or presses in a mail: its buttons are links.
    test_a_command_is_acknowledged_in_time_however_slow_the_desk_is = None  # type: ignore[assignment]
    test_an_answer_is_seen_by_nobody_else = None  # type: ignore[assignment]
    test_a_button_is_the_command_written_on_it = None  # type: ignore[assignment]
    # Whether an address takes mail only mail can tell.
    test_preparing_to_post_where_the_bot_may_not_is_refused = None  # type: ignore[assignment]
    test_a_delivery_that_was_never_sent_is_not_found = None  # type: ignore[assignment]

    async def test_a_delivery_is_sent_and_can_be_found_again(self, platform: Platform) -> None:
        """A mailbox cannot be looked into, and nobody pretends that it can."""
        delivery = make_delivery(platform.destination, make_message())
        sent = await platform.adapter.send(delivery)
        assert sent == Sent(f"<{delivery.marker}@lab.example>")
        (said,) = await platform.said_in(platform.destination)
        assert "1. Two papers" in said
        with pytest.raises(AmbiguousDelivery):
            await platform.adapter.look_up(delivery)

    async def test_a_person_is_reached_by_direct_message(self, platform: Platform) -> None:
        await platform.adapter.send(make_delivery(platform.person, make_message()))
        assert len(await platform.said_in(platform.person)) == 1

    async def test_a_sent_message_can_be_edited(self, platform: Platform) -> None:
        """What is in a mailbox stays as it is."""
        sent = await platform.adapter.send(make_delivery(platform.destination, make_message()))
        with pytest.raises(DestinationGone):
            await platform.adapter.edit(sent, make_message(title="Three papers"))
        assert len(await platform.said_in(platform.destination)) == 1

    async def test_a_lost_answer_is_ambiguous_and_was_sent_once(self, platform: Platform) -> None:
        platform.lose_next_answer()
        with pytest.raises(AmbiguousDelivery):
            await platform.adapter.send(make_delivery(platform.destination, make_message()))
        assert len(await platform.said_in(platform.destination)) == 1

    async def test_a_message_whose_answer_was_lost_is_not_sent_again(
        self, platform: Platform, store: Store
    ) -> None:
        """Nobody can look, so it is held, and its owner is told in the chat."""
        now = datetime.now(UTC)
        chat, ann = FakePlatform(), Destination("slack", "T1/U1")
        courier = Courier(store, {"email": platform.adapter, "slack": chat}, lambda: now)
        with store.write() as tx:
            key = outbox.Key(platform.destination, "digest", "today")
            outbox.queue(tx, key, [make_message()], ann, now, workspace="email:lab.example")
        platform.lose_next_answer()
        for after in (0, 600, 600, 3600):
            now += timedelta(seconds=after)
            await courier.deliver_due()
        assert len(await platform.said_in(platform.destination)) == 1
        assert len(chat.accepted) == 1
        with store.read() as tx:
            assert outbox.count_states(tx)["held"] == 1
