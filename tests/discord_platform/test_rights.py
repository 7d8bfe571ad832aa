"""Who may change what is posted in a channel of Discord, and that leaving is no outage."""

from collections.abc import AsyncIterator, Collection
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.rights import may_change
from adapters.discord.settings import DiscordSettings
from bot.errors import NotAllowed
from tests.adapter_contract import SlowDesk, make_delivery, make_message, until
from tests.discord_platform.conftest import PlayedDiscord


class Member(discord.Member):
    """Somebody with roles."""

    __slots__ = ("held",)

    def __init__(self, held: Collection[tuple[int, str]]) -> None:
        self.held = held

    @property
    def roles(self) -> Any:
        return [SimpleNamespace(id=number, name=name) for number, name in self.held]


@pytest.mark.parametrize(
    ("permissions", "roles", "who", "is_allowed"),
    [
        ({}, (), (), False),
        ({"manage_guild": True}, (), (), True),
        ({"administrator": True}, (), (), True),
        ({"manage_channels": True}, (), (), False),
        ({}, ((7, "Librarian"),), ("librarian",), True),
        ({}, ((7, "Librarian"),), ("7",), True),
        ({}, ((8, "Reader"),), ("librarian", "7"), False),
        ({}, (), ("everyone",), True),
    ],
)
def test_who_manages_the_server_or_has_a_role_for_it_may(
    permissions: dict[str, bool],
    roles: Collection[tuple[int, str]],
    who: Collection[str],
    is_allowed: bool,
) -> None:
    interaction: Any = SimpleNamespace(
        permissions=discord.Permissions(**permissions), user=Member(roles)
    )
    assert may_change(interaction, who) == is_allowed


async def test_a_member_who_may_not_is_refused_and_an_admin_is_not(
    platform: PlayedDiscord,
) -> None:
    desk = SlowDesk()
    desk.may_answer.set()
    await platform.listen(desk)
    await platform.ada.slash(platform.channel, "papers help")
    await until(lambda: desk.asked)
    with pytest.raises(NotAllowed, match="manage this server"):
        await platform.adapter.authorize(desk.asked[0])
    role = platform.env.guild.create_role(
        "boss", permissions=discord.Permissions(manage_guild=True)
    )
    boss = platform.env.guild.add_member(platform.env.create_user("bob"), roles=[role])
    await boss.slash(platform.channel, "papers help")
    await until(lambda: len(desk.asked) == 2)
    await platform.adapter.authorize(desk.asked[1])


async def test_a_double_click_is_one_press(platform: PlayedDiscord) -> None:
    desk = SlowDesk()
    desk.may_answer.set()
    await platform.listen(desk)
    sent = await platform.adapter.send(make_delivery(platform.destination, make_message()))
    place = platform.adapter.client.get_partial_messageable(platform.channel.id)
    message = await place.fetch_message(int(sent.platform_id.partition("/")[2]))
    for _ in range(2):
        await platform.ada.click(message, label="More results")
    assert len(desk.heard) == 2
    assert [request.text for request in desk.asked] == ["search lora page 2"]


class Server(PlayedDiscord):
    """A server that the bot can be taken out of."""

    def remove(self) -> None:
        self.adapter.client.dispatch("guild_remove", SimpleNamespace(id=self.env.guild.id))


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    adapter = DiscordAdapter(DiscordSettings("a.b.c"))
    env = simcord.Env(adapter.client, settle_timeout=0.3)
    env.backend.clock.advance((datetime.now(UTC) - env.now()).total_seconds())
    await env.start()
    played = Server(adapter, env)
    yield played
    await played.stop()
    await env.shutdown()


@pytest.mark.parametrize(
    ("status", "is_purged"), [(404, True), (403, True), (500, False), (200, False)]
)
async def test_a_server_is_purged_only_when_it_is_surely_gone(
    server: Server, monkeypatch: pytest.MonkeyPatch, status: int, is_purged: bool
) -> None:
    looked: list[int] = []

    async def fetch_guild(guild_id: int) -> None:
        looked.append(guild_id)
        response: Any = SimpleNamespace(status=status, reason="")
        kinds = {404: discord.NotFound, 403: discord.Forbidden, 500: discord.DiscordServerError}
        if status in kinds:
            raise kinds[status](response, "")

    desk = SlowDesk()
    await server.listen(desk)
    monkeypatch.setattr(server.adapter.client, "fetch_guild", fetch_guild)
    server.remove()
    server.remove()  # it may be told twice
    await until(lambda: len(looked) == 2)
    await until(lambda: bool(desk.left_by) or not is_purged)
    assert set(desk.left_by) == ({f"discord:{server.env.guild.id}"} if is_purged else set())


async def test_a_deleted_channel_is_told_to_the_desk(server: Server) -> None:
    desk = SlowDesk()
    await server.listen(desk)
    dispatch = server.adapter.client.dispatch
    dispatch("guild_channel_delete", SimpleNamespace(id=7))
    dispatch("raw_thread_delete", SimpleNamespace(thread_id=8))
    await until(lambda: len(desk.closed_places) == 2)
    assert {str(one) for one in desk.closed_places} == {"discord:7", "discord:8"}


async def test_an_outage_of_a_server_purges_nothing(server: Server) -> None:
    desk = SlowDesk()
    await server.listen(desk)
    guild_id = str(server.env.guild.id)
    state = server.adapter.client._connection
    state.parse_guild_delete({"id": guild_id, "unavailable": True})
    await until(lambda: True)
    assert desk.left_by == []
