"""What the bot asks to be allowed, and how it says what it lacks."""

import discord

from adapters.discord.permissions import invite_url, missing, request_for
from bot.errors import DestinationGone
from bot.message import Reply, Request
from tests.adapter_contract import SlowDesk, make_message
from tests.discord_platform.conftest import PlayedDiscord

ALL = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, read_message_history=True
)


def test_an_invitation_asks_for_what_posting_needs_and_no_more() -> None:
    url = invite_url(42)
    assert "client_id=42" in url
    assert "scope=bot+applications.commands" in url
    assert (
        f"permissions={ALL.value | discord.Permissions(send_messages_in_threads=True).value}" in url
    )


def test_threads_have_a_permission_of_their_own() -> None:
    assert missing(ALL, is_thread=False) == []
    assert missing(ALL, is_thread=True) == ["Send Messages in Threads"]


def test_what_is_lacking_is_asked_for_in_one_sentence() -> None:
    asked = request_for(missing(discord.Permissions(view_channel=True, embed_links=True), False))
    assert "give me Send Messages and Read Message History in this channel" in asked


async def test_a_command_where_the_bot_may_not_write_is_told_so(platform: PlayedDiscord) -> None:
    refused: list[str] = []

    class CarefulDesk(SlowDesk):
        async def answer(self, request: Request) -> Reply:
            try:
                await platform.adapter.prepare(request)
            except DestinationGone as error:
                refused.append(str(error))
            return Reply(make_message())

    await platform.listen(CarefulDesk())
    guild = platform.env.guild
    mute = discord.PermissionOverwrite(send_messages=False)
    quiet = guild.create_text_channel("quiet", overwrites={guild.default_role: mute})
    await platform.ada.slash(quiet, "papers help")
    assert refused == [request_for(["Send Messages"])]
    await platform.ada.slash(platform.channel, "papers help")
    assert len(refused) == 1
