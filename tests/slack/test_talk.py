"""Talking to the bot over Socket Mode, in a Slack that we did not write."""

from dataclasses import replace

from aiohttp import web

from bot.message import Card, Destination, Image, Message, Text
from tests.adapter_contract import SlowDesk, make_delivery, make_message, until
from tests.slack.rules import words_of
from tests.slack.world import BOT, CHANNEL, PERSON, TEAM, SlackWorld


async def heard_by(slack: SlackWorld) -> SlowDesk:
    desk = SlowDesk()
    desk.may_answer.set()
    await slack.listen(desk)
    return desk


async def test_a_mention_is_answered_to_that_person_alone(slack: SlackWorld) -> None:
    desk = await heard_by(slack)
    await slack.say(f"<@{BOT}> search lora &amp; <https://arxiv.org/abs/2405.1|this>")

    async def is_answered() -> bool:
        return any("You said" in words for words in await slack.private_replies())

    await until(is_answered)
    (request,) = desk.asked
    assert request.text == "search lora & https://arxiv.org/abs/2405.1"
    assert request.destination == Destination("slack", f"{TEAM}/{CHANNEL}")
    assert request.workspace == f"slack:{TEAM}"


async def test_words_in_a_channel_that_do_not_call_the_bot_are_none_of_its_business(
    slack: SlackWorld,
) -> None:
    desk = await heard_by(slack)
    await slack.say("search lora")
    await slack.say(f"<@{BOT}> help")
    await until(lambda: desk.asked)
    assert [request.text for request in desk.asked] == ["help"]


async def test_a_direct_message_is_a_command_and_answered_there(slack: SlackWorld) -> None:
    desk = await heard_by(slack)
    await slack.adapter.send(make_delivery(slack.person, make_message()))
    await slack.say("search lora", channel=await slack.direct_channel())

    async def is_answered() -> bool:
        return any("You said search lora" in words for words in await slack.said_in(slack.person))

    await until(is_answered)
    (request,) = desk.asked
    assert request.person == request.destination == Destination("slack", f"{TEAM}/{PERSON}")


async def test_preparing_a_subscription_learns_the_persons_timezone(slack: SlackWorld) -> None:
    desk = await heard_by(slack)
    await slack.type_command("subscribe")
    await until(lambda: desk.asked)
    prepared = await slack.adapter.prepare(desk.asked[0])
    assert prepared.timezone == "Africa/Cairo"
    assert prepared.prefix == "/papers "


async def test_what_follows_below_a_message_stands_in_its_thread(slack: SlackWorld) -> None:
    head = await slack.adapter.send(make_delivery(slack.destination, make_message()))
    reply = make_delivery(slack.destination, make_message(title="An abstract"), 2)
    reply = replace(reply, parent=head)
    sent = await slack.adapter.send(reply)
    assert await slack.adapter.look_up(reply) == sent
    (_, below) = await slack.messages(slack.destination)
    assert f"{TEAM}/{CHANNEL}/{below['thread_ts']}" == head.platform_id


async def test_a_thread_part_that_never_arrived_is_not_found_in_its_thread(
    slack: SlackWorld,
) -> None:
    head = await slack.adapter.send(make_delivery(slack.destination, make_message()))
    missing = replace(make_delivery(slack.destination, make_message(), 2), parent=head)
    assert await slack.adapter.look_up(missing) is None


async def test_a_picture_that_slack_cannot_fetch_does_not_hold_back_the_message(
    slack: SlackWorld,
) -> None:
    refusal = {"ok": False, "error": "invalid_blocks"}
    image = Image("https://example.org/gone.png", "A figure")
    card = Card(Text("A title"), body=Text("In short."), number=1, image=image)
    for call in ("chat.postMessage", "chat.update"):
        slack.proxy.break_next(call, lambda _: web.json_response(refusal))
    sent = await slack.adapter.send(make_delivery(slack.destination, Message(cards=(card,))))
    (message,) = await slack.messages(slack.destination)
    assert "A title" in words_of(message["blocks"])
    assert "gone.png" not in str(message["blocks"])
    await slack.adapter.edit(sent, Message("Changed", cards=(card,)))
    (said,) = await slack.said_in(slack.destination)
    assert "Changed" in said
