"""Slash commands: the grammar as Discord lists it, told to Discord only when it changed."""

from bot.message import Reply, Request
from tests.adapter_contract import SlowDesk, until
from tests.discord_platform.conftest import PlayedDiscord


def written(platform: PlayedDiscord) -> int:
    return sum(entry.method == "PUT" for entry in platform.env.http_requests)


async def test_each_verb_is_a_subcommand_of_papers(platform: PlayedDiscord) -> None:
    await platform.listen(SlowDesk())
    (papers,) = [command.to_dict(platform.adapter.client.tree)
                 for command in platform.adapter.client.tree.get_commands()]  # fmt: skip
    listed = {option["name"]: option for option in papers["options"]}
    assert list(listed) == ["help", "search", "alert"]
    (query,) = listed["search"]["options"]
    assert (query["name"], query["required"]) == ("query", True)
    assert query["description"] == "For example: lora"
    assert [option["name"] for option in listed["alert"]["options"]] == ["add", "list"]
    assert papers["contexts"] == [0, 1]


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
