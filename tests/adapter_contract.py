"""What every platform must do: inherit `AdapterContract` and give it a `platform` fixture.

The fixture plays the real platform (a simulator, a local server): nothing of the adapter is
replaced. `NASTY` gathers the texts that broke bots before.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from bot.delivery import Courier
from bot.errors import AmbiguousDelivery, DeliveryError, DestinationGone
from bot.message import (
    Action,
    Adapter,
    Card,
    Catalogue,
    Choice,
    Delivery,
    Desk,
    Destination,
    Field,
    Form,
    Image,
    Link,
    Message,
    Reply,
    Request,
    Text,
    Verb,
    fit,
)
from bot.store import Store, outbox
from tests.fakes import EmptyCatalogue

PINGS = "<!channel> <!here> <@U1> <@1> <@&1> @everyone @here <#C1> </papers:1>"
NASTY = {
    "pings": PINGS,
    "markup": "*bold* _it_ ~s~ `code` **b** __u__ ||spoiler|| [a](http://x) <http://x|y> > q",
    "ampersands": "&" * 4000,
    "angles": "<" * 4000,
    "long word": "x" * 10_000,
    "long text": "attention is all you need " * 400,
    "right to left": "\u202eשלום\u200b\u200d 👩‍👩‍👧‍👦 " * 50,
    "one letter": "x",
    "list": "1. one\n- two\n# three",
}


class Platform(Protocol):
    """A platform under test, as the contract sees it."""

    adapter: Adapter
    destination: Destination  # a channel where the bot may post
    person: Destination  # somebody's direct messages
    gone: Destination  # a channel where it may not

    def faults(self, message: Message) -> list[str]:
        """Render a fitted message and return what the platform's own rules say against it."""

    def words(self, message: Message) -> str:
        """Render a fitted message and return all that a person reads, unescaped."""

    def pings(self, message: Message) -> list[str]:
        """Render a fitted message and return what would notify somebody."""

    async def listen(self, desk: Desk) -> None:
        """Start `adapter.run(desk)` and return once it hears what people type."""

    async def said_in(self, destination: Destination) -> list[str]:
        """Return the words of each message in a place, oldest first."""

    async def type_command(self, text: str) -> None:
        """Let a person type `/papers text` in the channel."""

    async def press(self, label: str) -> None:
        """Let a person press the newest button with this label."""

    async def was_acknowledged(self) -> bool:
        """Tell whether the platform got its first response to the newest command."""

    async def private_replies(self) -> list[str]:
        """Return the words of each reply that only that person can see, oldest first."""

    def lose_next_answer(self) -> None:
        """Take the next message, but drop the connection before answering."""

    def refuse_next(self, retry_after_s: float) -> None:
        """Answer the next message with "too many requests"."""


class SlowDesk:
    """A desk that answers when it is let, and writes down what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.may_answer = asyncio.Event()
        self.heard: list[str] = []
        self.held: list[str] = []
        self.attempts: list[str] = []
        self.joined_by: list[str] = []
        self.left_by: list[str] = []
        self.closed_places: list[Destination] = []
        self.ailments: list[str] = []
        self.begun: list[Request] = []
        self.choices: Sequence[Choice] = ()
        self.catalogue: Catalogue = EmptyCatalogue()
        self.readers: dict[str, Request] = {}
        self.verbs: Sequence[Verb] = (
            Verb("help", "Say what I can do"),
            Verb("search", "Find papers", "query", "lora", is_required=True, is_completed=True),
            Verb("alert add", "Be told of new papers", "query", "lora", is_required=True),
            Verb("alert list", "List your alerts"),
        )

    async def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        await self.may_answer.wait()
        return Reply(make_message(title=f"You said {request.text}"))

    async def reader(self, key: str) -> Request | None:
        return self.readers.get(key)

    async def complete(self, request: Request, most: int) -> Sequence[Choice]:
        self.begun.append(request)
        return self.choices[:most]

    async def is_new(self, name: str, for_s: float) -> bool:
        is_new = name not in self.heard
        self.heard.append(name)
        return is_new

    async def while_held(self, thing: str, work: Callable[[], Awaitable[None]]) -> bool:
        self.held.append(thing)
        await work()
        return True

    async def wait_before(self, attempt: str) -> float:
        self.attempts.append(attempt)
        return 0.0

    async def problems(self) -> Sequence[str]:
        return self.ailments

    async def joined(self, workspace: str) -> None:
        self.joined_by.append(workspace)

    async def left(self, workspace: str) -> None:
        self.left_by.append(workspace)

    async def closed(self, place: Destination) -> None:
        self.closed_places.append(place)


def make_message(title: str = "Two papers", body: str = "An abstract.", cards: int = 2) -> Message:
    """Build a message that uses every part."""
    return Message(
        title=title,
        lead=Text("Found for lora:", ((10, 14),)),
        cards=tuple(
            Card(
                title=Text(f"{n}. {title}"),
                url=f"https://huggingface.co/papers/2405.0000{n % 10}",
                facts="↑ 63 · 3 comments",
                body=Text(body, ((0, min(3, len(body))),)),
                actions=(Action("Abstract", f"paper 2405.0000{n % 10}"),),
                links=(Link("PDF", f"https://arxiv.org/pdf/2405.0000{n % 10}"),),
            )
            for n in range(1, cards + 1)
        ),
        note="That was all.",
        actions=(Action("More results", "search lora page 2"),),
    )


def make_rich_message() -> Message:
    """Build a message that uses every part of the second edition."""
    form = Form("Note", (Field("note", "Your note", "long"),), "note 2405.00001 {note}")
    first, *others = make_message(cards=3).cards
    actions = (
        Action("Saved ✓", "unsave 2405.00001", "primary", is_on=True),
        Action("Vote ↑3", "vote 2405.00001", is_on=False),
        *(Action(f"More {n}", f"more 2405.00001 {n}") for n in range(1, 5)),
        Action("Remove", "alert remove 2", "danger"),
        Action("Add a note", "form note 2405.00001", form=form),
    )
    image = Image("https://example.org/figure.png", PINGS, 640, 480)
    cards = (replace(first, actions=actions, image=image), *others)
    below = (Message(title="An abstract below", lead=Text(PINGS)),)
    return replace(
        make_message(), cards=cards, thread=below, alt=f"{PINGS} and 2 more", note="That was all."
    )


def make_delivery(destination: Destination, message: Message, number: int = 1) -> Delivery:
    """Freeze a message for a destination, first tried now."""
    return Delivery(number, destination, message, f"m{number:08d}", datetime.now(UTC))


async def until(happened: object, timeout_s: float = 10) -> None:
    """Wait until an (a)sync callable says yes."""
    async with asyncio.timeout(timeout_s):
        while True:
            answer = happened()  # type: ignore[operator]
            if asyncio.iscoroutine(answer):
                answer = await answer
            if answer:
                return
            await asyncio.sleep(0.02)


class AdapterContract:
    """The suite; `platform` is a fixture of the subclass."""

    @pytest.mark.parametrize("name", NASTY)
    def test_whatever_is_said_is_rendered_legally(self, platform: Platform, name: str) -> None:
        message = make_message(title=NASTY[name], body=NASTY[name], cards=3)
        for part in fit(message, platform.adapter.limits):
            assert platform.faults(part) == []

    @pytest.mark.parametrize(
        ("cards", "body"),
        [*((cards, "&<>*" * 100) for cards in (0, 1, 5, 10, 11, 24, 25, 60)), (60, "&" * 10_000)],
    )
    def test_many_cards_are_split_legally_and_stay_in_order(
        self, platform: Platform, cards: int, body: str
    ) -> None:
        parts = fit(make_message(body=body, cards=cards), platform.adapter.limits)
        assert [fault for part in parts for fault in platform.faults(part)] == []
        words = "\n".join(platform.words(part) for part in parts)
        places = [words.index(f"{n}. Two papers") for n in range(1, cards + 1)]
        assert places == sorted(places)
        assert words.rstrip().index("That was all.") > max(places, default=0)

    def test_no_text_can_ping_anybody_and_all_of_it_stays_readable(
        self, platform: Platform
    ) -> None:
        for part in fit(make_message(title=PINGS, body=PINGS), platform.adapter.limits):
            assert platform.pings(part) == []
            assert "<!channel>" in platform.words(part)
            assert "@everyone" in platform.words(part).replace("\u200b", "")

    def test_a_message_with_pictures_menus_and_forms_is_legal_and_pings_nobody(
        self, platform: Platform
    ) -> None:
        parts = fit(make_rich_message(), platform.adapter.limits)
        for part in (*parts, *parts[0].thread):
            assert platform.faults(part) == []
            assert platform.pings(part) == []
        words = "\n".join(platform.words(part) for part in parts)
        assert "3. Two papers" in words

    async def test_a_delivery_is_sent_and_can_be_found_again(self, platform: Platform) -> None:
        sent = await platform.adapter.send(make_delivery(platform.destination, make_message()))
        found = await platform.adapter.look_up(make_delivery(platform.destination, make_message()))
        assert found == sent
        (said,) = await platform.said_in(platform.destination)
        assert "1. Two papers" in said
        assert "An abstract." in said

    async def test_a_delivery_that_was_never_sent_is_not_found(self, platform: Platform) -> None:
        await platform.adapter.send(make_delivery(platform.destination, make_message(), 1))
        missing = make_delivery(platform.destination, make_message(), 2)
        assert await platform.adapter.look_up(missing) is None

    async def test_a_person_is_reached_by_direct_message(self, platform: Platform) -> None:
        delivery = make_delivery(platform.person, make_message())
        sent = await platform.adapter.send(delivery)
        assert await platform.adapter.look_up(delivery) == sent
        (said,) = await platform.said_in(platform.person)
        assert "1. Two papers" in said

    async def test_a_sent_message_can_be_edited(self, platform: Platform) -> None:
        sent = await platform.adapter.send(make_delivery(platform.destination, make_message()))
        await platform.adapter.edit(sent, make_message(title="Three papers"))
        (said,) = await platform.said_in(platform.destination)
        assert "Three papers" in said
        assert "Two papers" not in said

    async def test_a_place_without_the_bot_is_gone_and_says_what_to_do(
        self, platform: Platform
    ) -> None:
        with pytest.raises(DestinationGone, match=r"\w+ \w+"):
            await platform.adapter.send(make_delivery(platform.gone, make_message()))

    async def test_preparing_to_post_where_the_bot_may_not_is_refused(
        self, platform: Platform
    ) -> None:
        request = Request("subscribe", platform.person, platform.gone, "workspace")
        with pytest.raises(DestinationGone, match=r"\w+ \w+"):
            await platform.adapter.prepare(request)

    async def test_a_lost_answer_is_ambiguous_and_was_sent_once(self, platform: Platform) -> None:
        platform.lose_next_answer()
        delivery = make_delivery(platform.destination, make_message())
        with pytest.raises(AmbiguousDelivery):
            await platform.adapter.send(delivery)
        assert len(await platform.said_in(platform.destination)) == 1
        assert await platform.adapter.look_up(delivery) is not None

    async def test_a_message_whose_answer_was_lost_is_not_sent_again(
        self, platform: Platform, store: Store
    ) -> None:
        """The connection drops after the platform read the message; the courier looks for it."""
        now = datetime.now(UTC)
        place, adapter = platform.destination, platform.adapter
        courier = Courier(store, {place.platform: adapter}, lambda: now)
        with store.write() as tx:
            key = outbox.Key(place, "digest", "today")
            outbox.queue(tx, key, [make_message()], platform.person, now, workspace="w")
        platform.lose_next_answer()
        for after in (0, 600, 600):
            now += timedelta(seconds=after)
            await courier.deliver_due()
        assert len(await platform.said_in(place)) == 1
        with store.read() as tx:
            assert outbox.count_states(tx) == {}

    async def test_a_rate_limit_says_how_long_to_wait_and_sends_nothing(
        self, platform: Platform
    ) -> None:
        platform.refuse_next(retry_after_s=120)
        with pytest.raises(DeliveryError) as caught:
            await platform.adapter.send(make_delivery(platform.destination, make_message()))
        assert caught.value.retry_after_s == 120
        assert not isinstance(caught.value, AmbiguousDelivery | DestinationGone)
        assert await platform.said_in(platform.destination) == []

    async def test_a_command_is_acknowledged_in_time_however_slow_the_desk_is(
        self, platform: Platform
    ) -> None:
        desk = SlowDesk()
        await platform.listen(desk)
        await platform.type_command("search lora")
        await until(lambda: desk.asked)
        await until(platform.was_acknowledged, timeout_s=2.5)
        assert await platform.private_replies() == []
        desk.may_answer.set()

        async def is_answered() -> bool:
            return any("You said search lora" in said for said in await platform.private_replies())

        await until(is_answered)
        request = desk.asked[0]
        assert request.text == "search lora"
        assert request.person == platform.person
        assert request.destination == platform.destination

    async def test_an_answer_is_seen_by_nobody_else(self, platform: Platform) -> None:
        desk = SlowDesk()
        desk.may_answer.set()
        await platform.listen(desk)
        await platform.type_command("search lora")

        async def is_answered() -> bool:
            return any("You said search lora" in said for said in await platform.private_replies())

        await until(is_answered)
        assert await platform.said_in(platform.destination) == []

    async def test_a_button_is_the_command_written_on_it(self, platform: Platform) -> None:
        desk = SlowDesk()
        desk.may_answer.set()
        await platform.listen(desk)
        await platform.adapter.send(make_delivery(platform.destination, make_message()))
        await platform.press("More results")
        await until(lambda: desk.asked)
        assert desk.asked[0].text == "search lora page 2"
        assert desk.asked[0].person == platform.person
