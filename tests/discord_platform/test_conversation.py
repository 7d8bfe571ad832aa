"""Direct messages, mentions and reactions: read like commands, answered where they stand."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest

from adapters.discord.client import PapersClient
from adapters.discord.conversation import Conversation
from adapters.discord.payload import Json
from adapters.discord.render import render
from bot.message import Action, Card, Message, Reply, Text
from tests.adapter_contract import until
from tests.discord_platform.test_answers import Desk, Played
from tests.discord_platform.world import ADA, DIRECT, GUILD, ME, TEXT, a_world


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Played]:
    async with a_world(monkeypatch) as (world, adapter):
        await adapter._ensure_login()
        opened = Played(world, adapter, Desk())
        adapter._attend(opened.desk, adapter.client)
        yield opened


def hear(server: Played, content: str, place: str = DIRECT, **more: Any) -> Json:
    said = server.world.message(place, {"content": content}) | {"author": ADA} | more
    if place == TEXT:
        said |= {"guild_id": GUILD, "member": {"roles": [], "joined_at": None, "flags": 0}}
    server.adapter.client._connection.parse_message_create(said)  # type: ignore[arg-type]
    return said


async def test_a_direct_message_is_read_like_a_command(server: Played) -> None:
    hear(server, "search lora")
    await until(lambda: server.world.messages[DIRECT])
    assert server.world.words(DIRECT) == ["You said search lora"]
    (request,) = server.desk.asked
    assert request.person.address == request.destination.address == "@31"
    assert request.workspace == "discord:@31"


@pytest.mark.parametrize(
    ("said", "text"),
    [("<@9> search lora", "search lora"), ("/papers today", "papers today"), ("<@!9>", "help"),
     ("", "help"), ("/help", "help")],
)  # fmt: skip
async def test_what_is_written_is_the_command_that_it_means(
    server: Played, said: str, text: str
) -> None:
    hear(server, said)
    await until(lambda: server.desk.asked)
    assert server.desk.asked[0].text == text


async def test_a_mention_is_answered_where_it_stands_as_a_reply(server: Played) -> None:
    said = hear(server, "<@9> search lora", TEXT)
    await until(lambda: server.world.messages[TEXT])
    assert server.world.words(TEXT) == ["You said search lora"]
    assert server.world.referred[0]["message_id"] == said["id"]


async def test_what_is_nobody_elses_business_is_answered_by_direct_message(server: Played) -> None:
    hear(server, "<@9> alert list", TEXT)
    await until(lambda: server.world.messages[DIRECT])
    assert server.world.messages[TEXT] == []


@pytest.mark.parametrize(
    ("content", "more"),
    [
        ("hello everybody", {}),
        ("<@31> search lora", {}),
        ("<@9> search lora", {"author": {**ADA, "id": "32", "bot": True}}),
        ("<@9> search lora", {"author": ME}),
    ],
)
async def test_what_is_not_written_to_the_bot_is_not_read(
    server: Played, content: str, more: Json
) -> None:
    hear(server, content, TEXT, **more)
    hear(server, "<@9> help", TEXT)
    await until(lambda: server.desk.asked)
    assert [request.text for request in server.desk.asked] == ["help"]


async def test_a_message_that_a_resumed_session_tells_of_again_is_answered_once(
    server: Played,
) -> None:
    said = hear(server, "search lora")
    server.adapter.client._connection.parse_message_create(said)  # type: ignore[arg-type]
    hear(server, "help")
    await until(lambda: len(server.desk.asked) == 2)
    assert [request.text for request in server.desk.asked] == ["search lora", "help"]


def react(
    server: Played, emoji: str, message_id: str, *, who: str = "31", gone: bool = False
) -> None:
    told: Json = {
        "user_id": who, "channel_id": TEXT, "message_id": message_id, "guild_id": GUILD,
        "emoji": {"id": None, "name": emoji}, "type": 0, "burst": False, "message_author_id": "9",
        "member": {"user": ADA, "roles": [], "joined_at": None, "flags": 0},
    }  # fmt: skip
    state = server.adapter.client._connection
    (state.parse_message_reaction_remove if gone else state.parse_message_reaction_add)(told)  # type: ignore[arg-type]


def posted(server: Played, *papers: str) -> str:
    cards = tuple(
        Card(Text(paper), number=n, actions=(Action("Abstract", f"paper {paper}"),))
        for n, paper in enumerate(papers, start=1)
    )
    said = server.world.message(TEXT, render(Message(cards=cards)).payload())
    server.world.messages[TEXT].append(said)
    return str(said["id"])


@pytest.mark.parametrize(
    ("emoji", "gone", "text"),
    [("👍", False, "react vote 2405.00001"), ("🔖", False, "react save 2405.00001"),
     ("⭐", True, "unreact save 2405.00001"), ("⬆️", False, "react vote 2405.00001")],
)  # fmt: skip
async def test_an_emoji_below_a_paper_votes_or_saves(
    server: Played, emoji: str, gone: bool, text: str
) -> None:
    message = posted(server, "2405.00001")
    react(server, emoji, message, gone=gone)
    await until(lambda: server.desk.asked)
    (request,) = server.desk.asked
    assert request.text == f"{text} below {message}"
    assert (request.person.address, request.workspace) == ("@31", "discord:21")


async def test_other_emojis_and_messages_of_many_papers_mean_nothing(server: Played) -> None:
    react(server, "🎉", posted(server, "2405.00001"))
    react(server, "👍", posted(server, "2405.00001", "2405.00002"))
    react(server, "👍", posted(server, "2405.00001"), who="9")
    react(server, "🔖", posted(server, "2405.00003"))
    await until(lambda: server.desk.asked)
    assert [request.text.split()[2] for request in server.desk.asked] == ["2405.00003"]


async def test_an_answer_may_be_for_everybody_whatever_its_verb(server: Played) -> None:
    server.desk.replies["saved here"] = Reply(Message(lead=Text("Ours")), audience="place")
    hear(server, "<@9> saved here", TEXT)
    await until(lambda: server.world.messages[TEXT])
    assert server.world.words(TEXT) == ["Ours"]


@pytest.mark.parametrize(
    ("reads_links", "content", "asked"),
    [
        (True, "see https://arxiv.org/abs/2405.00001 and (https://huggingface.co/papers/2405.2)",
         ["shared https://arxiv.org/abs/2405.00001 https://huggingface.co/papers/2405.2"]),
        (True, "see https://example.org/2405.00001", []),
        (False, "see https://arxiv.org/abs/2405.00001", []),
    ],
)  # fmt: skip
async def test_links_are_remembered_only_where_the_operator_wants_that(
    server: Played, reads_links: bool, content: str, asked: list[str]
) -> None:
    heard = Conversation(server.adapter.client, server.desk, reads_links=reads_links)
    said = server.world.message(TEXT, {"content": content}) | {"author": ADA, "guild_id": GUILD}
    place = server.adapter.client.get_partial_messageable(int(TEXT), guild_id=int(GUILD))
    state: Any = server.adapter.client._connection
    data: Any = said
    await heard.on_message(discord.Message(state=state, channel=place, data=data))
    assert [request.text for request in server.desk.asked] == asked
    assert server.world.messages[TEXT] == []


def test_only_who_reads_links_asks_for_what_people_write() -> None:
    assert not PapersClient(None).intents.message_content
    assert PapersClient(None, reads_links=True).intents.message_content
