"""Two processes on one store: what one heard, holds and attempted, the other knows."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.message import Destination, Request
from bot.model import Terms
from bot.runtime.desk import FrontDesk
from bot.runtime.desk.shared_memory import FREE_ATTEMPTS, LONGEST_PAUSE_S, MOST_A_DAY, pause_before
from bot.store import Store, alerts, audits, open_store, subscriptions
from bot.store.audits import Audit
from bot.store.coordination.ownership import Owner
from tests.conftest import NOW
from tests.fakes import FakePlatform

CHANNEL, ANN = Destination("slack", "T1/C1"), Destination("slack", "T1/U1")


class Process:
    """A process of the fleet, with a desk and a clock of its own."""

    def __init__(self, store: Store, name: str = "one") -> None:
        self.store, self.now = store, NOW
        self.platform = FakePlatform()
        owner = Owner(store, name, self.clock)
        nothing: Any = None
        adapters = {"slack": self.platform}
        self.desk = FrontDesk(store, nothing, nothing, adapters, owner, self.clock, "UTC")

    def clock(self) -> datetime:
        return self.now

    async def ask(self, text: str, place: Destination = CHANNEL) -> str:
        reply = await self.desk.answer(Request(text, ANN, place, "slack:T1"))
        return f"{reply.message.title} {reply.message.lead.plain}"

    def trail(self) -> list[Audit]:
        with self.store.read() as tx:
            return audits.read_audits(tx)


@pytest.fixture
def process(each_store: Store) -> Process:
    return Process(each_store)


async def test_what_one_process_heard_is_not_new_to_another(
    each_address: str, tmp_path: Path
) -> None:
    stores = [open_store(each_address, tmp_path) for _ in range(3)]
    processes = [Process(store, str(number)) for number, store in enumerate(stores)]
    asked = [process.desk.is_new("event 7", 60) for process in processes for _ in range(4)]
    assert sum(await asyncio.gather(*asked)) == 1
    for store in stores:
        store.close()


async def test_many_things_heard_at_once_are_told_apart(process: Process) -> None:
    names = [f"event {number % 50}" for number in range(100)]
    answers = await asyncio.gather(*(process.desk.is_new(name, 60) for name in names))
    assert sum(answers) == 50


async def test_a_thing_is_held_by_one_process(process: Process) -> None:
    other = Process(process.store, "two")
    told: list[bool] = []

    async def work() -> None:
        told.append(await other.desk.while_held("shard 0", work))

    assert await process.desk.while_held("shard 0", work)
    assert told == [False]


async def test_a_crash_loop_waits_ever_longer_over_all_its_restarts(process: Process) -> None:
    waits = [
        await Process(process.store, str(number)).desk.wait_before("identify")
        for number in range(FREE_ATTEMPTS + 4)
    ]
    assert waits == [0, 0, 0, 0, 0, 15, 30, 60, 120]


def test_a_days_budget_is_never_used_up() -> None:
    assert pause_before(0, MOST_A_DAY) == LONGEST_PAUSE_S
    assert pause_before(100, 100) == LONGEST_PAUSE_S
    assert pause_before(FREE_ATTEMPTS - 1, 0) == 0
    # From one that crashes as soon as it has identified, all day long.
    attempts = 0
    clock = 0.0
    times: list[float] = []
    while clock < 86_400:
        lately = sum(clock - at < 3600 for at in times)
        clock += pause_before(lately, len(times)) + 1
        times.append(clock)
        attempts += 1
    assert attempts < 400


async def test_changes_of_a_channel_leave_a_trail(process: Process) -> None:
    await process.ask("subscribe robotics at 9am weekdays top 3 UTC")
    await process.ask("unsubscribe robotics")
    stopped, set_up = process.trail()
    assert set_up == Audit(
        NOW,
        "slack:T1",
        str(ANN),
        str(CHANNEL),
        "subscribe",
        "top 3 on “robotics”, every weekday at 09:00 UTC",
        "done",
    )
    assert (stopped.action, stopped.detail) == ("unsubscribe", "robotics")


@pytest.mark.parametrize("text", ["subscribe", "unsubscribe", "subscribe at 25pm"])
async def test_who_may_not_change_a_channel_is_refused_and_written_down(
    process: Process, text: str
) -> None:
    process.platform.forbidden = True
    assert "Only admins may do that here." in await process.ask(text)
    (entry,) = process.trail()
    assert (entry.action, entry.detail) == ("refused", text)
    assert entry.outcome == "Only admins may do that here."
    with process.store.read() as tx:
        assert subscriptions.get_subscriptions(tx, CHANNEL) == []


async def test_everybody_may_decide_about_their_own_messages(process: Process) -> None:
    process.platform.forbidden = True
    assert "Subscribed" in await process.ask("subscribe", place=ANN)


@pytest.mark.parametrize(
    "forged", ["unsubscribe", "papers unsubscribe", "/papers  UNSUBSCRIBE", "subscribe top 25"]
)
async def test_a_button_value_that_somebody_forged_is_held_to_the_same_rights(
    process: Process, forged: str
) -> None:
    await process.ask("subscribe")
    process.platform.forbidden = True
    assert "Only admins" in await process.ask(forged)
    with process.store.read() as tx:
        assert subscriptions.get_subscriptions(tx, CHANNEL)[0].top == 5


async def test_a_workspace_that_left_is_purged_and_that_is_written_down(process: Process) -> None:
    await process.ask("subscribe")
    await process.ask("alert add lora")
    await process.desk.left("slack:T1")
    await process.desk.left("slack:T1")
    assert "No digest is posted here" in await process.ask("subscriptions")
    assert [entry.action for entry in process.trail()][:2] == ["purge", "purge"]


async def test_nobody_reaches_anothers_alerts_by_any_id(process: Process) -> None:
    with process.store.write() as tx:
        alerts.add_alert(tx, "slack:T1", ANN, Terms("lora"), NOW)
    bob = Request("alert remove 1", Destination("slack", "T1/U2"), CHANNEL, "slack:T1")
    stranger = Request("alert remove 1", Destination("slack", "T2/U1"), CHANNEL, "slack:T2")
    for request in (bob, stranger):
        reply = await process.desk.answer(request)
        assert reply.is_error
    assert "lora" in await process.ask("alert list")
