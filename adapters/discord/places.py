"""What is known of channels: their kind, and what the bot lacks there to post."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import discord

from adapters.discord import refusals, sentences
from adapters.discord.client import PapersClient
from adapters.discord.permissions import allowed_in, invite_url, missing, request_for
from adapters.discord.rate_limit import Turns
from adapters.discord.requests import Interaction
from bot.errors import DestinationGone

PATIENCE_S = 5.0
KNOWN = 20_000
"""So many channels' kinds are remembered, the ones used last."""

TEXT, VOICE, CATEGORY, NEWS, STAGE, FORUM, MEDIA = 0, 2, 4, 5, 13, 15, 16
THREADS = (10, 11, 12)
_NEVER = {
    VOICE: sentences.NO_VOICE,
    STAGE: sentences.NO_VOICE,
    CATEGORY: sentences.FOLDERS_HOLD_NOTHING,
}


class Places:
    """Asks Discord about channels as rarely as it can."""

    def __init__(self, client: PapersClient, turns: Turns) -> None:
        self._client = client
        self._turns = turns
        self._kinds: OrderedDict[int, int] = OrderedDict()
        self._lacking: dict[int, list[str]] = {}

    @property
    def invitation(self) -> str:
        """The address where an administrator adds the bot to a server."""
        return invite_url(self._client.application_id or 0)

    @contextmanager
    def as_told_by(self, interaction: Interaction, named: str = "") -> Iterator[None]:
        """Believe, while it is answered, what an interaction says of its place."""
        channel = interaction.channel
        resolved = dict(interaction.data or {}).get("resolved") or {}
        for key, one in dict(resolved).get("channels", {}).items():  # type: ignore[call-overload]
            self._note(int(key), int(one["type"]))
        if channel is None or named or interaction.guild_id is None:
            yield
            return
        self._note(channel.id, channel.type.value)
        is_thread = channel.type.value in THREADS
        self._lacking[channel.id] = missing(interaction.app_permissions, is_thread)
        try:
            yield
        finally:
            self._lacking.pop(channel.id, None)

    async def check(self, channel_id: int) -> None:
        """Raise DestinationGone, with what to do, where nothing can be posted."""
        lacking = self._lacking.get(channel_id)
        if lacking is None:
            lacking = await self._look_up_lacking(channel_id)
        if why := _NEVER.get(self._kinds.get(channel_id, TEXT)):
            raise DestinationGone(why)
        if lacking:
            raise DestinationGone(request_for(lacking))

    async def kind_of(self, channel_id: int) -> int:
        """Return what kind of channel it is; one that cannot be told now counts as text."""
        if channel_id in self._kinds:
            self._kinds.move_to_end(channel_id)
            return self._kinds[channel_id]
        await self._turns.wait()
        try:
            async with asyncio.timeout(PATIENCE_S):
                channel: Any = await self._client.http.get_channel(channel_id)
            self._note(channel_id, int(channel["type"]))
        except (TimeoutError, *refusals.FAILURES):
            return TEXT
        return self._kinds[channel_id]

    def _note(self, channel_id: int, kind: int) -> None:
        self._kinds[channel_id] = kind
        self._kinds.move_to_end(channel_id)
        while len(self._kinds) > KNOWN:
            self._kinds.popitem(last=False)

    async def _look_up_lacking(self, channel_id: int) -> list[str]:
        """Work out from roles and overwrites what the bot may do in a channel."""
        http, me = self._client.http, self._client.user
        try:
            channel: Any = await http.get_channel(channel_id)
            self._note(channel_id, int(channel["type"]))
            is_thread = channel["type"] in THREADS
            ruled: Any = await http.get_channel(channel["parent_id"]) if is_thread else channel
            if "guild_id" not in channel or me is None:
                return []
            guild: Any = await http.get_guild(channel["guild_id"], with_counts=False)
            member: Any = await http.get_member(channel["guild_id"], me.id)
        except refusals.FAILURES as error:
            raise refusals.before_sending(error) from error
        allowed = allowed_in(ruled, guild, [str(role) for role in member["roles"]], str(me.id))
        return missing(discord.Permissions(allowed), is_thread)
