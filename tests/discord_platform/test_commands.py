"""Slash commands: the grammar as Discord lists it, told to Discord only when it changed."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from adapters.discord.slash_commands import (
    BY_PERSON,
    IN_MESSAGE,
    commands_of,
    fingerprint,
    paths_of,
    spelled,
)
from adapters.discord.translations import NAMES
from adapters.discord.typed_commands import Typed, read_begun, read_command
from bot.commands import listed_verbs
from bot.message import Message, Reply, Request, Text, Verb
from tests.adapter_contract import SlowDesk, until
from tests.discord_platform.conftest import PlayedDiscord
from tests.discord_platform.rules import check_request


def written(platform: PlayedDiscord) -> int:
    return sum(entry.method == "PUT" for entry in platform.env.http_requests)


def told(verbs: Sequence[Verb]) -> dict[str, Any]:
    """Return `/papers` as Discord is told of it, its subcommands by their names."""
    papers: dict[str, Any] = dict(commands_of(verbs)[0])
    return {**papers, "options": {one["name"]: one for one in papers["options"]}}


def test_each_verb_is_a_subcommand_of_papers() -> None:
    papers = told(SlowDesk().verbs)
    assert list(papers["options"]) == ["help", "search", "alert"]
    (query,) = papers["options"]["search"]["options"]
    assert (query["name"], query["required"], query["autocomplete"]) == ("query", True, True)
    assert query["description"] == "For example: lora"
    alert = papers["options"]["alert"]["options"]
    assert [option["name"] for option in alert] == ["add", "list"]
    assert not alert[0]["options"][0].get("autocomplete")


def test_the_commands_work_in_servers_in_direct_messages_and_wherever_somebody_brings_them() -> (
    None
):
    for command in commands_of(SlowDesk().verbs):
        assert (command["integration_types"], command["contexts"]) == ([0, 1], [0, 1, 2])


def test_the_whole_grammar_is_taken_by_discord() -> None:
    commands = commands_of(listed_verbs())
    assert check_request("PUT", "/applications/1/commands", commands) == []
    papers = told(listed_verbs())
    assert len(papers["options"]) <= 25
    assert set(paths_of(listed_verbs()).values()) == set(listed_verbs())
    for leaf in leaves(list(papers["options"].values())):
        needed = [option["required"] for option in leaf["options"]]
        assert needed == sorted(needed, reverse=True), leaf["name"]
        assert len(leaf["options"]) <= 25
        names = [leaf["name"], *(option["name"] for option in leaf["options"])]
        assert all(re.fullmatch(r"[-_\w]{1,32}", name) and name == name.lower() for name in names)
    assert characters_of(commands[0]) <= 8000


def test_names_in_other_languages_are_names_and_no_two_in_one_place_are_alike() -> None:
    def places(node: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
        yield node.get("options", [])
        for one in node.get("options", []):
            yield from places(one)

    (papers, *_) = commands_of(listed_verbs())
    for siblings in places(dict(papers)):
        for locale in NAMES:
            names = [one.get("name_localizations", {}).get(locale, one["name"]) for one in siblings]
            assert len(names) == len(set(names)), (locale, names)
            assert all(re.fullmatch(r"[-_\w]{1,32}", name) for name in names)
            assert all(name == name.lower() for name in names)


def leaves(options: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in options:
        if one["type"] == 1:
            yield one
        elif one["type"] == 2:
            yield from leaves(one["options"])


def characters_of(node: object) -> int:
    """Count what Discord bounds: names, descriptions and values, in whichever language is longest.

    https://discord.com/developers/docs/interactions/application-commands#slash-commands
    """
    if isinstance(node, list):
        return sum(map(characters_of, node))
    if not isinstance(node, dict):
        return 0
    own = sum(len(str(node.get(key, ""))) for key in ("name", "description", "value"))
    more = (node.get("name_localizations") or {}).values()
    longest = max((len(name) - len(node["name"]) for name in more), default=0)
    inner = [node.get("options", []), node.get("choices", [])]
    return own + max(longest, 0) + sum(map(characters_of, inner))


def test_a_verb_that_gives_a_group_its_name_stands_in_it() -> None:
    verbs = (Verb("saved", "Show"), Verb("saved export", "Export"))
    assert set(paths_of(verbs)) == {("saved", "show"), ("saved", "export")}


def test_what_finds_no_place_beside_the_others_stands_in_a_group() -> None:
    many = [Verb(f"verb{n}", "Do it") for n in range(23)]
    verbs = [*many, Verb("explain", "Say"), Verb("alert add", "Add"), Verb("help", "Help")]
    paths = paths_of(verbs)
    assert len({path[0] for path in paths}) == 25
    assert ("more", "explain") in paths
    assert ("help",) in paths
    assert paths_of(verbs[1:])[("explain",)].name == "explain"
    said = Message(
        lead=Text("Say /papers explain lora, or (/papers help)."), note="/papers explain"
    )
    told_so = spelled(said, verbs)
    assert told_so.lead.plain == "Say /papers more explain lora, or (/papers help)."
    assert told_so.note == "/papers more explain"
    assert spelled(said, verbs[1:]) == said


def test_what_discord_adds_to_commands_is_no_difference() -> None:
    commands = commands_of(listed_verbs())
    known: list[dict[str, Any]] = json.loads(json.dumps(commands))
    for one in known:
        one |= {"id": "1", "version": "2", "nsfw": False, "application_id": "3"}
        one["contexts"] = one["contexts"][::-1]
    assert fingerprint(known[::-1]) == fingerprint(commands)
    known[0]["options"][0]["description"] += "!"
    assert fingerprint(known) != fingerprint(commands)


@pytest.mark.parametrize(
    ("path", "given", "text", "place", "is_shared"),
    [
        ("search", {"query": "lora", "sort": "date"}, "search lora sort:date", "", False),
        ("search", {"sort": "upvotes", "query": "mixture of experts", "has": "code",
                    "since": "30d"},
         "search mixture of experts sort:upvotes since:30d has:code", "", False),
        ("search", {"query": "lora", "private": False}, "search lora", "", True),
        ("search", {"query": "lora", "private": True}, "search lora", "", False),
        ("today", {}, "today", "", False),
        ("subscribe", {"how_many": 7, "topic": "robotics", "time": "9am", "days": "weekdays",
                       "zone": "Europe/Berlin", "channel": "77"},
         "subscribe robotics at 9am weekdays top 7 Europe/Berlin", "77", False),
        ("subscribe", {"when_ready": True}, "subscribe when ready", "", False),
        ("subscribe", {"when_ready": False}, "subscribe", "", False),
        ("subscribe", {"separate": True}, "subscribe one post a paper", "", False),
        ("alert snooze", {"span": "3d"}, "alert snooze 3d", "", False),
        ("alert snooze", {"span": "3d", "alert": "2"}, "alert snooze 2 3d", "", False),
        ("alert add", {"query": "lora", "when": "daily", "time": "9am", "most": 5},
         "alert add lora daily at 9am max 5", "", False),
    ],
)  # fmt: skip
def test_what_is_given_by_name_is_the_command_that_would_be_typed(
    path: str, given: dict[str, object], text: str, place: str, is_shared: bool
) -> None:
    typed = read_command(as_chosen(path, given), listed_verbs())
    assert typed == Typed(text, place, is_shared)


def as_chosen(path: str, given: dict[str, object], focused: str = "") -> dict[str, Any]:
    """Write a command as Discord's gateway does."""
    options: list[dict[str, Any]] = [
        {"name": name, "type": 3, "value": value, **({"focused": True} if name == focused else {})}
        for name, value in given.items()
    ]
    *outer, last = path.split(" ")
    nested = {"name": last, "type": 1, "options": options}
    for name in reversed(outer):
        nested = {"name": name, "type": 2, "options": [nested]}
    return {"name": "papers", "type": 1, "options": [nested]}


def test_what_was_never_told_to_discord_is_nothing() -> None:
    assert read_command(as_chosen("nonsense", {}), listed_verbs()) is None


def test_only_the_option_that_is_typed_is_completed() -> None:
    data = as_chosen("subscribe", {"topic": "robotics", "zone": "berl"}, "zone")
    assert read_begun(data, listed_verbs()) == Typed("subscribe berl", option="zone")
    assert read_begun(as_chosen("today", {}), listed_verbs()) is None


def test_the_menu_of_a_message_looks_for_what_it_says_wherever_that_stands() -> None:
    message = {
        "content": "look at https://arxiv.org/abs/2405.12345",
        "embeds": [{"title": "LoRA", "url": "https://x.org"}],
        "components": [{"type": 17, "components": [{"type": 10, "content": "and this"}]}],
    }
    data = {"name": IN_MESSAGE, "target_id": "5", "resolved": {"messages": {"5": message}}}
    assert read_command(data, ()) == Typed(
        "in look at https://arxiv.org/abs/2405.12345 LoRA https://x.org and this"
    )


@pytest.mark.parametrize(
    ("user", "member", "name"),
    [
        ({"username": "ada1"}, {}, "ada1"),
        ({"username": "ada1", "global_name": "Ada Lovelace"}, {}, "Ada Lovelace"),
        ({"username": "ada1", "global_name": "Ada"}, {"nick": 'The "real" Ada'}, "The real Ada"),
    ],
)
def test_the_menu_of_a_person_looks_for_what_they_wrote(
    user: dict[str, str], member: dict[str, str], name: str
) -> None:
    resolved = {"users": {"5": user}, "members": {"5": member}}
    data = {"name": BY_PERSON, "target_id": "5", "resolved": resolved}
    assert read_command(data, ()) == Typed(f'search author:"{name}"')


async def test_commands_are_told_once_and_again_only_when_they_differ(
    platform: PlayedDiscord,
) -> None:
    desk = SlowDesk()
    await platform.listen(desk)
    assert written(platform) == 1
    await platform.listen(desk)
    assert written(platform) == 1
    desk.verbs = desk.verbs[:-1]
    await platform.listen(desk)
    assert written(platform) == 2


async def test_a_verb_of_two_words_is_asked_as_typed(platform: PlayedDiscord) -> None:
    desk = SlowDesk()
    desk.may_answer.set()
    await platform.listen(desk)
    await platform.ada.slash(platform.channel, "papers alert add", query="mixture of experts")
    assert desk.asked[0].text == "alert add mixture of experts"
    assert desk.asked[0].workspace == f"discord:{platform.env.guild.id}"


async def test_in_direct_messages_all_places_are_the_person(platform: PlayedDiscord) -> None:
    desk = SlowDesk()
    desk.may_answer.set()
    await platform.listen(desk)
    await platform.user.slash("papers help")
    await until(lambda: desk.asked)
    assert desk.asked[0].destination == desk.asked[0].person == platform.person
    assert desk.asked[0].workspace == f"discord:{platform.person.address}"


async def test_a_desk_that_fails_is_apologized_for(platform: PlayedDiscord) -> None:
    class BrokenDesk(SlowDesk):
        async def answer(self, request: Request) -> Reply:
            raise RuntimeError("secret details")

    await platform.listen(BrokenDesk())
    await platform.ada.slash(platform.channel, "papers help")
    (said,) = await platform.private_replies()
    assert said.startswith("Something went wrong on my side")
    assert "secret" not in said
