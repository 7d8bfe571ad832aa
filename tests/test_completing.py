"""Completing at the desk: past searches and what the index knows, quickly or not at all."""

import asyncio
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.commands import VERBS
from bot.errors import StoreError
from bot.message import Choice, Destination, Request
from bot.runtime.desk import FrontDesk
from bot.search import Search
from bot.store import Store, searches
from bot.store.coordination.ownership import Owner
from tests.adapter_contract import until
from tests.conftest import NOW
from tests.search.conftest import Library, about

ANN, BOB = Destination("discord", "@1"), Destination("discord", "@2")


class Counter:
    """A desk over a library, and people who type there."""

    def __init__(self, store: Store, search: Search) -> None:
        self.store = store
        nobody: Any = None  # nothing here is fetched
        owner = Owner(store, "one", lambda: NOW)
        self.desk = FrontDesk(store, search, nobody, {}, owner, lambda: NOW, "UTC")

    async def type(self, text: str, most: int = 25, who: Destination = ANN) -> list[str]:
        return [one.text for one in await self.choices(text, most, who)]

    async def choices(self, text: str, most: int = 25, who: Destination = ANN) -> list[Choice]:
        return list(await self.desk.complete(request(text, who), most))

    async def ask(self, text: str, *, completes: bool = True) -> None:
        await self.desk.answer(request(text, ANN, completes=completes))

    def past(self) -> list[str]:
        with self.store.read() as tx:
            return searches.past_searches(tx, ANN)


def request(text: str, who: Destination, *, completes: bool = True) -> Request:
    return Request(text, who, Destination("discord", "1"), "discord:1", completes=completes)


@pytest.fixture
def counter(store: Store, tmp_path: Path) -> Counter:
    library = Library(store, tmp_path / "index")
    library.stock(
        about(1, "Diffusion for speech", authors=("Ann Lee",), upvotes=4),
        about(2, "More diffusion", upvotes=2),
    )
    return Counter(store, library.search)


async def test_titles_show_themselves_and_become_ids(counter: Counter) -> None:
    assert await counter.choices("search diff") == [
        Choice("Diffusion for speech", "2611.00001"),
        Choice("More diffusion", "2611.00002"),
    ]
    assert await counter.type("similar diff") == ["2611.00001", "2611.00002"]
    assert await counter.type("similar diff", most=1) == ["2611.00001"]
    assert await counter.choices("search ann l") == [Choice('author:"Ann Lee"', 'author:"Ann Lee"')]


async def test_a_choice_that_is_picked_is_answered_with_just_that(counter: Counter) -> None:
    (title, _) = await counter.type("search diff")
    reply = await counter.desk.answer(request(f"search {title}", ANN))
    assert [card.title.plain for card in reply.message.cards] == ["Diffusion for speech"]
    (author,) = await counter.type("search ann l")
    reply = await counter.desk.answer(request(f"search {author}", ANN))
    assert reply.message.title.startswith("1 paper for")


@pytest.mark.parametrize("text", ["", "today", "help se", "subscribe diff", "nonsense diff", "\0"])
async def test_what_takes_no_query_is_not_completed(counter: Counter, text: str) -> None:
    assert await counter.type(text) == []


async def test_alerts_and_explanations_take_queries_but_no_single_paper(counter: Counter) -> None:
    await counter.ask("search diffusion -survey")
    await until(counter.past)
    for verb in ("alert add", "explain"):
        assert await counter.type(f"{verb} diff") == ["diffusion -survey"]
        assert await counter.type(f"{verb} ann") == ['author:"Ann Lee"']


async def test_ones_own_searches_come_back(counter: Counter) -> None:
    for text in ("search lora", "search diffusion page 2", "find sinks"):
        await counter.ask(text)
    await until(lambda: len(counter.past()) == 3)
    assert set(await counter.type("search ")) == {"lora", "diffusion", "sinks"}
    assert await counter.type("search", who=BOB) == []


async def test_only_what_will_be_completed_is_remembered(counter: Counter) -> None:
    await counter.ask("search in slack", completes=False)
    for text in ("search", "explain lora", "alert list", "search last"):
        await counter.ask(text)
    await until(counter.past)
    assert counter.past() == ["last"]


async def test_what_goes_wrong_or_takes_long_completes_nothing(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> list[Choice]:
        raise LookupError("details")

    monkeypatch.setattr("bot.commands.complete", broken)
    assert await counter.type("search diff") == []
    assert "completing failed" in caplog.text

    def busy(*_: object) -> list[Choice]:
        raise StoreError("The database is busy.")

    monkeypatch.setattr("bot.commands.complete", busy)
    assert await counter.type("search diff") == []

    release = Event()
    monkeypatch.setattr("bot.commands.complete", lambda *_: release.wait(10))
    monkeypatch.setattr("bot.runtime.desk.completion_desk.PATIENCE_S", 0)
    assert await asyncio.gather(*(counter.type("search diff") for _ in range(20))) == [[]] * 20
    release.set()


async def test_a_search_that_cannot_be_remembered_is_answered_all_the_same(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("The database is busy.")

    monkeypatch.setattr("bot.store.searches.remember_search", refuse)
    reply = await counter.desk.answer(request("search diffusion", ANN))
    assert not reply.is_error


def test_only_known_arguments_are_completed() -> None:
    completed = {verb.argument for verb in VERBS if verb.is_completed}
    assert completed == {"query", "id", "paper", "whom", "topic"}


async def test_whom_to_follow_is_completed_by_kind(counter: Counter) -> None:
    assert await counter.type("follow author an") == ["author Ann Lee"]
    assert await counter.type("follow au") == ["author "]
    assert await counter.type("follow ann l") == ["author Ann Lee"]
    assert await counter.choices("follow more d") == [Choice("More diffusion", "2611.00002")]
    assert await counter.type("follow org nowhere") == []
    assert await counter.type("follow ") == ["author ", "org ", "cat ", "by "]


async def test_a_topic_to_stop_is_completed_from_those_posted_here(counter: Counter) -> None:
    for topic in ("robotics", "RAG", ""):
        await counter.ask(f"subscribe {topic}")
    assert await counter.type("unsubscribe ") == ["robotics", "RAG"]
    assert await counter.type("unsubscribe RO") == ["robotics"]
    elsewhere = request("unsubscribe r", ANN)
    moved = replace(elsewhere, destination=Destination("discord", "2"))
    assert list(await counter.desk.complete(moved, 25)) == []


async def by_name(counter: Counter, verb: str, option: str, typed: str) -> list[Choice]:
    return list(
        await counter.desk.complete(replace(request(f"{verb} {typed}", ANN), option=option), 25)
    )


async def test_ones_own_alerts_are_offered_by_any_of_their_words(counter: Counter) -> None:
    await counter.ask("alert add diffusion -survey")
    await counter.ask("alert save 1")
    found = await by_name(counter, "alert remove", "alert", "")
    assert [one.text for one in found] == ["1"]
    assert found[0].label.startswith("1 · diffusion -survey")
    assert await by_name(counter, "alert remove", "alert", "nothing so") == []


@pytest.mark.parametrize(
    ("verb", "option", "typed", "first"),
    [
        ("subscribe", "zone", "berl", "Europe/Berlin"),
        ("subscribe", "zone", "new y", "America/New_York"),
        ("subscribe", "zone", "", "UTC"),
        ("subscribe", "time", "n", "noon"),
        ("help", "command", "unsub", "unsubscribe"),
        ("help", "command", "direct message", ""),
        ("similar", "paper", "diff", "2611.00001"),
        ("search", "query", "diff", "2611.00001"),
        ("search", "sort", "d", ""),
        ("search", "nonsense", "d", ""),
        ("day", "date", "1970", ""),
    ],
)
async def test_each_option_is_completed_by_what_it_may_be(
    counter: Counter, verb: str, option: str, typed: str, first: str
) -> None:
    found = await by_name(counter, verb, option, typed)
    assert (found[0].text if found else "") == first
