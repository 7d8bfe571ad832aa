"""Slack and Discord as the story sees them: where a person asks, and what is said where."""

import asyncio
from collections.abc import Awaitable
from typing import Protocol

from bot.message import Destination
from tests.adapter_contract import until
from tests.discord_platform.reading import words_of as discord_words
from tests.end_to_end import discord
from tests.end_to_end.process import Bot
from tests.slack.rules import faults_of
from tests.slack.world import CHANNEL, SlackWorld

SLACK_TOKENS = {
    "SLACK_BOT_TOKEN": "xoxb-100000000001-200000000002-aSecretOfSlack",
    "SLACK_APP_TOKEN": "xapp-1-A0000000001-300000000003-anotherSecret",
}


class Stage(Protocol):
    """A platform on which a part of the story is played."""

    name: str
    channel: Destination

    @property
    def settings(self) -> dict[str, str]:
        """What the environment must say for the bot to come here."""

    async def wait_for(self, bot: Bot) -> None:
        """Wait until the bot hears what people type."""

    async def ask(self, text: str) -> str:
        """Type `/papers text` in the channel; return what that person alone is answered."""

    async def press(self, label: str) -> str:
        """Press a button under the newest answer; return what is answered to that."""

    async def lose_the_connection(self) -> None:
        """Break the connection that the bot hears by, where this platform can be made to."""

    async def in_channel(self) -> list[str]:
        """Return the words of each message of the bot in the channel."""

    async def in_private(self) -> list[str]:
        """Return the words of each direct message of the bot."""

    def withhold_answers(self, words: str) -> None:
        """Take messages with these words, but never say so; "" says so again."""

    async def faults(self) -> list[str]:
        """Return what the platform's own rules say against all that was sent."""


class SlackStage:
    """The simulated Slack behind the checking proxy."""

    name = "slack"
    channel = SlackWorld.destination

    def __init__(self, world: SlackWorld) -> None:
        self._world = world

    @property
    def settings(self) -> dict[str, str]:
        return {**SLACK_TOKENS, "SLACK_API_URL": self._world.api_url}

    async def wait_for(self, bot: Bot) -> None:
        await until(lambda: bot.says("Slack is connected by Socket Mode"), timeout_s=20)

    async def ask(self, text: str) -> str:
        return await self._answered(self._world.type_command(text))

    async def press(self, label: str) -> str:
        return await self._answered(self._world.press(label))

    async def _answered(self, asking: Awaitable[None]) -> str:
        before = len(await self._world.private_replies())
        await asking

        async def is_answered() -> bool:
            return len(await self._world.private_replies()) > before

        await until(is_answered)
        return (await self._world.private_replies())[before]

    async def lose_the_connection(self) -> None:
        """Do nothing: the simulator never lets go of a socket."""

    async def in_channel(self) -> list[str]:
        return await self._world.said_in(self._world.destination)

    async def in_private(self) -> list[str]:
        return await self._world.said_in(self._world.person)

    def withhold_answers(self, words: str) -> None:
        self._world.proxy.withholds = lambda body: bool(words) and words in body["text"]

    async def faults(self) -> list[str]:
        # Private answers come past the proxy, through an address of their own.
        private = await self._world.everything_in(CHANNEL)
        found = [faults_of(said["text"], said["blocks"]) for said in private if "blocks" in said]
        return [*self._world.proxy.faults, *(fault for faults in found for fault in faults)]


class DiscordStage:
    """The played Discord behind the proxy that leads to it."""

    name = "discord"
    channel = Destination("discord", discord.CHANNEL)

    def __init__(self, played: discord.PlayedDiscord) -> None:
        self._played = played

    @property
    def settings(self) -> dict[str, str]:
        return {"DISCORD_TOKEN": discord.TOKEN}

    async def wait_for(self, bot: Bot) -> None:
        async with asyncio.timeout(20):
            await self._played.gateway.is_listened_to.wait()

    async def ask(self, text: str) -> str:
        return await self._answered(await self._played.type_command(text))

    async def press(self, label: str) -> str:
        return await self._answered(await self._played.press(label))

    async def _answered(self, token: str) -> str:
        answers = self._played.answers[token]
        await until(lambda: bool(answers))
        return discord_words(answers[0])

    async def lose_the_connection(self) -> None:
        await self._played.gateway.lose_the_connection()

    async def in_channel(self) -> list[str]:
        return [discord_words(message) for message in self._played.said[discord.CHANNEL]]

    async def in_private(self) -> list[str]:
        return [discord_words(message) for message in self._played.said[discord.DIRECT]]

    def withhold_answers(self, words: str) -> None:
        self._played.withholds = lambda body: bool(words) and words in discord_words(body)

    async def faults(self) -> list[str]:
        return self._played.faults
