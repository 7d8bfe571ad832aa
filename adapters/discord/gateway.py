"""The gateway: each shard is listened to by one process, identifies in turn, and is watched."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic

import discord

from adapters.discord import refusals, sentences
from adapters.discord.client import NoTurn, PapersClient
from adapters.discord.settings import DiscordSettings
from bot.errors import ConfigError, DeliveryError
from bot.message import Desk

log = logging.getLogger(__name__)

TRY_AGAIN_S = 10.0
"""How often a shard that another process holds is asked for."""

SILENT_S = 150.0
"""Three heartbeats and more: whatever the library thinks, nobody speaks there any more."""

GAP_S = 5.0
"""Between two shards that identify: https://discord.com/developers/docs/topics/gateway#rate-limiting"""

SPARE = 20
"""Sessions of a day that a crash loop must leave for those who mend it."""


class Gateway:
    """Listens to the shards that no other process holds, until cancelled."""

    def __init__(
        self,
        settings: DiscordSettings,
        client: PapersClient,
        desk: Desk,
        attend: Callable[[PapersClient], None],
    ) -> None:
        self._settings = settings
        self._client = client
        self._desk = desk
        self._attend = attend
        self._listening: dict[int, PapersClient] = {}
        self._identifying = asyncio.Lock()
        self._identified_at = -GAP_S
        self._waits_until = 0.0

    async def run(self) -> None:
        """Listen; raises ConfigError where Discord closes a connection for good."""
        count = self._settings.shards or (await self._ask())[0]
        here = asyncio.Semaphore(self._settings.shards_here or count)
        async with asyncio.TaskGroup() as group:
            for shard in range(count):
                group.create_task(self._keep(shard, count, here))

    def ailing(self) -> str:
        """Say which shard of ours has fallen silent, or waits for its turn; "" if none."""
        if (left_s := self._waits_until - monotonic()) > 0:
            return f"the gateway waits {left_s:.0f} s before its next session, after many restarts"
        silent = {
            shard: monotonic() - client.heard_at
            for shard, client in self._listening.items()
            if monotonic() - client.heard_at > SILENT_S
        }
        if not silent:
            return ""
        shard, age_s = max(silent.items(), key=lambda pair: pair[1])
        return f"nothing came down the gateway of shard {shard} for {age_s:.0f} s"

    async def _keep(self, shard: int, count: int, here: asyncio.Semaphore) -> None:
        """Listen to a shard whenever nobody else does."""
        thing = f"discord shard {shard} of {count}"
        while True:
            async with here:
                if await self._desk.while_held(thing, lambda: self._listen(shard, count)):
                    return
            await asyncio.sleep(TRY_AGAIN_S)

    async def _listen(self, shard: int, count: int) -> None:
        client = self._client
        if count > 1:
            client = PapersClient(
                self._settings.proxy, shard, count, reads_links=self._settings.reads_links
            )
            await client.login(self._settings.token)
            self._attend(client)
        client.heard_at = monotonic()
        self._listening[shard] = client
        try:
            while not client.is_closed():
                await self._take_turn(client)
                await self._connect(client, shard)
        finally:
            del self._listening[shard]
            if client is not self._client:
                await client.close()

    async def _connect(self, client: PapersClient, shard: int) -> None:
        """Listen until the connection has to be made anew."""
        connecting = asyncio.create_task(client.connect())
        watching = asyncio.create_task(_until_silent(client))
        try:
            await asyncio.wait({connecting, watching}, return_when=asyncio.FIRST_COMPLETED)
            if connecting.done():
                connecting.result()
            else:
                log.warning("the gateway of shard %d is silent: connecting anew", shard)
        except NoTurn:
            log.info("the gateway of shard %d wants a new session", shard)
        except (discord.ConnectionClosed, discord.PrivilegedIntentsRequired) as error:
            raise ConfigError("DISCORD_TOKEN", _why_closed(error)) from error
        finally:
            connecting.cancel()
            watching.cancel()
            await asyncio.gather(connecting, watching, return_exceptions=True)
            await client.close_gateway()

    async def _take_turn(self, client: PapersClient) -> None:
        """Wait until one more session may be begun, whatever was restarted how often."""
        async with self._identifying:
            wait_s = max(
                await self._desk.wait_before("discord identify"),
                (await self._ask())[1],
                self._identified_at + GAP_S - monotonic(),
            )
            await self._announce(client, wait_s)
            await asyncio.sleep(max(wait_s, 0.0))
            self._identified_at = monotonic()
            client.heard_at = monotonic()
            client.has_turn = True

    async def _announce(self, client: PapersClient, wait_s: float) -> None:
        """Say that nothing is heard for a while, where people and operators look."""
        if wait_s <= GAP_S:
            return
        ends_at = datetime.now(UTC) + timedelta(seconds=wait_s)
        self._waits_until = monotonic() + wait_s
        log.warning(
            "Discord was connected to many times lately: waiting %.0f s, until %s UTC, before "
            "the next session; commands are not heard until then",
            wait_s,
            f"{ends_at:%H:%M:%S}",
        )
        client.returns_late = True
        words = sentences.AWAY_ELSEWHERE.format(when=f"{ends_at:%H:%M}")
        for other in self._listening.values():
            if other is not client:
                await other.show(words)

    async def _ask(self) -> tuple[int, float]:
        """Ask Discord how many shards it recommends, and how long (s) until it takes a session."""
        try:
            shards, _, limit = await self._client.http.get_bot_gateway()
        except (*refusals.FAILURES, DeliveryError) as error:
            log.info("Discord does not tell of its gateway: %s", type(error).__name__)
            return 1, 0.0
        is_spent = limit["remaining"] <= SPARE
        return shards, limit["reset_after"] / 1000 if is_spent else 0.0


async def _until_silent(client: PapersClient) -> None:
    while (left_s := client.heard_at + SILENT_S - monotonic()) > 0:  # noqa: ASYNC110
        await asyncio.sleep(left_s)


def _why_closed(error: Exception) -> str:
    code = error.code if isinstance(error, discord.ConnectionClosed) else 4014
    if code == 4014:
        return sentences.NO_MESSAGE_CONTENT
    if code == 4004:
        return refusals.REFUSED
    if code == 4011:
        return "Discord asks bots in more than 2500 servers for more shards; see DISCORD_SHARDS"
    return f"Discord closed the connection for good (code {code})"
