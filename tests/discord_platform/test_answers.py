"""Never silent, never wrong: how interactions are answered when all goes well, and when not."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.discord import answers, conversation, sentences
from adapters.discord.adapter import DiscordAdapter
from adapters.discord.buttons import command_of
from adapters.discord.modals import asking_of
from adapters.discord.render import render
from adapters.discord.settings import DiscordSettings
from bot.message import Action, Field, Form, Message, Reply, Request, Text, Verb
from tests.adapter_contract import SlowDesk, until
from tests.discord_platform.reading import buttons_of, words_of
from tests.discord_platform.server import Server
from tests.discord_platform.world import ADA, DIRECT, TEXT, a_world

Json = dict[str, Any]
THINKING, UPDATING, AT_ONCE, CHANGED, MODAL = 5, 6, 4, 7, 9
FORM = Form(
    "Change alert 3",
    (Field("query", "What to look for", "query", "lora", is_required=True),
     Field("most", "How many", "number", "5")),
    "alert change 3 {query} [max {most}]",
)  # fmt: skip


class Desk(SlowDesk):
    """A desk that answers what it is told to, after a while where it is told so."""

    def __init__(self) -> None:
        super().__init__()
        self.verbs = (
            Verb("help", "Help"),
            Verb("search", "Find", "query", is_required=True),
            Verb("subscribe", "Post here", posts_here=True, changes_place=True),
        )
        self.replies: dict[str, Reply] = {}
        self.takes_s = 0.0

    async def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        await asyncio.sleep(self.takes_s)
        known = self.replies.get(request.text)
        return known or Reply(Message(lead=Text(f"You said {request.text}")))


Played = Server[Desk]


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Played]:
    async with a_world(monkeypatch) as (world, adapter):
        await adapter._ensure_login()
        opened = Server(world, adapter, Desk())
        adapter._attend(opened.desk, adapter.client)
        yield opened


async def test_a_quick_answer_comes_at_once_and_to_that_person_alone(server: Played) -> None:
    server.type("help")
    assert await server.answered() == "You said help"
    assert [(one["type"], one["data"]["flags"] & 64) for one in server.world.callbacks] == [
        (AT_ONCE, 64)
    ]


async def test_a_slow_answer_is_announced_first(
    server: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "QUICK_S", 0.05)
    server.desk.takes_s = 0.3
    server.type("help")
    assert await server.answered() == "You said help"
    assert server.world.callbacks == [{"type": THINKING, "data": {"flags": 64}}]


async def test_in_a_crowd_everybody_is_told_to_wait_before_anything_is_done(
    server: Played,
) -> None:
    server.desk.takes_s = 0.2
    for _ in range(answers.CROWD + 3):
        server.type("help")
        server.world.callbacks.clear()
    await until(lambda: len(server.desk.asked) == answers.CROWD + 3)
    assert [one["type"] for one in server.world.callbacks][:1] == [THINKING]


async def test_who_wants_everybody_to_see_it_says_so(server: Played) -> None:
    server.desk.verbs = listed()
    server.type("today", {"private": False})
    await server.answered()
    assert not server.world.callbacks[0]["data"].get("flags", 0) & 64


async def test_an_answer_for_everybody_that_took_long_leaves_no_trace_of_thinking(
    server: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "QUICK_S", 0.05)
    server.desk.takes_s = 0.2
    server.desk.replies["help"] = Reply(Message(lead=Text("For all")), audience="place")
    server.type("help")
    await until(lambda: server.world.followed)
    assert words_of(server.world.followed[0]) == "For all"
    assert not server.world.followed[0].get("flags", 0) & 64
    assert server.world.answers == {}


async def test_an_answer_whose_confirmation_got_lost_is_left_as_it_is(server: Played) -> None:
    server.world.lose("POST", "callback")
    server.type("help")
    await until(lambda: ("PATCH", "/webhooks/9/secret-1/messages/@original") in server.world.asked)
    assert await server.answered() == "You said help"
    assert server.world.followed == []


async def test_an_answer_that_was_taken_the_first_time_is_not_apologized_for(
    server: Played,
) -> None:
    server.world.callbacks.append({"type": AT_ONCE})  # Discord says that it has one already
    server.type("help")
    await until(lambda: server.desk.asked)
    await asyncio.sleep(0.1)
    assert server.world.followed == []
    assert [path for _, path in server.world.asked if "webhooks" in path] == []


async def test_what_discord_does_not_take_now_is_said_as_soon_as_it_does(
    server: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "QUICK_S", 0.01)
    monkeypatch.setattr(answers, "PAUSES_S", (0.01,) * 7)
    monkeypatch.setattr("discord.webhook.async_.asyncio", Hasty())
    server.desk.takes_s = 0.1
    server.world.fail("PATCH", "@original", 503, times=12)
    server.type("help")
    assert await server.answered() == "You said help"


async def test_what_discord_never_takes_is_told_by_direct_message(
    server: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "QUICK_S", 0.01)
    monkeypatch.setattr(answers, "PAUSES_S", (0.01,) * 2)
    monkeypatch.setattr("discord.webhook.async_.asyncio", Hasty())
    server.desk.takes_s = 0.1
    server.world.fail("PATCH", "@original", 503, times=1000)
    server.type("help")
    await until(lambda: server.world.messages[DIRECT])
    assert server.world.words(DIRECT) == [f"{sentences.LATE}\nYou said help"]


async def test_a_button_works_after_a_restart(server: Played) -> None:
    """Another process is asked: it has never seen the message, and needs only its button."""
    desk, other = Desk(), DiscordAdapter(DiscordSettings("a.b.c"))
    await other._ensure_login()
    other._attend(desk, other.client)
    said = render(Message(actions=(Action("More", "search lora page 2"),)), "m1").payload()
    (custom_id,) = buttons_of(said).values()
    again = Server(server.world, other, desk)
    again.press(custom_id, is_own=False, message=said)
    await until(lambda: desk.asked)
    assert desk.asked[0].text == "search lora page 2"
    await server.answered()
    await other.close()


async def test_a_layout_that_is_refused_is_said_in_embeds(server: Played) -> None:
    server.world.fail("POST", "callback", 400, 50035)
    server.type("help")
    await until(lambda: server.world.answers)
    assert server.world.answers["@original"]["content"] == "You said help"


async def test_what_came_too_late_is_told_by_direct_message(server: Played) -> None:
    server.world.fail("POST", "callback", 404, 10062)
    server.type("help")
    await until(lambda: server.world.messages[DIRECT])
    (said,) = server.world.words(DIRECT)
    assert said == f"{sentences.LATE}\nYou said help"


async def test_so_many_direct_messages_are_not_opened_at_once(server: Played) -> None:
    for _ in range(conversation.LATE_AT_MOST + 3):
        server.world.fail("POST", "callback", 404, 10062)
        server.type("help")
    await until(lambda: len(server.desk.asked) == conversation.LATE_AT_MOST + 3)
    await until(lambda: len(server.world.messages[DIRECT]) == conversation.LATE_AT_MOST)


async def test_a_desk_that_fails_is_apologized_for_once(server: Played) -> None:
    class Broken(Desk):
        async def answer(self, request: Request) -> Reply:
            raise RuntimeError("secret details")

    server.adapter._attend(Broken(), server.adapter.client)
    server.type("help")
    assert (await server.answered()).startswith("Something went wrong on my side")


async def test_a_button_of_ones_own_answer_changes_it_in_place(server: Played) -> None:
    server.desk.replies["search lora page 2"] = Reply(Message("Page 2"), replaces=True)
    server.press("p0||search lora page 2", is_own=True)
    assert await server.answered() == "Page 2"
    assert [one["type"] for one in server.world.callbacks] == [CHANGED]


async def test_a_button_that_others_see_too_is_answered_privately(server: Played) -> None:
    server.desk.replies["search lora page 2"] = Reply(Message("Page 2"), replaces=True)
    server.press("p0||search lora page 2", is_own=False)
    assert await server.answered() == "Page 2"
    (callback,) = server.world.callbacks
    assert (callback["type"], callback["data"]["flags"] & 64) == (AT_ONCE, 64)


async def test_a_slow_page_is_waited_for_without_a_word(
    server: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "QUICK_S", 0.05)
    server.desk.takes_s = 0.2
    server.desk.replies["search lora page 2"] = Reply(Message("Page 2"), replaces=True)
    server.press("p0||search lora page 2", is_own=True)
    assert await server.answered() == "Page 2"
    assert [one["type"] for one in server.world.callbacks] == [UPDATING]


async def test_what_is_chosen_in_a_menu_is_a_command_too(server: Played) -> None:
    said = server.world.message(TEXT, {})
    data = {"component_type": 3, "custom_id": "m0", "values": ["p7||similar 2405.00001"]}
    server.hear(3, data, message=said)
    assert await server.answered() == "You said similar 2405.00001"


async def test_a_second_click_says_nothing(server: Played) -> None:
    message = server.world.message(TEXT, {})
    for _ in range(2):
        server.hear(3, {"component_type": 2, "custom_id": "p0||save 1"}, message=message)
        await until(lambda: server.world.callbacks)
        server.world.callbacks.clear()
    await until(lambda: len(server.desk.heard) == 2)
    assert len(server.desk.asked) == 1


async def test_a_toggle_turns_where_it_stands(server: Played) -> None:
    save = {"type": 2, "style": 2, "label": "Save", "custom_id": "p0||save 1"}
    message = {"components": [{"type": 1, "components": [save]}], "flags": 1 << 15}
    turned = Action("Saved ✓", "unsave 1", is_on=True)
    server.desk.replies["save 1"] = Reply(Message("Saved"), turned=turned)
    server.press("p0||save 1", is_own=True, message=message)
    await until(lambda: server.world.answers)
    after = buttons_of(server.world.answers["@original"])
    assert {label: command_of(id_) for label, id_ in after.items()} == {"Saved ✓": "unsave 1"}


async def test_what_cannot_be_undone_is_asked_about_first(server: Played) -> None:
    delete = {"type": 2, "style": 4, "label": "Delete all", "custom_id": "d0||privacy delete yes"}
    message = {"components": [{"type": 1, "components": [delete]}], "flags": 1 << 15}
    server.press("d0||privacy delete yes", is_own=True, message=message)
    assert "Delete all? This can't be undone." in await server.answered()
    assert server.desk.asked == []
    (sure,) = buttons_of(server.world.answers["@original"]).values()
    server.world.callbacks.clear()
    server.press(sure, is_own=True)
    await until(lambda: server.desk.asked)
    assert server.desk.asked[0].text == "privacy delete yes"


async def test_a_form_is_opened_filled_in_and_answered(server: Played) -> None:
    server.desk.replies["alert change 3"] = Reply(Message("In words"), form=FORM)
    server.press("f0||alert change 3", is_own=True)
    await until(lambda: server.world.callbacks)
    (callback,) = server.world.callbacks
    modal = callback["data"]
    assert (callback["type"], asking_of(modal["custom_id"])) == (MODAL, "alert change 3")
    assert [one["label"] for one in modal["components"]] == ["What to look for", "How many"]
    server.world.callbacks.clear()
    filled = [
        {"type": 18, "component": {"type": 4, "custom_id": "query", "value": "lora -survey"}},
        {"type": 18, "component": {"type": 4, "custom_id": "most", "value": ""}},
    ]
    server.hear(5, {"custom_id": modal["custom_id"], "components": filled})
    assert await server.answered() == "You said alert change 3 lora -survey"


async def test_a_form_that_lacks_something_can_be_opened_again(server: Played) -> None:
    server.desk.replies["alert change 3"] = Reply(Message("In words"), form=FORM)
    filled = [{"type": 18, "component": {"type": 4, "custom_id": "query", "value": " "}}]
    server.hear(5, {"custom_id": "q|alert change 3", "components": filled})
    assert "Please fill in “What to look for”." in await server.answered()
    assert list(buttons_of(server.world.answers["@original"])) == [sentences.OPEN_FORM]


async def test_a_form_that_came_too_late_stands_behind_a_button(
    server: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "FORM_S", 0.05)
    server.desk.takes_s = 0.2
    server.desk.replies["alert change 3"] = Reply(Message("In words"), form=FORM)
    server.press("f0||alert change 3", is_own=False)
    assert await server.answered() == "In words"
    (again,) = buttons_of(server.world.answers["@original"]).values()
    assert again.startswith("f")
    assert command_of(again) == "alert change 3"


async def test_in_a_server_without_the_bot_answers_are_private_and_nothing_is_posted(
    server: Played,
) -> None:
    server.desk.verbs = listed()
    alone = {"authorizing_integration_owners": {"1": ADA["id"]}}
    server.type("today", {"private": False}, **alone)
    await server.answered()
    assert server.world.callbacks[0]["data"]["flags"] & 64
    (request,) = server.desk.asked
    assert request.destination == request.person
    assert request.workspace == "discord:@31"
    server.world.callbacks.clear()
    server.world.answers.clear()
    server.type("subscribe", **alone)
    assert "I'm not a member of this server" in await server.answered()
    assert len(server.desk.asked) == 1


async def test_another_channel_can_be_named(server: Played) -> None:
    server.desk.verbs = listed()
    server.type("subscribe", {"channel": "77"})
    await until(lambda: server.desk.asked)
    assert server.desk.asked[0].destination.address == "77"
    assert server.desk.asked[0].name == "ada"


def listed() -> tuple[Verb, ...]:
    from bot.commands import listed_verbs

    return listed_verbs()


class Hasty:
    """The library's clock alone runs ahead: it waits seconds between its tries."""

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, _delay: float) -> None:
        await asyncio.sleep(0)
