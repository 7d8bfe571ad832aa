"""The desk's door: what is made ready before an answer, and what is said when that fails."""

import asyncio
import threading
from typing import Any

import pytest

from bot import commands
from bot.compose import help_messages
from bot.errors import DestinationGone, SourceError
from bot.jobs.intake import Intake
from bot.message import Destination, Message, Reply, Request
from bot.model import Arrival
from bot.runtime.desk import FrontDesk
from bot.runtime.desk.turns import AT_ONCE, Turns
from bot.store import Store, papers, subscriptions
from bot.store.coordination.ownership import Owner
from tests.conftest import NOW, make_paper
from tests.fakes import FakePlatform

CHANNEL, ANN = Destination("slack", "T1/C1"), Destination("slack", "T1/U1")
BOB = Destination("slack", "T1/UBOB")


class Source:
    """An intake that has what it is given, or fails as it is told."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.papers: dict[str, Arrival] = {}
        self.error: Exception | None = None
        self.hangs = False
        self.asked: list[str] = []

    def is_stored(self, paper_id: str) -> bool:
        with self._store.read() as tx:
            return bool(papers.get_papers(tx, [paper_id]))

    async def fetch_paper(self, paper_id: str) -> None:
        self.asked.append(paper_id)
        if self.hangs:
            await asyncio.Event().wait()
        if self.error:
            raise self.error
        if paper_id in self.papers:
            with self._store.write() as tx:
                papers.add_papers(tx, [self.papers[paper_id]], NOW)


class Counter:
    """A desk with all that stands around it, and one person who asks."""

    def __init__(self, store: Store, platform: FakePlatform | None = None) -> None:
        self.store = store
        self.source = Source(store)
        intake: Any = self.source
        search: Any = None  # nothing here is searched for
        adapters = {"slack": platform or FakePlatform()}
        self.desk = FrontDesk(
            store, search, intake, adapters, Owner(store, "one", lambda: NOW), lambda: NOW, "UTC"
        )

    async def ask(
        self, text: str, place: Destination = CHANNEL, who: Destination = ANN
    ) -> tuple[str, bool]:
        """Return what is said, and whether it is an error."""
        reply = await self.desk.answer(Request(text, who, place, "slack:T1"))
        titles = [card.title.plain for card in reply.message.cards]
        words = [reply.message.title, reply.message.lead.plain, *titles]
        return "\n".join(filter(None, words)), reply.is_error


@pytest.fixture
def counter(store: Store) -> Counter:
    return Counter(store)


async def test_a_command_is_answered_and_a_mistake_is_named(counter: Counter) -> None:
    assert await counter.ask("alert list") == (
        "You have no alerts. Set one: /papers alert add mixture of experts",
        False,
    )
    assert await counter.ask("serach") == ("I don't know “serach”. Did you mean “search”?", True)
    assert counter.desk.verbs == commands.listed_verbs()


async def test_a_place_is_looked_at_before_anything_is_promised_there(store: Store) -> None:
    class Closed(FakePlatform):
        async def prepare(self, request: Request) -> Request:
            raise DestinationGone("I am not in this channel: invite me.")

    counter = Counter(store, Closed())
    assert await counter.ask("subscribe") == ("I am not in this channel: invite me.", True)
    with counter.store.read() as tx:
        assert subscriptions.get_subscriptions(tx, CHANNEL) == []


async def test_what_the_platform_knows_of_a_person_is_used(store: Store) -> None:
    class Knowing(FakePlatform):
        async def prepare(self, request: Request) -> Request:
            return Request(request.text, ANN, CHANNEL, "slack:T1", timezone="Asia/Tokyo")

    said, is_error = await Counter(store, Knowing()).ask("subscribe")
    assert "at 09:00 Asia/Tokyo" in said
    assert not is_error


async def test_a_place_of_another_process_is_promised_without_a_look(counter: Counter) -> None:
    said, is_error = await counter.ask("subscribe", Destination("discord", "1"))
    assert said.startswith("Subscribed")
    assert not is_error


async def test_what_is_heard_does_not_wait_behind_answers(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer = threading.Event()

    def think(*_: object) -> Reply:
        assert may_answer.wait(10)
        return Reply(Message("an answer"))

    monkeypatch.setattr(commands, "answer", think)
    crowd = [Destination("slack", f"T1/U{number}") for number in range(40)]
    answers = [asyncio.create_task(counter.ask("help", who=one)) for one in crowd]
    async with asyncio.timeout(5):
        assert await counter.desk.is_new("a request", 60)
    may_answer.set()
    assert len(await asyncio.gather(*answers)) == 40


async def test_a_paper_that_is_not_stored_is_looked_up_once(counter: Counter) -> None:
    counter.source.papers["2611.00007"] = Arrival(make_paper("2611.00007", "From afar"))
    for typed in ("paper 2611.00007", "paper https://arxiv.org/abs/2611.00007v3"):
        said, is_error = await counter.ask(typed)
        assert "From afar" in said
        assert not is_error
    assert counter.source.asked == ["2611.00007"]


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data/2611.00007",
        "http://127.0.0.1:8080/abs/2611.00007",
        "https://arxiv.org@169.254.169.254/abs/2611.00007",
        "https://arxiv.org.evil.example/abs/2611.00007",
        "file:///etc/passwd",
    ],
)
async def test_no_address_that_somebody_typed_is_ever_asked(counter: Counter, address: str) -> None:
    """A source is asked by an id alone, at the address of the settings."""
    for verb in ("paper", "similar"):
        _, is_error = await counter.ask(f"{verb} {address}")
        assert is_error
    assert counter.source.asked == []


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("paper https://dl.acm.org/doi/10.1145/7", "10.1145/7"),
        ("vote doi: 10.1145/7", "10.1145/7"),
        ("save https://openreview.net/forum?id=B8YMV9gfQo for later", "openreview:B8YMV9gfQo"),
        ("submit https://aclanthology.org/P17-1001.pdf worth it", "acl:P17-1001"),
    ],
)
async def test_a_paper_is_looked_up_by_whatever_names_it(
    counter: Counter, typed: str, known: str
) -> None:
    counter.source.papers[known] = Arrival(make_paper(known, "From afar"))
    said, is_error = await counter.ask(typed)
    assert not is_error, said
    assert "From afar" in said
    assert counter.source.asked == [known]


async def test_a_paper_that_nobody_has_is_said_to_be_missing(counter: Counter) -> None:
    said, is_error = await counter.ask("similar 2611.00007")
    assert "I don't have 2611.00007, and neither has anybody I ask" in said
    assert is_error


async def test_a_source_that_fails_is_named_instead_of_the_paper(counter: Counter) -> None:
    counter.source.error = SourceError("http://x", "Hugging Face is in trouble.")
    said, is_error = await counter.ask("paper 2611.00007")
    assert said.startswith("I don't have 2611.00007 yet, and I couldn't look it up just now: ")
    assert said.endswith("Hugging Face is in trouble.")
    assert is_error


async def test_a_title_of_ones_own_stands_in_for_a_source_that_fails(counter: Counter) -> None:
    counter.source.error = SourceError("http://x", "OpenReview refused to answer.")
    link = "https://openreview.net/forum?id=B8YMV9gfQo"
    said, is_error = await counter.ask(f"submit {link}")
    assert is_error
    assert "OpenReview refused to answer" in said
    assert f'/papers submit {link} "Its title"' in said
    said, is_error = await counter.ask(f'submit {link} "Knots that learn"')
    assert not is_error
    assert "“Knots that learn” is on your group's list" in said


async def test_a_source_that_hangs_keeps_nobody_waiting(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.desk.front_desk.LOOK_UP_S", 0)
    counter.source.hangs = True
    said, is_error = await counter.ask("paper 2611.00007")
    assert said.endswith("nobody answered in time.")
    assert is_error


async def test_a_fault_of_ours_is_logged_and_said_without_details(
    counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    counter.source.error = LookupError("details")
    said, is_error = await counter.ask("paper 2611.00007")
    assert said.startswith("Something went wrong on my side")
    assert "details" not in said
    assert is_error
    (record,) = [one for one in caplog.records if one.name == "bot.runtime.desk.front_desk"]
    assert record.getMessage() == "answering 'paper 2611.00007' failed"


async def test_nobody_takes_all_the_threads(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer = threading.Event()

    def think(_store: object, _search: object, request: Request, *_: object) -> Reply:
        assert request.person != ANN or may_answer.wait(10)
        return Reply(Message(f"answered {request.text}"))

    monkeypatch.setattr(commands, "answer", think)
    many = [asyncio.create_task(counter.ask(f"help {number}")) for number in range(20)]
    async with asyncio.timeout(5):
        assert await counter.ask("help", who=BOB) == ("answered help", False)
    may_answer.set()
    said = await asyncio.gather(*many)
    answered = [words for words, is_error in said if not is_error]
    assert answered == [f"answered help {number}" for number in range(5)]
    assert {words for words, is_error in said if is_error} == {help_messages.BUSY}
    assert not counter.desk._turns._queues


async def test_an_answer_that_takes_too_long_is_given_up_and_said(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer = threading.Event()

    def think(_store: object, _search: object, request: Request, *_: object) -> Reply:
        assert request.text != "today" or may_answer.wait(10)
        return Reply(Message("answered"))

    monkeypatch.setattr(commands, "answer", think)
    counter.desk._turns = Turns(patience_s=0.05)
    crowd = [Destination("slack", f"T1/U{number}") for number in range(AT_ONCE)]
    said = await asyncio.gather(*(counter.ask("today", who=one) for one in crowd))
    assert all("so I gave up" in words and is_error for words, is_error in said)
    assert await counter.ask("help", who=BOB) == ("answered", False)
    assert await counter.ask("help", who=crowd[0]) == (help_messages.BUSY, True)
    may_answer.set()
    counter.desk._turns._patience_s = 10
    assert await counter.ask("help", who=crowd[0]) == ("answered", False)


async def test_a_platform_that_hangs_keeps_nobody_waiting(store: Store) -> None:
    class Hanging(FakePlatform):
        async def prepare(self, request: Request) -> Request:
            await asyncio.Event().wait()
            return request

    counter = Counter(store, Hanging())
    counter.desk._turns = Turns(patience_s=0.01)
    said, is_error = await counter.ask("subscribe")
    assert "so I gave up" in said
    assert is_error


@pytest.mark.parametrize("verb", [verb.name for verb in commands.VERBS])
async def test_what_is_longer_than_a_command_is_not_read(counter: Counter, verb: str) -> None:
    said, is_error = await counter.ask(f"{verb} {'a ' * 3000}")
    assert "I read at most 2,000" in said
    assert is_error


def test_the_source_offers_what_it_stands_for() -> None:
    for name in ("is_stored", "fetch_paper"):
        assert callable(getattr(Intake, name))
