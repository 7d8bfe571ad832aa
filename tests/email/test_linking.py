"""Linking an address: a code by mail proves whose it is, and nothing goes there before."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery import Courier
from bot.jobs import plan_alerts, plan_digests
from bot.message import Adapter, Destination
from bot.model.mail_address import mail_address
from bot.store import Store, mailboxes, outbox, page_keys, personal_data, subscriptions
from tests.email.conftest import adapter_for
from tests.email.mail_server import GONE, MailServer
from tests.fakes import ROOMY, FakePlatform
from tests.newsroom import ANN, BOB, TODAY, paper
from tests.talk import Talk

BOX = Destination("email", "me@lab.example")


@pytest.fixture
def talk(store: Store, tmp_path: Path) -> Talk:
    return Talk(store, tmp_path)


class Post:
    """Carries what is queued: to the mail server, and to a chat."""

    def __init__(self, talk: Talk, server: MailServer) -> None:
        self.talk = talk
        self.server = server
        self.chat = FakePlatform()
        adapters: dict[str, Adapter] = {"email": adapter_for(server.port), "slack": self.chat}
        self.courier = Courier(talk.store, adapters, lambda: talk.newsroom.now)

    async def deliver(self) -> None:
        news = self.talk.newsroom
        plan_digests(news.store, ["email", "slack"], news.now, lambda _: ROOMY)
        plan_alerts(
            news.store, news.running, news.likeness, ["email", "slack"], news.now, lambda _: ROOMY
        )
        await self.courier.deliver_due()

    async def code(self) -> str:
        await self.deliver()
        match = re.match(r"\d{6}", self.server.subjects()[-1])
        assert match
        return match[0]


@pytest.fixture
def post(talk: Talk, server: MailServer) -> Post:
    return Post(talk, server)


async def test_an_address_is_linked_by_its_code_and_gets_the_digest(
    talk: Talk, post: Post, server: MailServer
) -> None:
    assert "I've sent a code to me@lab.example" in talk.say("email Me@Lab.example robotics at 9am")
    code = await post.code()
    said = talk.say(f"email {code[:3]} {code[3:]}")
    assert "me@lab.example gets a digest by mail" in said
    assert "robotics" in said
    talk.newsroom.list_papers(TODAY, paper("Robotics for all", 3))
    talk.newsroom.now += timedelta(days=1)
    await post.deliver()
    assert "robotics" in server.subjects()[-1]
    address, mail = server.taken[-1]
    assert address == BOX.address
    assert mail["List-Unsubscribe"]


async def test_nothing_goes_to_an_address_whose_code_never_came_back(
    talk: Talk, post: Post, server: MailServer
) -> None:
    talk.say("email me@lab.example")
    await post.deliver()
    talk.newsroom.list_papers(TODAY, paper("News", 3))
    talk.newsroom.now += timedelta(days=3)
    await post.deliver()
    assert len(server.taken) == 1


async def test_a_code_is_for_whoever_asked_and_only_for_an_hour(talk: Talk, post: Post) -> None:
    talk.say("email me@lab.example")
    code = await post.code()
    assert "isn't a code" in talk.say(f"email {code}", BOB)
    talk.newsroom.now += timedelta(hours=2)
    assert "isn't a code" in talk.say(f"email {code}")


async def test_codes_cannot_be_guessed_at_length(talk: Talk, post: Post) -> None:
    talk.say("email me@lab.example")
    code = await post.code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert "isn't a code" in talk.say(f"email {wrong}")
    assert "isn't a code" in talk.say(f"email {code}")


async def test_nobody_can_fill_a_mailbox_with_codes(
    talk: Talk, post: Post, server: MailServer
) -> None:
    for who in (ANN, BOB, ANN, BOB, ANN):
        talk.say("email me@lab.example", who)
    await post.deliver()
    assert len(server.taken) == 3
    for number in range(10):
        talk.say(f"email me{number}@lab.example", BOB)
    await post.deliver()
    assert len(server.taken) <= 3 + 5


async def test_alerts_come_by_mail_or_by_chat_but_never_by_both(
    talk: Talk, post: Post, server: MailServer
) -> None:
    talk.say("email me@lab.example")
    talk.say(f"email {await post.code()}")
    talk.newsroom.person()
    talk.newsroom.alert("zebra")
    assert "come to me@lab.example" in talk.say("email alerts on")
    before = len(server.taken)
    talk.newsroom.now += timedelta(minutes=1)
    talk.newsroom.list_papers(TODAY, paper("Zebra one", 3))
    await post.deliver()
    assert len(server.taken) == before + 1
    assert post.chat.accepted == []
    talk.say("email alerts off")
    talk.newsroom.now += timedelta(minutes=1)
    talk.newsroom.list_papers(TODAY, paper("Zebra two hundred", 3))
    await post.deliver()
    assert len(server.taken) == before + 1
    assert len(post.chat.accepted) == 1


async def test_a_mailbox_that_bounces_gets_no_more_and_its_person_hears_why(
    talk: Talk, post: Post, server: MailServer
) -> None:
    talk.say("email me@lab.example daily at 9am")
    talk.say(f"email {await post.code()}")
    talk.say("email alerts on")
    talk.newsroom.list_papers(TODAY, paper("News", 3))
    talk.newsroom.now += timedelta(days=1)
    server.at_recipient.append("550 5.1.1 no such mailbox")
    await post.deliver()
    await post.deliver()
    assert any("no such mailbox" in one.message.lead.plain for one in post.chat.accepted)
    assert "refused" in talk.say("email")
    taken = len(server.taken)
    talk.newsroom.list_papers(TODAY + timedelta(days=1), paper("More news", 3))
    talk.newsroom.now += timedelta(days=2)
    await post.deliver()
    assert len(server.taken) == taken
    with talk.store.read() as tx:
        assert mailboxes.alert_mailbox(tx, ANN) is None


async def test_a_greylisted_mail_comes_when_it_is_let(
    talk: Talk, post: Post, server: MailServer
) -> None:
    server.at_recipient.append("450 4.2.0 greylisted")
    talk.say("email me@lab.example")
    await post.deliver()
    assert server.taken == []
    talk.newsroom.now += timedelta(minutes=5)
    await post.deliver()
    assert len(server.taken) == 1


async def test_a_domain_that_asks_to_wait_holds_back_only_itself(
    talk: Talk, post: Post, server: MailServer
) -> None:
    server.at_recipient.append("451 4.7.1 too many mails, try again in 30 minutes")
    talk.say("email me@lab.example")
    await post.deliver()
    talk.say("email you@lab.example", BOB)
    talk.say("email me@other.example", BOB)
    await post.deliver()
    assert [address for address, _ in server.taken] == ["me@other.example"]
    talk.newsroom.now += timedelta(minutes=31)
    await post.deliver()
    assert len(server.taken) == 3


async def test_stopping_and_removing_leave_nothing_to_send(
    talk: Talk, post: Post, server: MailServer
) -> None:
    talk.say("email me@lab.example")
    talk.say(f"email {await post.code()}")
    assert "a digest" in talk.say("email")
    assert "No more digests by mail" in talk.say("email stop digests")
    assert "nothing goes there" in talk.say("email")
    talk.say("email weekly robotics")
    with talk.store.read() as tx:
        (order,) = subscriptions.get_subscriptions(tx, BOX)
    assert (order.topic, order.schedule.weekdays) == ("robotics", frozenset({0}))
    assert "forgotten" in talk.say("email remove")
    with talk.store.read() as tx:
        assert subscriptions.get_subscriptions(tx, BOX) == []
        assert page_keys.keys_of(tx, [str(BOX)]) == {}


async def test_forgetting_a_person_forgets_their_mailbox(talk: Talk, post: Post) -> None:
    talk.say("email me@lab.example")
    talk.say(f"email {await post.code()}")
    talk.say("privacy delete yes")
    with talk.store.read() as tx:
        assert not any(personal_data.export(tx, ANN).values())
        assert not any(personal_data.export(tx, BOX).values())
        assert outbox.count_states(tx)["pending"] == 0


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("email", "No address is linked yet"),
        ("email me@nowhere", "couldn't read “me@nowhere” as an address"),
        ("email weekly", "No address is linked yet"),
        ("email alerts on", "No address is linked yet"),
        ("email 123456", "isn't a code"),
        ("link", "PUBLIC_URL"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(talk: Talk, typed: str, answer: str) -> None:
    assert answer in talk.say(typed)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("me@lab.example", "me@lab.example"),
        (" Me.Too+papers@Sub.Lab.example. ", "me.too+papers@sub.lab.example"),
        ("<mailto:me@lab.example|me@lab.example>", "me@lab.example"),
        ("<me@lab.example>", "me@lab.example"),
        ("me@bücher.example", "me@xn--bcher-kva.example"),
        ("me@lab", None),
        ("me@@lab.example", None),
        ("me@lab.example, you@lab.example", None),
        ("me @lab.example", None),
        ("me@lab.example\r\nBcc: x@y.example", None),
        ("m..e@lab.example", None),
        ("müller@lab.example", None),
        ("a" * 300 + "@lab.example", None),
        ("", None),
        (GONE, GONE),
    ],
)
def test_an_address_is_read_as_people_write_it(written: str, address: str | None) -> None:
    assert mail_address(written) == address
