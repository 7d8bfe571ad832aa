"""A person whose direct messages are closed: from the new paper to being told again."""

from datetime import timedelta

import pytest

from bot.delivery import Courier
from bot.errors import DestinationGone
from bot.message import Delivery, Destination, Sent
from tests.fakes import FakePlatform
from tests.newsroom import ANN, BOB, TODAY, paper, running
from tests.talk import Talk

CLOSED = "Your direct messages are closed to me."


class Door(FakePlatform):
    """A platform on which Ann's direct messages can be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.is_closed = True

    def told(self, person: Destination) -> list[str]:
        """Return the papers that a person was told of."""
        messages = [one.message for one in self.accepted if one.destination == person]
        return [card.title.plain for message in messages for card in message.cards]

    async def send(self, delivery: Delivery) -> Sent:
        if self.is_closed and delivery.destination == ANN:
            raise DestinationGone(CLOSED)
        return await super().send(delivery)


@pytest.fixture
def door() -> Door:
    return Door()


async def test_a_closed_door_is_told_of_once_and_opens_again(talk: Talk, door: Door) -> None:
    room = talk.newsroom
    courier = Courier(room.store, {"slack": door}, lambda: room.now)

    async def list_paper(name: str) -> None:
        room.now += timedelta(minutes=1)
        room.list_papers(TODAY, paper(name))
        while await courier.deliver_due():
            pass

    for person in (ANN, BOB):
        room.alert("lora", person)
    await list_paper("LoRA one")
    assert door.told(ANN) == []
    assert door.told(BOB) == ["LoRA one"]
    assert running(room.store) == {BOB}

    await list_paper("LoRA two")
    assert door.told(BOB) == ["LoRA one", "LoRA two"]
    assert CLOSED not in talk.say("today", BOB)
    assert CLOSED in talk.say("today")
    assert CLOSED not in talk.say("today")
    assert CLOSED in talk.say("alert list")

    door.is_closed = False
    talk.say("alert resume all")
    assert running(room.store) == {ANN, BOB}
    await list_paper("LoRA three")
    assert door.told(ANN) == ["LoRA three"]
    assert door.told(BOB) == ["LoRA one", "LoRA two", "LoRA three"]
    assert CLOSED not in talk.say("alert list")
