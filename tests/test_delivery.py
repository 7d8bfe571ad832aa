"""Whatever a platform does, a message arrives once or somebody is told why not."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

import pytest

from bot.delivery import LEASE, MOST_ATTEMPTS, SEND_TIMEOUT_S, Courier
from bot.errors import AmbiguousDelivery, DeliveryError, DestinationGone
from bot.message import Delivery, Destination, Message, Sent
from bot.model import Schedule
from bot.schedule import EVERY_DAY
from bot.store import Store, alerts, outbox, subscriptions
from bot.store.outbox import Key
from bot.store.subscriptions import NewSubscription
from tests.conftest import NOW
from tests.fakes import FakePlatform, refuse

CHANNEL = Destination("slack", "T1/C1")
OTHER = Destination("slack", "T1/C2")
OWNER = Destination("slack", "T1/U1")


@dataclass
class Office:
    """A courier with a platform to deliver to and a clock to turn."""

    store: Store
    platform: FakePlatform = field(default_factory=FakePlatform)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.courier = Courier(self.store, {"slack": self.platform}, lambda: self.now)

    def queue(self, title: str = "digest", place: Destination = CHANNEL, parts: int = 1) -> None:
        messages = [Message(title if parts == 1 else f"{title} {n}") for n in range(parts)]
        with self.store.write() as tx:
            outbox.queue(tx, Key(place, "digest", title), messages, OWNER, self.now)

    async def deliver(self, after: timedelta = timedelta()) -> int:
        self.now += after
        return await self.courier.deliver_due()


@pytest.fixture
def office(each_store: Store) -> Office:
    return Office(each_store)


async def test_what_is_due_is_sent_once(office: Office) -> None:
    office.queue()
    await office.deliver()
    await office.deliver(timedelta(days=1))
    assert office.platform.titles == ["digest"]


async def test_a_lost_answer_is_settled_by_looking_and_not_by_sending(office: Office) -> None:
    office.queue()
    office.platform.troubles.append(office.platform.lose_the_answer)
    await office.deliver()
    await office.deliver(timedelta(hours=1))
    await office.deliver(timedelta(hours=1))
    assert office.platform.titles == ["digest"]
    assert len(office.platform.looked_for) == 1


async def test_a_doubtful_message_that_surely_did_not_arrive_is_sent_again(office: Office) -> None:
    office.queue()
    office.platform.troubles.append(refuse(AmbiguousDelivery("dropped")))
    await office.deliver()
    assert office.platform.titles == []
    await office.deliver(timedelta(hours=1))
    assert office.platform.titles == ["digest"]


async def test_where_history_cannot_be_read_a_doubtful_message_is_held(office: Office) -> None:
    office.queue()
    office.platform.troubles.append(office.platform.lose_the_answer)
    office.platform.unreadable = AmbiguousDelivery("no permission to read")
    await office.deliver()
    await office.deliver(timedelta(hours=1))
    await office.deliver(timedelta(days=1))
    assert office.platform.titles == ["digest"]


async def test_history_that_cannot_be_read_now_is_read_later(office: Office) -> None:
    office.queue()
    office.platform.troubles.append(office.platform.lose_the_answer)
    office.platform.unreadable = DeliveryError("busy", retry_after_s=60)
    await office.deliver()
    await office.deliver(timedelta(hours=1))
    office.platform.unreadable = None
    await office.deliver(timedelta(hours=2))
    assert office.platform.titles == ["digest"]
    assert len(office.platform.looked_for) == 2


async def test_a_worker_that_died_while_sending_is_followed_by_one_that_looks(
    office: Office,
) -> None:
    office.queue()
    with office.store.write() as tx:
        (claim,) = outbox.claim(tx, ["slack"], NOW, LEASE, 10)
    await office.platform.send(claim.delivery)  # and here the process is killed
    await office.deliver(LEASE * 2)
    assert office.platform.titles == ["digest"]


async def test_a_rate_limit_delays_that_place_and_no_other(office: Office) -> None:
    office.queue("first")
    office.queue("second")
    office.platform.troubles.append(refuse(DeliveryError("slow down", retry_after_s=120)))
    office.queue("elsewhere", OTHER)
    await office.deliver()
    assert "elsewhere" in office.platform.titles
    assert "first" not in office.platform.titles
    await office.deliver(timedelta(seconds=119))
    assert "first" not in office.platform.titles
    await office.deliver(timedelta(seconds=10))
    assert sorted(office.platform.titles) == ["elsewhere", "first", "second"]


async def test_missing_parts_are_sent_and_no_others(office: Office) -> None:
    office.queue(parts=3)
    office.platform.troubles.extend(
        [lambda _: None, refuse(DeliveryError("down"))],
    )
    await office.deliver()
    assert office.platform.titles == ["digest 0"]
    await office.deliver(timedelta(hours=1))
    assert office.platform.titles == ["digest 0", "digest 1", "digest 2"]


async def test_a_place_that_is_gone_pauses_its_digest_and_tells_the_owner_once(
    office: Office,
) -> None:
    order = NewSubscription(
        "slack:T1", CHANNEL, OWNER, "", Schedule(time(9), EVERY_DAY, "UTC"), 5, NOW
    )
    with office.store.write() as tx:
        subscriptions.put_subscription(tx, order, NOW)
    office.queue(parts=2)
    gone = refuse(DestinationGone("I am not in that channel: invite me."))
    office.platform.troubles.extend([gone, gone])
    await office.deliver()
    office.platform.troubles.clear()
    await office.deliver(timedelta(days=1))
    (notice,) = office.platform.accepted
    assert notice.destination == OWNER
    assert "invite me" in notice.message.lead.plain
    with office.store.read() as tx:
        (paused,) = subscriptions.get_subscriptions(tx, CHANNEL)
    assert "invite me" in paused.paused_reason


async def test_a_closed_direct_message_pauses_that_persons_alerts_only(office: Office) -> None:
    other = replace(OWNER, address="T1/U2")
    with office.store.write() as tx:
        alerts.add_alert(tx, "slack:T1", OWNER, "lora", NOW)
        alerts.add_alert(tx, "slack:T1", other, "lora", NOW)
    office.queue(place=OWNER)
    office.platform.troubles.append(refuse(DestinationGone("Your messages are closed.")))
    await office.deliver()
    with office.store.read() as tx:
        assert [alert.person for alert in alerts.running_alerts(tx)] == [other]


async def test_a_message_that_never_gets_through_is_given_up_in_the_end(office: Office) -> None:
    office.queue()
    office.platform.troubles.extend([refuse(DeliveryError("no"))] * (MOST_ATTEMPTS + 5))
    for _ in range(MOST_ATTEMPTS + 2):
        await office.deliver(timedelta(hours=2))
    assert len(office.platform.troubles) == 5
    assert office.platform.titles == []


async def test_a_fault_of_ours_does_not_stop_the_other_messages(office: Office) -> None:
    office.queue("broken")
    office.queue("whole")
    office.platform.troubles.append(refuse(KeyError("a bug")))
    await office.deliver()
    assert office.platform.titles == ["whole"]


async def test_stopping_lets_what_is_under_way_end_and_claims_no_more(store: Store) -> None:
    started, may_end = asyncio.Event(), asyncio.Event()

    class Slow(FakePlatform):
        async def send(self, delivery: Delivery) -> Sent:
            started.set()
            await may_end.wait()
            return await super().send(delivery)

    office = Office(store, Slow())
    office.queue("under way")
    delivering = asyncio.create_task(office.courier.deliver_due())
    await started.wait()
    office.queue("too late")
    stopping = asyncio.create_task(office.courier.stop())
    await asyncio.sleep(0)
    may_end.set()
    await stopping
    await delivering
    assert office.platform.titles == ["under way"]


def test_a_lease_outlives_the_longest_try() -> None:
    assert LEASE.total_seconds() > 2 * SEND_TIMEOUT_S
