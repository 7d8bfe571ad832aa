"""The terminal keeps the contract, as far as a screen can."""

import asyncio
import io
import os
import re
from collections.abc import AsyncIterator

import pytest

from adapters.terminal.chat import HERE, Terminal
from adapters.terminal.render import render
from bot.errors import AmbiguousDelivery
from bot.message import Desk, Message, Request
from tests.adapter_contract import (
    AdapterContract,
    Platform,
    SlowDesk,
    make_delivery,
    make_message,
    until,
)

_FORBIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Paper(io.StringIO):
    """A screen that keeps what was printed, message by message."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def write(self, words: str) -> int:
        if words.strip():
            self.messages.append(words)
        return len(words)


class PlayedTerminal:
    """A person at a keyboard, with a screen."""

    destination = person = HERE

    def __init__(self) -> None:
        self.screen = Paper()
        self.adapter = Terminal({}, output=self.screen)
        read, self._keys = os.pipe()
        self.keyboard = os.fdopen(read)
        self._running: asyncio.Task[None] | None = None

    def faults(self, message: Message) -> list[str]:
        shown = render(message, 80)
        long = [line for line in shown.split("\n") if len(line) > 80 and "http" not in line]
        return _FORBIDDEN.findall(shown) + long

    def words(self, message: Message) -> str:
        return " ".join(render(message, 80).split())

    def pings(self, message: Message) -> list[str]:
        return ["bell"] if "\x07" in render(message, 80) else []

    async def listen(self, desk: Desk) -> None:
        self._running = asyncio.create_task(self.adapter.run(desk))

    async def said_in(self, _destination: object) -> list[str]:
        return self.screen.messages

    async def type_command(self, text: str) -> None:
        os.write(self._keys, f"{text}\n".encode())

    async def was_acknowledged(self) -> bool:
        return True  # whoever types sees the line

    async def private_replies(self) -> list[str]:
        return self.screen.messages

    async def stop(self) -> None:
        os.close(self._keys)
        if self._running:
            await self._running
        self.keyboard.close()


@pytest.fixture
async def platform(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PlayedTerminal]:
    played = PlayedTerminal()
    monkeypatch.setattr("sys.stdin", played.keyboard)
    yield played
    await played.stop()


class TestTerminal(AdapterContract):
    # A screen takes all there is, at once, and from whoever sits before it.
    test_a_place_without_the_bot_is_gone_and_says_what_to_do = None  # type: ignore[assignment]
    test_preparing_to_post_where_the_bot_may_not_is_refused = None  # type: ignore[assignment]
    test_a_lost_answer_is_ambiguous_and_was_sent_once = None  # type: ignore[assignment]
    test_a_message_whose_answer_was_lost_is_not_sent_again = None  # type: ignore[assignment]
    test_a_rate_limit_says_how_long_to_wait_and_sends_nothing = None  # type: ignore[assignment]
    test_an_answer_is_seen_by_nobody_else = None  # type: ignore[assignment]
    # It has no buttons: the command is written there to be typed.
    test_a_button_is_the_command_written_on_it = None  # type: ignore[assignment]

    async def test_a_delivery_is_sent_and_can_be_found_again(self, platform: Platform) -> None:
        """A screen cannot be read back, and says so instead of guessing."""
        delivery = make_delivery(platform.destination, make_message())
        await platform.adapter.send(delivery)
        (said,) = await platform.said_in(platform.destination)
        assert "1. Two papers" in said
        assert "→ search lora page 2" in said
        with pytest.raises(AmbiguousDelivery):
            await platform.adapter.look_up(delivery)

    test_a_delivery_that_was_never_sent_is_not_found = None  # type: ignore[assignment]

    async def test_a_person_is_reached_by_direct_message(self, platform: Platform) -> None:
        await platform.adapter.send(make_delivery(platform.person, make_message()))
        assert len(await platform.said_in(platform.person)) == 1

    async def test_a_sent_message_can_be_edited(self, platform: Platform) -> None:
        """What was printed stands; the new words follow it."""
        sent = await platform.adapter.send(make_delivery(platform.destination, make_message()))
        await platform.adapter.edit(sent, make_message(title="Three papers"))
        _, again = await platform.said_in(platform.destination)
        assert "Three papers" in again

    async def test_a_command_is_acknowledged_before_the_desk_answers(
        self, platform: Platform
    ) -> None:
        desk = SlowDesk()
        desk.may_answer.set()
        await platform.listen(desk)
        await platform.type_command("search lora")
        await platform.type_command("help")

        await until(lambda: len(desk.asked) == 2)
        first = desk.asked[0]
        assert (first.text, first.person, first.destination) == ("search lora", HERE, HERE)
        assert first.prefix == ""

    async def test_any_place_can_be_posted_to(self, platform: Platform) -> None:
        request = Request("subscribe", HERE, HERE, "terminal:local")
        assert await platform.adapter.prepare(request) == request
