"""Where a digest may go: channels, news, forums, media, threads; and what refuses it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.discord.adapter import DiscordAdapter
from bot.errors import AmbiguousDelivery, DeliveryError, DestinationGone
from bot.message import Delivery, Destination, Request, Sent
from tests.adapter_contract import PINGS, make_delivery, make_message, until
from tests.discord_platform.world import FORUM, MEDIA, NEWS, TEXT, VOICE, World, a_world

There = tuple[World, DiscordAdapter]


@pytest.fixture
async def there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[There]:
    async with a_world(monkeypatch) as opened:
        yield opened


def delivery(
    place: str, number: int = 1, title: str = "Papers for Mon", topic: str = ""
) -> Delivery:
    message = replace(make_message(title), topic=topic)
    return make_delivery(Destination("discord", place), message, number)


@pytest.mark.parametrize("place", [FORUM, MEDIA])
async def test_in_a_forum_each_message_is_a_post_that_is_found_again(
    there: There, place: str
) -> None:
    world, adapter = there
    sent = await adapter.send(delivery(place))
    thread, _, message = sent.platform_id.partition("/")
    assert thread == message
    assert world.channels[thread]["name"] == "Papers for Mon"
    assert world.channels[thread]["parent_id"] == place
    assert "An abstract." in world.words(thread)[0]
    assert await adapter.look_up(delivery(place)) == sent
    assert await adapter.look_up(delivery(place, 2)) is None


@pytest.mark.parametrize("place", [FORUM, MEDIA])
async def test_papers_that_stand_apart_are_posts_each_with_its_name_and_tag(
    there: There, place: str
) -> None:
    world, adapter = there
    head = None
    for number, title in enumerate(("LoRA", f"{PINGS} {'x' * 200}"), start=1):
        alone = delivery(place, number, "", topic="fine-tuning")
        message = replace(alone.message, title="", alt=title, is_apart=True)
        sent = await adapter.send(replace(alone, message=message, head=head))
        assert await adapter.look_up(replace(alone, message=message, head=head)) == sent
        head = head or sent
    posts = [one for one in world.channels.values() if one.get("parent_id") == place]
    assert posts[0]["name"] == "LoRA"
    assert posts[1]["name"].startswith("<!channel>")
    assert len(posts[1]["name"]) <= 100
    tags = [tag["name"] for tag in world.channels[place]["available_tags"]]
    assert tags == ["fine-tuning"]
    assert posts[0]["applied_tags"] == posts[1]["applied_tags"] != []


async def test_a_post_whose_answer_was_lost_is_not_made_again(there: There) -> None:
    world, adapter = there
    world.lose("POST", f"channels/{FORUM}/threads")
    with pytest.raises(AmbiguousDelivery):
        await adapter.send(delivery(FORUM))
    sent = await adapter.send(delivery(FORUM))
    assert [one for one in world.channels.values() if one["type"] == 11] == [
        world.channels[sent.platform_id.partition("/")[0]]
    ]


async def test_what_answers_with_502_is_not_asked_a_second_time(there: There) -> None:
    world, adapter = there
    world.fail("POST", f"channels/{FORUM}/threads", 502)
    with pytest.raises(AmbiguousDelivery):
        await adapter.send(delivery(FORUM))
    assert world.asked.count(("POST", f"/channels/{FORUM}/threads")) == 1


async def test_later_parts_stand_in_the_post_of_the_first(there: There) -> None:
    world, adapter = there
    head = await adapter.send(delivery(FORUM))
    thread = head.platform_id.partition("/")[0]
    later = replace(delivery(FORUM, 2, "And more"), head=head)
    sent = await adapter.send(later)
    assert sent.platform_id.startswith(f"{thread}/")
    below = replace(delivery(FORUM, 3, "The abstracts"), head=head, parent=head)
    await adapter.send(below)
    assert len(world.words(thread)) == 3
    assert await adapter.look_up(later) == sent


async def test_a_topic_becomes_a_tag_once_and_the_same_afterwards(there: There) -> None:
    world, adapter = there
    for number in (1, 2):
        await adapter.send(delivery(FORUM, number, topic="Robotics"))
    await adapter.send(delivery(FORUM, 3, topic="robotics"))
    (tag,) = world.channels[FORUM]["available_tags"]
    assert tag["name"] == "Robotics"
    posts = [one for one in world.channels.values() if one["type"] == 11]
    assert [post["applied_tags"] for post in posts] == [[tag["id"]]] * 3


async def test_without_the_right_to_make_tags_posts_come_without(there: There) -> None:
    world, adapter = there
    world.fail("PATCH", f"channels/{FORUM}", 403, 50013)
    sent = await adapter.send(delivery(FORUM, topic="robotics"))
    assert world.channels[sent.platform_id.partition("/")[0]]["applied_tags"] == []


async def test_where_every_post_must_be_tagged_it_gets_the_first(there: There) -> None:
    world, adapter = there
    world.channels[FORUM] |= {"flags": 1 << 4, "available_tags": [{"id": "77", "name": "News"}]}
    sent = await adapter.send(delivery(FORUM))
    assert world.channels[sent.platform_id.partition("/")[0]]["applied_tags"] == ["77"]


async def test_news_are_passed_on_to_those_who_follow_them(there: There) -> None:
    world, adapter = there
    sent = await adapter.send(delivery(NEWS))
    message = sent.platform_id.partition("/")[2]
    wanted = ("POST", f"/channels/{NEWS}/messages/{message}/crosspost")
    await until(lambda: wanted in world.asked)


async def test_news_that_cannot_be_passed_on_are_posted_all_the_same(there: There) -> None:
    world, adapter = there
    world.fail("POST", "crosspost", 403, 50013)
    await adapter.send(delivery(NEWS))
    await until(lambda: world.asked[-1][1].endswith("crosspost"))
    assert len(world.messages[NEWS]) == 1


async def test_what_follows_below_goes_into_a_thread_that_ends_after_a_day(there: There) -> None:
    world, adapter = there
    head = await adapter.send(delivery(TEXT))
    thread = head.platform_id.partition("/")[2]
    one, two = (replace(delivery(TEXT, n, f"Abstract {n}"), parent=head, head=head) for n in (2, 3))
    assert await adapter.look_up(one) is None
    sent = await adapter.send(one)
    await adapter.send(two)
    assert [words.splitlines()[0] for words in world.words(thread)] == ["Abstract 2", "Abstract 3"]
    assert len(world.messages[TEXT]) == 1
    assert world.channels[thread]["name"] == "Abstract 2"
    assert await adapter.look_up(one) == sent


async def test_a_thread_that_is_there_already_is_used(there: There) -> None:
    world, adapter = there
    head = await adapter.send(delivery(TEXT))
    world.lose("POST", "threads$")
    below = replace(delivery(TEXT, 2, "Abstract"), parent=head, head=head)
    with pytest.raises(AmbiguousDelivery):
        await adapter.send(below)
    await adapter.send(below)
    assert len(world.words(head.platform_id.partition("/")[2])) == 1


async def test_a_head_that_somebody_deleted_is_gone(there: There) -> None:
    world, adapter = there
    head = Sent(f"{TEXT}/12345")
    world.fail("POST", "messages/12345/threads", 404, 10008)
    with pytest.raises(DestinationGone):
        await adapter.send(replace(delivery(TEXT, 2), parent=head, head=head))


@pytest.mark.parametrize(
    ("kind", "said"), [(2, "voice"), (13, "voice"), (4, "category"), (0, ""), (15, ""), (11, "")]
)
async def test_where_nothing_is_posted_a_reason_is_given(
    there: There, kind: int, said: str
) -> None:
    world, adapter = there
    world.channels[VOICE] |= {"type": kind, "parent_id": TEXT}
    place, ada = Destination("discord", VOICE), Destination("discord", "@31")
    request = Request("subscribe", ada, place, "discord:21")
    if not said:
        assert await adapter.prepare(request) == request
        return
    with pytest.raises(DestinationGone, match=said):
        await adapter.prepare(request)


async def test_a_kind_that_cannot_be_told_is_taken_for_text(there: There) -> None:
    world, adapter = there
    world.fail("GET", f"channels/{TEXT}$", 403, 50001)
    await adapter.send(delivery(TEXT))
    assert len(world.messages[TEXT]) == 1


async def test_a_channel_is_asked_for_its_kind_once(there: There) -> None:
    world, adapter = there
    for number in (1, 2, 3):
        await adapter.send(delivery(TEXT, number))
    assert world.asked.count(("GET", f"/channels/{TEXT}")) == 1


async def test_a_forum_that_asks_to_wait_is_waited_for(there: There) -> None:
    world, adapter = there
    world.fail("POST", f"channels/{FORUM}/threads", 403, 50001)
    with pytest.raises(DeliveryError, match="View Channel"):
        await adapter.send(delivery(FORUM))
