"""Discord played in process by simcord; every request is held against Discord's own rules."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
import simcord
from discord.http import Route

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.render import render
from adapters.discord.settings import DiscordSettings
from bot.message import Desk, Destination, Message
from tests.discord_platform.reading import pings_of, words_of
from tests.discord_platform.rules import check_request, faults_of


class PlayedDiscord:
    """A server with a channel, a person in it, and a channel that the bot cannot see."""

    def __init__(self, adapter: DiscordAdapter, env: simcord.Env) -> None:
        self.adapter = adapter
        self.env = env
        guild = env.create_guild()
        self.channel = guild.create_text_channel("papers")
        hidden = discord.PermissionOverwrite(view_channel=False)
        self.hidden = guild.create_text_channel("secret", overwrites={guild.default_role: hidden})
        self.user = env.create_user("ada")
        self.ada = guild.add_member(self.user)
        self.destination = Destination("discord", str(self.channel.id))
        self.person = Destination("discord", f"@{self.user.id}")
        self.gone = Destination("discord", str(self.hidden.id))
        self.results: list[simcord.InteractionResult] = []
        self._tasks: list[asyncio.Task[Any]] = []
        self._request = adapter.client.http.request

    def faults(self, message: Message) -> list[str]:
        return faults_of(render(message, "m" * 25).payload())

    def words(self, message: Message) -> str:
        return words_of(render(message).payload())

    def pings(self, message: Message) -> list[str]:
        return pings_of(render(message).payload())

    async def listen(self, desk: Desk) -> None:
        # simcord plays the gateway itself: it is connected already.
        connected = asyncio.Event()

        async def connect() -> None:
            connected.set()
            await asyncio.Event().wait()

        async def get_bot_gateway() -> tuple[int, str, dict[str, int]]:
            return 1, "wss://gateway", {"remaining": 1000, "reset_after": 0}

        self.adapter.client.connect = connect  # type: ignore[assignment,method-assign]
        self.adapter.client.http.get_bot_gateway = get_bot_gateway  # type: ignore[assignment,method-assign]
        running = asyncio.create_task(self.adapter.run(desk))
        self._tasks += [running, asyncio.create_task(connected.wait())]
        await asyncio.wait(self._tasks[-2:], return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()

    async def said_in(self, destination: Destination) -> list[str]:
        return [words_of(said) for said in self.messages(destination)]

    def messages(self, destination: Destination) -> list[dict[str, Any]]:
        address = destination.address
        channel = self.user.dm_channel.id if address.startswith("@") else int(address)
        said = self.env.backend.messages[channel].values()
        return [as_sent(one) for one in said if not one.is_ephemeral]

    async def type_command(self, text: str) -> None:
        verb, _, words = text.partition(" ")
        options = {"query": words} if words else {}
        await self._do(self.ada.slash(self.channel, f"papers {verb}", **options))

    async def press(self, label: str) -> None:
        newest = max(self.env.backend.messages[self.channel.id])
        message = await self.adapter.client.get_partial_messageable(self.channel.id).fetch_message(
            newest
        )
        await self._do(self.ada.click(message, label=label))

    async def _do(self, action: Any) -> None:
        async def act() -> None:
            # The desk may still be thinking when simcord has waited long enough.
            with suppress(TimeoutError):
                self.results.append(await action)

        self._tasks.append(asyncio.create_task(act()))
        await asyncio.sleep(0)

    async def was_acknowledged(self) -> bool:
        *_, newest = self.env.backend.interactions.values()
        return newest.responded

    async def private_replies(self) -> list[str]:
        said = self.env.backend.messages[self.channel.id].values()
        replies = [words_of(as_sent(one)) for one in said if one.is_ephemeral]
        return [words for words in replies if words]

    def lose_next_answer(self) -> None:
        async def lose(route: Route, **rest: Any) -> Any:
            answer = await self._request(route, **rest)
            if _is_message(route):
                self.adapter.client.http.request = self._request  # type: ignore[method-assign]
                raise ConnectionResetError(104, "Connection reset by peer")
            return answer

        self.adapter.client.http.request = lose  # type: ignore[method-assign]

    def refuse_next(self, retry_after_s: float) -> None:
        async def refuse(route: Route, **rest: Any) -> Any:
            if not _is_message(route):
                return await self._request(route, **rest)
            self.adapter.client.http.request = self._request  # type: ignore[method-assign]
            raise discord.RateLimited(retry_after_s)

        self.adapter.client.http.request = refuse  # type: ignore[method-assign]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def as_sent(message: Any) -> dict[str, Any]:
    """Return a message of the simulator as Discord writes it."""
    return {
        "content": message.content,
        "embeds": message.embeds,
        "components": message.components,
        "flags": message.flags,
    }


def _is_message(route: Route) -> bool:
    return route.method == "POST" and route.path == "/channels/{channel_id}/messages"


@pytest.fixture
async def platform() -> AsyncIterator[PlayedDiscord]:
    adapter = DiscordAdapter(DiscordSettings("a.b.c"))
    env = simcord.Env(adapter.client, settle_timeout=0.3)
    env.backend.clock.advance((datetime.now(UTC) - env.now()).total_seconds())
    await env.start()
    played = PlayedDiscord(adapter, env)
    try:
        yield played
        for entry in env.http_requests:
            # The simulator brings a library of its own, which writes the recipient as a number.
            if entry.path != "/users/@me/channels":
                assert check_request(entry.method, entry.path, entry.json) == [], entry
    finally:
        await played.stop()
        await env.shutdown()
