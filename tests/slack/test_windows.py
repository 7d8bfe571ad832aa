"""App Home, modals, shortcuts, links and emoji, as Slack sends them over signed HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.slack import conversation, windows
from adapters.slack.form_values import pack
from bot.message import Action, Card, Choice, Field, Form, Message, Reply, Request, Text
from tests.adapter_contract import SlowDesk, make_message, make_rich_message, until
from tests.slack.played_api import HttpMode, Json, PlayedApi
from tests.slack.rules import buttons_in, words_of

FORM = Form(
    "A digest that has a long title",
    (
        Field("topic", "Topic", "query", "lora", is_required=True, hint="Or nothing."),
        Field("time", "Time", "time", "09:00"),
        Field("days", "Days", "days", "mon,fri"),
        Field("pace", "Pace", "choice", "daily", (Choice("Daily", "daily"), Choice("Weekly", "w"))),
        Field("top", "Papers", "number", "5"),
        Field("code", "With code", "toggle", choices=(Choice("", "has:code"),)),
        Field("note", "Note", "long"),
        Field("place", "Channel", "place"),
    ),
    "subscribe {topic} [at {time}] [{days}] [{pace}] [top {top}] [{code}] [{note}] [{place}]",
)
USER = {"id": "U1", "name": "ada", "team_id": "T1"}


class PlayedDesk(SlowDesk):
    """Answers what a test laid ready for a command, else what was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer.set()
        self.replies: dict[str, Reply] = {}

    async def answer(self, request: Request) -> Reply:
        reply = await super().answer(request)
        return self.replies.get(request.text, reply)

    @property
    def said(self) -> list[str]:
        return [request.text for request in self.asked]


@pytest.fixture
async def api() -> AsyncIterator[PlayedApi]:
    async with PlayedApi() as played:
        yield played
    assert played.faults == []


@pytest.fixture
def desk() -> PlayedDesk:
    return PlayedDesk()


@pytest.fixture
async def slack(api: PlayedApi, desk: PlayedDesk) -> AsyncIterator[HttpMode]:
    mode = HttpMode(api, desk)
    async with mode.http:
        yield mode
        await mode.listener.drain()


def pressed(value: str, kind: str = "run", action: Json | None = None, **more: object) -> Json:
    button = {"type": "button", "action_id": f"{kind}:1", "value": value, "block_id": "b"}
    place = {"container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"}}
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": USER,
        "channel": {"id": "C1"},
        "trigger_id": "t1",
        "actions": [button | (action or {})],
        **place,
        **more,
    }


def in_answer(api: PlayedApi, **more: object) -> Json:
    container = {"type": "message", "message_ts": "1.1", "is_ephemeral": True, "channel_id": "C1"}
    return {"response_url": f"{api.url}/reply", "container": container} | more


def at_home(**more: object) -> Json:
    return {"channel": None, "container": {"type": "view"}, "view": {"type": "home"}} | more


def submitted(view: Json, **values: Json) -> Json:
    filled = {name: {"value": held} for name, held in values.items()}
    known = view | {"id": "V1", "hash": "h", "state": {"values": filled}}
    return {"type": "view_submission", "team": {"id": "T1"}, "user": USER, "view": known}


async def test_app_home_shows_the_verb_home(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    desk.replies["home"] = Reply(make_rich_message())
    answer = await slack.tell({"type": "app_home_opened", "user": "U1", "tab": "home"})
    assert answer.status == 200
    await until(lambda: api.called("views.publish"))
    (published,) = api.called("views.publish")
    assert published["user_id"] == "U1"
    assert "1. Two papers" in words_of(published["view"]["blocks"])
    assert desk.asked[0].destination == desk.asked[0].person


async def test_a_toggle_at_home_is_shown_there_and_nowhere_else(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    await slack.interact(pressed("save 1", "turn", **at_home()))
    await until(lambda: api.called("views.publish"))
    assert desk.said == ["save 1", "home"]
    assert not api.called("views.open")


async def test_a_button_at_home_is_answered_in_a_window_and_home_is_renewed(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    await slack.interact(pressed("alert test 1", **at_home()))
    await until(lambda: api.called("views.publish"))
    (opened,) = api.called("views.open")
    assert opened["trigger_id"] == "t1"
    assert "You said alert test 1" in words_of(opened["view"]["blocks"])


async def test_a_window_opens_before_its_trigger_ends_and_is_filled_later(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "PATIENCE_S", 0.01)
    desk.may_answer.clear()
    await slack.interact(pressed("alert test 1", **at_home()))
    await until(lambda: api.called("views.open"))
    desk.may_answer.set()
    await until(lambda: api.called("views.update"))
    (filled,) = api.called("views.update")
    assert filled["view_id"].startswith("V")
    assert "You said alert test 1" in words_of(filled["view"]["blocks"])


async def test_whatever_is_done_renews_a_home_that_was_opened(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    await slack.tell({"type": "app_home_opened", "user": "U1", "tab": "home"})
    await until(lambda: api.called("views.publish"))
    await slack.interact(pressed("alert pause 1", **in_answer(api)))
    await until(lambda: len(api.called("views.publish")) == 2)


async def test_a_form_on_a_button_opens_without_asking_anybody(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    await slack.interact(pressed(pack(FORM), "form", **in_answer(api)))
    await until(lambda: api.called("views.open"))
    assert desk.said == []
    (opened,) = api.called("views.open")
    inputs = {block["block_id"]: block["element"] for block in opened["view"]["blocks"]}
    assert list(inputs) == [field.name for field in FORM.fields]
    assert inputs["time"]["initial_time"] == "09:00"
    assert [one["value"] for one in inputs["days"]["initial_options"]] == ["mon", "fri"]
    assert inputs["pace"]["initial_option"]["value"] == "daily"


async def test_a_form_that_is_asked_for_is_opened(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    desk.replies["form digest"] = Reply(make_message(), form=FORM)
    await slack.interact(pressed("form digest", "form", **in_answer(api)))
    await until(lambda: api.called("views.open"))
    assert api.called("reply") == []


async def open_form(slack: HttpMode, api: PlayedApi) -> Json:
    await slack.interact(pressed(pack(FORM), "form", **in_answer(api)))
    await until(lambda: api.called("views.open"))
    return dict(api.called("views.open")[0]["view"])


async def test_what_is_filled_in_is_answered_as_if_it_had_been_typed(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    view = await open_form(slack, api)
    sent = submitted(
        view,
        topic={"type": "plain_text_input", "value": "robot arms"},
        time={"type": "timepicker", "selected_time": "17:30"},
        days={"selected_options": [{"value": "tue"}, {"value": "wed"}]},
        pace={"selected_option": {"value": "w"}},
        top={"type": "number_input", "value": "7"},
        code={"selected_options": [{"value": "yes"}]},
        note={"value": None},
        place={"selected_conversation": "C9"},
    )
    answer = await slack.interact(sent)
    assert await answer.text() == ""
    await until(lambda: api.called("reply"))
    (request,) = desk.asked
    assert request.text == "subscribe robot arms at 17:30 tue,wed w top 7 has:code"
    assert request.destination.address == "T1/C9"
    assert api.called("reply")[0]["response_type"] == "ephemeral"


async def test_what_is_wrong_stands_at_its_field_and_the_form_stays(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    view = await open_form(slack, api)
    answer = await slack.interact(submitted(view, topic={"value": ""}))
    told = await answer.json()
    assert told["response_action"] == "errors"
    assert "Please fill in “Topic”" in told["errors"]["topic"]
    wrong = Reply(Message(lead=Text("That's no time.")), is_error=True, field="time")
    desk.replies["subscribe x at 09:00 mon,fri daily top 5"] = wrong
    answer = await slack.interact(submitted(view, topic={"value": "x"}))
    assert (await answer.json())["errors"] == {"time": "That's no time."}


async def test_an_error_that_names_no_field_stands_at_the_first(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    view = await open_form(slack, api)
    wrong = Reply(Message(lead=Text("Not here.")), is_error=True)
    desk.replies["subscribe x at 09:00 mon,fri daily top 5"] = wrong
    answer = await slack.interact(submitted(view, topic={"value": "x"}))
    assert (await answer.json())["errors"] == {"topic": "Not here."}


async def test_a_form_is_taken_in_time_however_slow_the_desk_is(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = await open_form(slack, api)
    monkeypatch.setattr(conversation, "PATIENCE_S", 0.01)
    desk.may_answer.clear()
    answer = await slack.interact(submitted(view, topic={"value": "x"}))
    assert (await answer.json())["response_action"] == "update"
    desk.may_answer.set()
    await until(lambda: api.called("views.update"))
    assert "You said subscribe x" in words_of(api.called("views.update")[0]["view"]["blocks"])


@pytest.mark.parametrize("metadata", ["", "{}", "null", "[1]", '{"f": "x"}', '{"f": 3}'])
def test_a_form_that_is_none_of_ours_is_only_acknowledged(metadata: str) -> None:
    async def send() -> None:
        desk = PlayedDesk()
        async with PlayedApi() as api:
            slack = HttpMode(api, desk)
            async with slack.http:
                answer = await slack.interact(submitted({"private_metadata": metadata}))
                assert answer.status == 200
        assert desk.said == []

    asyncio.run(send())


async def test_the_next_page_replaces_ones_own_answer(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    desk.replies["search x page 2"] = Reply(make_message(), replaces=True)
    await slack.interact(pressed("search x page 2", **in_answer(api)))
    await until(lambda: api.called("reply"))
    assert api.called("reply")[0]["replace_original"] is True


async def test_a_list_that_others_read_is_never_replaced(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    desk.replies["search x page 2"] = Reply(make_message(), replaces=True)
    await slack.interact(pressed("search x page 2", response_url=f"{api.url}/reply"))
    await until(lambda: api.called("reply"))
    (reply,) = api.called("reply")
    assert (reply["replace_original"], reply["response_type"]) == (False, "ephemeral")


async def test_what_is_shared_is_said_to_all(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    desk.replies["share search x"] = Reply(make_message(), audience="place", replaces=True)
    await slack.interact(pressed("share search x", **in_answer(api)))
    await until(lambda: api.called("reply"))
    (reply,) = api.called("reply")
    assert (reply["replace_original"], reply["response_type"]) == (False, "in_channel")
    assert desk.asked[0].name == "ada"


async def test_a_toggle_in_an_answer_shows_the_answer_anew(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    saved = Card(Text("A title"), actions=(Action("Saved ✓", "unsave 1", is_on=True),))
    desk.replies["search x"] = Reply(Message(cards=(saved,)))
    action = {"block_id": "from:3:search x"}
    await slack.interact(pressed("save 1", "turn", action=action, **in_answer(api)))
    await until(lambda: api.called("reply"))
    (reply,) = api.called("reply")
    assert desk.said == ["save 1", "search x"]
    assert reply["replace_original"] is True
    assert [words_of(one) for one in buttons_in(reply["blocks"])] == ["Saved ✓"]


async def test_an_entry_of_a_menu_is_a_command_as_well(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    chosen = {"type": "overflow", "value": None, "selected_option": {"value": "cite 1"}}
    await slack.interact(pressed("", "menu", action=chosen, **in_answer(api)))
    await until(lambda: api.called("reply"))
    assert desk.said == ["cite 1"]


async def test_two_entries_of_a_menu_are_two_presses_and_a_double_click_is_one(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    for value in ("cite 1", "paper 1", "cite 1"):
        chosen = {"type": "overflow", "value": None, "selected_option": {"value": value}}
        await slack.interact(pressed("", "menu", action=chosen, **in_answer(api)))
    await until(lambda: len(api.called("reply")) == 2)
    await slack.listener.drain()
    assert sorted(desk.said) == ["cite 1", "paper 1"]


async def test_papers_in_a_message_are_looked_for(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    message = {"ts": "1.1", "text": "see <https://arxiv.org/abs/2405.1|this> &amp; that"}
    shortcut = {"type": "message_action", "callback_id": "papers_in_message", "message": message}
    place = {"team": {"id": "T1"}, "user": USER, "channel": {"id": "C1"}, "trigger_id": "t1"}
    await slack.interact({**shortcut, **place, "response_url": f"{api.url}/reply"})
    await until(lambda: api.called("reply"))
    assert desk.said == ["in see https://arxiv.org/abs/2405.1 & that"]


async def test_search_papers_opens_the_form_from_anywhere(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    desk.replies["form search"] = Reply(make_message(), form=FORM)
    shortcut = {"type": "shortcut", "callback_id": "search_papers", "trigger_id": "t1"}
    await slack.interact({**shortcut, "team": {"id": "T1"}, "user": USER})
    await until(lambda: api.called("views.open"))
    view = api.called("views.open")[0]["view"]
    answer = await slack.interact(submitted(view, topic={"value": "x"}))
    told = await answer.json()
    assert told["response_action"] == "update"
    assert "You said subscribe x" in words_of(told["view"]["blocks"])


def shared(*urls: str, **more: object) -> Json:
    links = [{"url": url, "domain": "arxiv.org"} for url in urls]
    event = {"type": "link_shared", "user": "U1", "channel": "C1", "message_ts": "1.1"}
    return {**event, "links": links, **more}


CARD = Reply(Message(cards=make_rich_message().cards[:1]))


async def test_a_link_is_unfurled_once_a_day_in_a_channel(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk
) -> None:
    url = "https://arxiv.org/abs/2405.00001"
    desk.replies[f"card {url}"] = CARD
    api.answers["users.info"] = {"user": {"name": "ada", "profile": {"display_name": "Ada"}}}
    await slack.tell(shared(url), "Ev1")
    await until(lambda: api.called("chat.unfurl"))
    await slack.tell(shared(url), "Ev2")
    await slack.tell(shared(url, channel="C2"), "Ev3")
    await until(lambda: len(api.called("chat.unfurl")) == 2)
    await slack.listener.drain()
    first, second = api.called("chat.unfurl")
    assert desk.said[0] == f"card {url}"
    assert [one.name for one in desk.asked if one.text == f"shared {url}"] == ["Ada"] * 3
    assert list(first["unfurls"]) == [url]
    assert (first["channel"], first["ts"], second["channel"]) == ("C1", "1.1", "C2")


@pytest.mark.parametrize(
    "url", ["https://example.org/2405.00001", "https://arxiv.org.evil.example/abs/1", "x"]
)
async def test_other_links_are_none_of_its_business(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk, url: str
) -> None:
    answer = await slack.tell(shared(url))
    assert answer.status == 200
    await slack.listener.drain()
    assert desk.said == []


@pytest.mark.parametrize(
    ("emoji", "gesture"),
    [("+1", "vote"), ("+1::skin-tone-3", "vote"), ("bookmark", "save"), ("eyes", "")],
)
@pytest.mark.parametrize(("kind", "verb"), [("added", "react"), ("removed", "unreact")])
async def test_an_emoji_below_one_paper_is_a_vote_or_a_save(
    slack: HttpMode,
    api: PlayedApi,
    desk: PlayedDesk,
    emoji: str,
    gesture: str,
    kind: str,
    verb: str,
) -> None:
    button = {"type": "button", "value": "vote 2405.1"}
    message = {"ts": "1.1", "bot_id": "B", "blocks": [{"type": "actions", "elements": [button]}]}
    api.answers["conversations.replies"] = {"messages": [message]}
    item = {"type": "message", "channel": "C1", "ts": "1.1"}
    event = {"type": f"reaction_{kind}", "user": "U1", "reaction": emoji, "item": item}
    await slack.tell(event)
    await slack.listener.drain()
    assert desk.said == ([f"{verb} {gesture} 2405.1 below 1.1"] if gesture else [])
    assert api.called("chat.postEphemeral") == api.called("chat.postMessage") == []


@pytest.mark.parametrize("papers", [(), ("2405.1", "2405.2")])
async def test_an_emoji_below_several_papers_or_none_means_nothing(
    slack: HttpMode, api: PlayedApi, desk: PlayedDesk, papers: tuple[str, ...]
) -> None:
    buttons = [{"type": "button", "value": f"vote {paper}"} for paper in papers]
    message = {"ts": "1.1", "bot_id": "B", "blocks": [{"type": "actions", "elements": buttons}]}
    api.answers["conversations.replies"] = {"messages": [message]}
    item = {"type": "message", "channel": "C1", "ts": "1.1"}
    await slack.tell({"type": "reaction_added", "user": "U1", "reaction": "+1", "item": item})
    await slack.listener.drain()
    assert desk.said == []


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_suggestion", "action_id": "x", "block_id": "b", "value": "q"},
        {"type": "view_closed", "view": {"id": "V1", "type": "modal", "callback_id": "x"}},
        {"type": "workflow_step_edit", "callback_id": "x"},
        {"type": "dialog_submission", "callback_id": "x", "submission": {}},
        {"type": "something_new"},
    ],
)
async def test_what_nobody_handles_is_acknowledged(slack: HttpMode, payload: Json) -> None:
    answer = await slack.interact({**payload, "team": {"id": "T1"}, "user": USER})
    assert answer.status == 200


@pytest.mark.parametrize(
    "kind", ["team_join", "pin_added", "app_home_opened", "member_joined_channel", "new_event"]
)
async def test_events_that_nobody_handles_are_acknowledged(slack: HttpMode, kind: str) -> None:
    answer = await slack.tell({"type": kind, "user": "U1", "tab": "messages", "channel": "C1"})
    assert answer.status == 200


def test_forms_survive_being_written_on_a_button() -> None:
    from adapters.slack.form_values import unpack

    assert unpack(pack(FORM)) == FORM
    assert unpack("search lora") is None
    assert unpack(json.dumps(["x"])) is None
    assert unpack(pack(replace(FORM, fields=()))) == replace(FORM, fields=())
