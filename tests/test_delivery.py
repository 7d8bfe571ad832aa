"""Whatever a platform does, a message arrives once or somebody is told why not."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

import pytest

from bot.calendar import EVERY_DAY
from bot.delivery import AT_ONCE, LEASE, MOST_ATTEMPTS, QUIET_S, SEND_TIMEOUT_S, Courier
from bot.delivery.attempt import make_try
from bot.errors import AmbiguousDelivery, DeliveryError, DestinationGone, Refused, WorkspaceGone
from bot.message import Delivery, Destination, Message, Sent
from bot.model import Schedule, Terms
from bot.store import Store, alerts, outbox, people, subscriptions, workspaces
from bot.store.outbox import Key
from bot.store.subscriptions import NewSubscription
from tests.conftest import NOW
from tests.fakes import FakePlatform, SlowPlatform, refuse
from tests.newsroom import running, set_alert

CHANNEL = Destination("slack", "T1/C1")
OTHER = Destination("slack", "T1/C2")
OWNER, BOB = Destination("slack", "T1/U1"), Destination("slack", "T1/U2")
TEAM = "slack:T1"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Office:
    """A courier with a platform to deliver to and a clock to turn."""

    store: Store
    platform: FakePlatform = field(default_factory=FakePlatform)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.courier = Courier(self.store, {"slack": self.platform}, lambda: self.now)

    def queue(
        self,
        title: str = "digest",
        place: Destination = CHANNEL,
        parts: int = 1,
        team: str = TEAM,
    ) -> None:
        messages = [Message(title if parts == 1 else f"{title} {n}") for n in range(parts)]
        with self.store.write() as tx:
            outbox.queue(tx, Key(place, "digest", title), messages, OWNER, self.now, workspace=team)

    def subscribe(self, place: Destination = CHANNEL, owner: Destination = OWNER) -> None:
        terms = Schedule(time(9), EVERY_DAY, "UTC")
        topic = owner.address
        order = NewSubscription(TEAM, place, owner, topic, terms, 5, self.now + DAY)
        with self.store.write() as tx:
            subscriptions.put_subscription(tx, order, self.now)

    def paused(self, place: Destination = CHANNEL) -> list[str]:
        with self.store.read() as tx:
            known = subscriptions.get_subscriptions(tx, place)
        return [order.paused_reason for order in known if order.paused_reason]

    def states(self) -> list[str]:
        with self.store.read() as tx:
            rows = tx.exec_driver_sql("SELECT state FROM deliveries ORDER BY id")
            return [row[0] for row in rows]

    def refusal(self, place: Destination) -> str | None:
        with self.store.read() as tx:
            return outbox.refusal_of(tx, place, "digest")

    async def edit(self) -> None:
        """Send a digest, and find that its words must change."""
        self.queue()
        await self.deliver()
        with self.store.write() as tx:
            key = Key(CHANNEL, "digest", "digest")
            assert outbox.revise(tx, key, [Message("more papers")], self.now)
        await self.deliver()

    async def deliver(self, after: timedelta = timedelta()) -> int:
        self.now += after
        return await self.courier.deliver_due()

    @property
    def sent_to(self) -> list[Destination]:
        return [delivery.destination for delivery in self.platform.accepted]


HELD = "One of my messages may be missing"
STOPPED = "A digest that you set up has stopped"


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
    await office.deliver(HOUR)
    await office.deliver(HOUR)
    assert office.platform.titles == ["digest"]
    assert len(office.platform.looked_for) == 1


async def test_a_doubtful_message_that_surely_did_not_arrive_is_sent_again(office: Office) -> None:
    office.queue()
    office.platform.troubles.append(refuse(AmbiguousDelivery("dropped")))
    await office.deliver()
    assert office.platform.titles == []
    await office.deliver(HOUR)
    assert office.platform.titles == ["digest"]


async def test_where_history_cannot_be_read_a_doubtful_message_is_held_and_told(
    office: Office,
) -> None:
    office.queue()
    office.platform.troubles.append(office.platform.lose_the_answer)
    office.platform.unreadable = AmbiguousDelivery("I have no permission to read there.")
    for _ in range(5):
        await office.deliver(HOUR)
    assert office.sent_to == [CHANNEL, OWNER]
    assert "no permission to read" in office.platform.accepted[1].message.lead.plain
    assert office.states() == ["held", "sent"]


async def test_parts_after_one_that_is_held_are_sent(office: Office) -> None:
    office.queue(parts=3)
    office.platform.troubles.append(office.platform.lose_the_answer)
    office.platform.unreadable = AmbiguousDelivery("no permission to read")
    await office.deliver()
    await office.deliver(HOUR)
    assert sorted(office.platform.titles) == [HELD, "digest 0", "digest 1", "digest 2"]


async def test_a_platform_that_knows_repeated_messages_is_sent_it_again_at_once(
    office: Office,
) -> None:
    office.queue()
    office.platform.repeat_window_s = 100
    office.platform.troubles.append(refuse(AmbiguousDelivery("dropped")))
    await office.deliver()
    await office.deliver(timedelta(seconds=18))
    assert office.platform.titles == ["digest"]
    assert office.platform.looked_for == []


async def test_a_message_is_not_repeated_once_the_platform_has_forgotten_it(
    office: Office,
) -> None:
    office.queue()
    office.platform.repeat_window_s = 100
    office.platform.troubles.append(office.platform.lose_the_answer)
    await office.deliver()
    await office.deliver(timedelta(seconds=100))
    assert office.platform.titles == ["digest"]
    assert len(office.platform.looked_for) == 1


async def test_a_lost_answer_is_looked_into_only_when_the_platform_is_done_with_it(
    office: Office,
) -> None:
    office.queue()
    office.platform.troubles.append(refuse(AmbiguousDelivery("dropped")))
    await office.deliver()
    await office.deliver(timedelta(seconds=QUIET_S - 1))
    assert office.platform.looked_for == []
    await office.deliver(timedelta(seconds=1))
    assert len(office.platform.looked_for) == 1


async def test_a_doubt_that_is_never_settled_is_held_in_the_end(office: Office) -> None:
    office.queue()
    office.platform.troubles.append(office.platform.lose_the_answer)
    office.platform.unreadable = DeliveryError("Slack cannot be reached.")
    for _ in range(MOST_ATTEMPTS + 2):
        await office.deliver(2 * HOUR)
    assert office.states() == ["held", "sent"]
    assert office.platform.titles == ["digest", HELD]


async def test_history_that_cannot_be_read_now_is_read_later(office: Office) -> None:
    office.queue()
    office.platform.troubles.append(office.platform.lose_the_answer)
    office.platform.unreadable = DeliveryError("busy", retry_after_s=60)
    await office.deliver()
    await office.deliver(HOUR)
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
    office.platform.troubles.append(refuse(DeliveryError("slow down", retry_after_s=120)))
    await office.deliver()
    office.queue("second")
    office.queue("elsewhere", OTHER)
    await office.deliver(timedelta(seconds=119))
    assert office.platform.titles == ["elsewhere"]
    await office.deliver(timedelta(seconds=10))
    assert sorted(office.platform.titles) == ["elsewhere", "first", "second"]


async def test_every_process_waits_where_one_was_asked_to(office: Office) -> None:
    another = Office(office.store, office.platform)
    office.platform.troubles.append(
        refuse(DeliveryError("slow down", retry_after_s=120, scope="platform"))
    )
    office.queue("first")
    await office.deliver()
    another.queue("second", OTHER)
    assert await another.deliver(timedelta(seconds=119)) == 0
    await another.deliver(timedelta(seconds=10))
    assert sorted(office.platform.titles) == ["first", "second"]


async def test_a_global_limit_stops_all_but_what_was_on_its_way(office: Office) -> None:
    """Ten thousand refused requests in ten minutes would bar the machine from Discord."""
    for number in range(300):
        office.queue(f"{number}", Destination("slack", f"T1/C{number}"))
    slow = refuse(DeliveryError("slow down", retry_after_s=600, scope="platform"))
    office.platform.troubles.extend([slow] * 300)
    assert await office.deliver() <= 2 * AT_ONCE
    assert await office.deliver(timedelta(seconds=599)) == 0
    office.platform.troubles.clear()
    await office.deliver(timedelta(seconds=10))
    assert len(set(office.platform.titles)) == len(office.platform.titles) == 300


async def test_a_platform_that_asks_to_wait_for_long_loses_no_message(office: Office) -> None:
    office.queue()
    slow = refuse(DeliveryError("slow down", retry_after_s=3600))
    office.platform.troubles.extend([slow] * (MOST_ATTEMPTS + 5))
    for _ in range(MOST_ATTEMPTS + 6):
        await office.deliver(timedelta(seconds=3602))
    assert office.platform.titles == ["digest"]


async def test_waiting_to_look_does_not_keep_others_from_being_sent(office: Office) -> None:
    office.queue()
    office.platform.troubles.append(office.platform.lose_the_answer)
    office.platform.unreadable = DeliveryError("once a minute", retry_after_s=60)
    await office.deliver()
    await office.deliver(2 * timedelta(seconds=QUIET_S))
    office.queue("next")
    await office.deliver()
    assert office.platform.titles == ["digest", "next"]


async def test_missing_parts_are_sent_and_no_others(office: Office) -> None:
    office.queue(parts=3)
    office.platform.troubles.extend(
        [lambda _: None, refuse(DeliveryError("down"))],
    )
    await office.deliver()
    assert office.platform.titles == ["digest 0"]
    await office.deliver(HOUR)
    assert office.platform.titles == ["digest 0", "digest 1", "digest 2"]


async def test_a_place_that_is_gone_pauses_its_digests_and_tells_each_owner_once(
    office: Office,
) -> None:
    office.subscribe()
    office.subscribe(owner=BOB)
    office.subscribe(OTHER)
    office.queue(parts=2)
    office.queue("another topic")
    gone = refuse(DestinationGone("I am not in that channel: invite me."))
    office.platform.troubles.extend([gone, gone])
    await office.deliver()
    await office.deliver(DAY)
    assert sorted(map(str, office.sent_to)) == [str(OWNER), str(BOB)]
    assert "invite me" in office.platform.accepted[0].message.lead.plain
    assert [len(office.paused(place)) for place in (CHANNEL, OTHER)] == [2, 0]
    assert office.states()[:3] == ["dead", "suppressed", "dead"]


async def test_a_workspace_that_is_gone_is_tried_no_more_and_told_nobody(office: Office) -> None:
    office.subscribe()
    office.subscribe(OTHER)
    with office.store.write() as tx:
        alerts.add_alert(tx, TEAM, BOB, Terms("lora"), NOW)
    office.queue()
    office.queue("elsewhere", OTHER)
    office.queue("for bob", BOB)
    gone = refuse(WorkspaceGone("Slack no longer takes my token."))
    office.platform.troubles.extend([gone] * 3)
    await office.deliver()
    office.platform.troubles.clear()
    await office.deliver(DAY)
    assert office.sent_to == []
    assert office.paused() == office.paused(OTHER) == ["Slack no longer takes my token."]
    assert running(office.store) == set()


async def test_a_thread_whose_head_was_taken_away_ends_and_the_place_goes_on(
    office: Office,
) -> None:
    office.subscribe()
    with office.store.write() as tx:
        head = Message("head", thread=(Message("one"),))
        outbox.queue(tx, Key(CHANNEL, "digest", "x"), [head], OWNER, NOW, workspace=TEAM)
    gone = refuse(DestinationGone("That message was deleted."))
    office.platform.troubles.extend([lambda _: None, gone])
    await office.deliver()
    assert office.states() == ["sent", "dead"]
    assert office.paused() == []


@pytest.mark.parametrize("ending", [None, AmbiguousDelivery("dropped"), WorkspaceGone("gone")])
async def test_a_workspace_that_leaves_during_a_digest_is_sent_no_more_of_it(
    each_store: Store, ending: DeliveryError | None
) -> None:
    platform = SlowPlatform()
    office = Office(each_store, platform)
    office.queue(parts=3)
    office.queue("of another team", Destination("slack", "T2/C1"), team="slack:T2")
    if ending:
        platform.troubles.append(refuse(ending))
    delivering = asyncio.create_task(office.deliver())
    await platform.was_asked.wait()
    with each_store.write() as tx:
        workspaces.purge_workspace(tx, TEAM, office.now)
    platform.may_take.set()
    await delivering
    for _ in range(3):
        await office.deliver(HOUR)
    assert sorted(platform.titles) == [*([] if ending else ["digest 0"]), "of another team"]
    assert office.states() == ["suppressed"] * 3 + ["sent"]


async def test_a_closed_direct_message_pauses_that_persons_alerts_only(office: Office) -> None:
    other = replace(OWNER, address="T1/U2")
    for person in (OWNER, other):
        set_alert(office.store, "lora", person)
    office.queue(place=OWNER)
    office.platform.troubles.append(refuse(DestinationGone("Your messages are closed.")))
    await office.deliver()
    assert running(office.store) == {other}
    with office.store.read() as tx:
        known = people.get_person(tx, OWNER)
        assert people.get_person(tx, other) is None
    assert known
    assert (known.unreachable, known.is_told) == ("Your messages are closed.", False)


async def test_a_message_that_never_gets_through_is_given_up_in_the_end(office: Office) -> None:
    office.queue()
    office.platform.troubles.extend([refuse(DeliveryError("no"))] * (MOST_ATTEMPTS + 5))
    for _ in range(MOST_ATTEMPTS + 2):
        await office.deliver(2 * HOUR)
    assert office.states()[0] == "dead"


async def test_what_is_refused_for_good_is_tried_once_more_as_plain_text(office: Office) -> None:
    office.queue()
    office.platform.troubles.append(refuse(Refused("invalid_blocks")))
    await office.deliver()
    assert [one.is_plain for one in office.platform.accepted] == [True]
    assert office.states() == ["sent"]


@pytest.mark.parametrize("place", [CHANNEL, OWNER])
async def test_a_refusal_that_lasts_is_told_once_and_shown_until_it_ends(
    office: Office, place: Destination
) -> None:
    office.subscribe(place)
    for day in range(3):
        office.queue(f"digest {day}", place)
        office.platform.troubles.extend([refuse(Refused("Slack refused it (invalid_blocks)."))] * 2)
        await office.deliver(DAY)
        assert not office.platform.troubles
    assert office.platform.titles == ["A digest couldn't be posted"]
    assert office.sent_to == [OWNER]
    assert "invalid_blocks" in office.platform.accepted[0].message.lead.plain
    assert office.paused(place) == []
    assert "invalid_blocks" in str(office.refusal(place))
    office.queue("digest 4", place)
    await office.deliver(DAY)
    assert office.refusal(place) is None


async def test_a_notice_that_is_refused_is_not_told_of(office: Office) -> None:
    office.queue()
    office.platform.troubles.extend([refuse(Refused("no"))] * 9)
    for _ in range(4):
        await office.deliver(DAY)
    assert office.states() == ["dead", "dead"]
    assert office.platform.titles == []


async def test_whatever_is_given_up_after_many_tries_is_told_too(office: Office) -> None:
    office.queue()
    office.platform.troubles.extend([refuse(DeliveryError("no"))] * MOST_ATTEMPTS)
    for _ in range(MOST_ATTEMPTS + 2):
        await office.deliver(2 * HOUR)
    assert office.platform.titles == ["A digest couldn't be posted"]


async def test_an_edit_that_is_refused_leaves_the_message_as_it_was(office: Office) -> None:
    office.platform.edit_troubles.append(Refused("invalid_blocks"))
    await office.edit()
    assert office.states() == ["sent"]


async def test_an_edit_changes_the_message_and_sends_none(office: Office) -> None:
    await office.edit()
    assert office.platform.titles == ["digest"]
    assert office.platform.edited == [("sent-1", "more papers")]
    assert office.states() == ["sent"]


@pytest.mark.parametrize(
    "trouble",
    [AmbiguousDelivery("dropped"), DeliveryError("down"), DeliveryError("slow down", 30)],
)
async def test_an_edit_that_fails_is_simply_done_again(
    office: Office, trouble: DeliveryError
) -> None:
    office.platform.edit_troubles.append(trouble)
    await office.edit()
    assert office.platform.edited == []
    await office.deliver(HOUR)
    assert office.platform.edited == [("sent-1", "more papers")]
    assert office.platform.titles == ["digest"]
    assert office.platform.looked_for == []


async def test_a_message_that_somebody_deleted_is_not_edited_and_pauses_nothing(
    office: Office,
) -> None:
    office.subscribe()
    office.platform.edit_troubles.append(DestinationGone("The message was deleted."))
    await office.edit()
    await office.deliver(DAY)
    assert office.states() == ["sent"]
    assert office.paused() == []
    assert office.sent_to == [CHANNEL]


async def test_an_edit_that_never_gets_through_leaves_the_message_as_it_was(
    office: Office,
) -> None:
    office.platform.edit_troubles.extend([DeliveryError("no")] * 50)
    await office.edit()
    for _ in range(20):
        await office.deliver(2 * HOUR)
    assert office.states() == ["sent"]
    assert len(office.platform.edit_troubles) > 40


async def test_a_worker_that_waited_past_its_lease_sends_nothing(office: Office) -> None:
    office.queue()
    with office.store.write() as tx:
        (claim,) = outbox.claim(tx, ["slack"], NOW, LEASE, 10)
    later = NOW + LEASE  # the process was paused between its claim and its call
    assert await make_try(office.platform, claim, lambda: later, claim.until) is None
    assert office.platform.titles == []
    await office.deliver(LEASE)
    assert office.platform.titles == ["digest"]


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
