"""What the bot asks to be allowed, and how it says what it lacks."""

from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from adapters.discord.permissions import allowed_in, invite_url, missing, request_for
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
    asked = discord.Permissions(int(parse_qs(urlsplit(url).query)["permissions"][0]))
    assert {name for name, is_asked in asked if is_asked} == {
        "read_messages", "send_messages", "embed_links", "read_message_history",
        "send_messages_in_threads", "create_public_threads", "create_private_threads",
        "manage_threads",
    }  # fmt: skip


def test_threads_have_a_permission_of_their_own() -> None:
    assert missing(ALL, is_thread=False) == []
    assert missing(ALL, is_thread=True) == ["Send Messages in Threads"]


def test_what_is_lacking_is_asked_for_in_one_sentence() -> None:
    asked = request_for(missing(discord.Permissions(view_channel=True, embed_links=True), False))
    assert "Give me Send Messages and Read Message History in this channel" in asked


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


GUILD = {"id": "1", "owner_id": "9", "roles": [
    {"id": "1", "permissions": "0"}, {"id": "5", "permissions": "2048"},
    {"id": "6", "permissions": "8"},
]}  # fmt: skip
VIEW, SEND = 1024, 2048


@pytest.mark.parametrize(
    ("roles", "me", "overwrites", "allowed"),
    [
        ([], "7", [], 0),
        (["5"], "7", [], SEND),
        (["6"], "7", [("1", 0, VIEW)], discord.Permissions.all().value),
        ([], "9", [("1", 0, VIEW)], discord.Permissions.all().value),
        (["5"], "7", [("1", VIEW, SEND)], VIEW),
        (["5"], "7", [("1", VIEW, SEND), ("5", SEND, 0)], VIEW | SEND),
        (["5"], "7", [("5", SEND, 0), ("7", 0, SEND)], 0),
        (["5"], "7", [("8", 0, SEND)], SEND),
    ],
)
def test_what_may_be_done_in_a_channel_follows_from_roles_and_overwrites(
    roles: list[str], me: str, overwrites: list[tuple[str, int, int]], allowed: int
) -> None:
    ruled = [{"id": id_, "allow": str(allow), "deny": str(deny)} for id_, allow, deny in overwrites]
    assert allowed_in({"permission_overwrites": ruled}, GUILD, roles, me) == allowed
