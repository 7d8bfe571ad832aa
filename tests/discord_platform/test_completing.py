"""Autocomplete as Discord takes it: few choices, short ones, and never an error."""

from collections.abc import Sequence

import pytest

from bot.message import Choice, Request
from tests.adapter_contract import SlowDesk, until
from tests.discord_platform.conftest import PlayedDiscord


async def typed(platform: PlayedDiscord, words: str, verb: str = "search") -> dict[str, str]:
    choices = await platform.ada.autocomplete(platform.channel, f"papers {verb}", "query", words)
    return {choice["name"]: choice["value"] for choice in choices}


async def test_what_is_typed_is_completed_by_the_desk(platform: PlayedDiscord) -> None:
    desk = SlowDesk()
    desk.choices = [Choice("LoRA: adapters", "2106.09685"), Choice('author:"A"', 'author:"A"')]
    await platform.listen(desk)
    assert await typed(platform, "lo") == {
        "LoRA: adapters": "2106.09685",
        'author:"A"': 'author:"A"',
    }
    (begun,) = desk.begun
    assert (begun.text, begun.option, begun.person) == ("search lo", "query", platform.person)
    assert begun.workspace == f"discord:{platform.env.guild.id}"


async def test_nothing_typed_is_completed_too(platform: PlayedDiscord) -> None:
    desk = SlowDesk()
    await platform.listen(desk)
    assert await typed(platform, "") == {}
    assert desk.begun[0].text == "search "


async def test_discord_is_given_no_more_than_it_takes(platform: PlayedDiscord) -> None:
    desk = SlowDesk()
    await platform.listen(desk)
    desk.choices = [Choice(f"Title {n}: {'long ' * 60}", str(n)) for n in range(40)]
    found = await typed(platform, "ti")
    assert len(found) == 25
    assert all(len(name) <= 100 and name.endswith("…") for name in found)
    desk.choices = [
        Choice("too long to be typed", "x" * 101),
        Choice("same", "1"),
        Choice("same", "2"),
        Choice(" ", "3"),
        Choice("nothing", ""),
    ]
    assert await typed(platform, "ti") == {"same": "1"}


async def test_a_desk_that_fails_leaves_people_typing(
    platform: PlayedDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    class BrokenDesk(SlowDesk):
        async def complete(self, request: Request, most: int) -> Sequence[Choice]:
            raise RuntimeError("details")

    await platform.listen(BrokenDesk())
    assert await typed(platform, "lo") == {}
    assert "The desk could not complete" in caplog.text


async def test_a_search_is_asked_so_that_it_is_remembered(platform: PlayedDiscord) -> None:
    desk = SlowDesk()
    desk.may_answer.set()
    await platform.listen(desk)
    await platform.type_command("search lora")
    await until(lambda: desk.asked)
    assert desk.asked[0].completes
