"""What a running process tells of itself: its health, and its figures."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.calendar.list_hours import current_day
from bot.delivery.outcomes import Gone, NotNow, Outcome, Taken, Unknowable
from bot.errors import AmbiguousDelivery, DeliveryError, StoreError
from bot.message import Delivery, Destination, Message
from bot.model import Fetch
from bot.runtime.operations import Health, Metrics
from bot.runtime.operations.metrics import OUTCOMES
from bot.runtime.operations.ops_server import make_app
from bot.runtime.rounds import TICK_S, Round
from bot.store import Store, fetches, outbox
from bot.store.outbox import Claim, Key
from tests.conftest import NOW
from tests.fakes import FakePlatform

CHANNEL = Destination("slack", "T1/C1")
SUNDAY = datetime(2026, 11, 29, 15, tzinfo=UTC)


async def nothing() -> None: ...


@pytest.fixture
def health(store: Store) -> Health:
    return Health(store, lambda: NOW)


async def test_a_process_without_trouble_is_ready(health: Health) -> None:
    health.watch_adapter(FakePlatform())
    assert await health.look() == {"database": "ok", "slack": "ok"}
    assert await health.problems() == []


async def test_a_platform_that_is_not_heard_is_said(health: Health) -> None:
    platform = FakePlatform()
    health.watch_adapter(platform)
    platform.ailment = "the gateway is silent"
    assert await health.problems() == ["slack: the gateway is silent"]


async def test_a_database_that_does_not_answer_is_said(
    health: Health, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise StoreError("The database does not answer: refused.")

    monkeypatch.setattr(store, "read", fail)
    assert await health.problems() == ["database: The database does not answer: refused."]


async def test_a_database_that_hangs_keeps_nobody_waiting(
    health: Health, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def hang() -> None:
        may_go_on.wait(10)

    monkeypatch.setattr(store, "read", hang)
    monkeypatch.setattr("bot.runtime.operations.health.PATIENCE_S", 0.01)
    try:
        assert (await health.problems())[0].startswith("database: no answer within")
    finally:
        may_go_on.set()


async def test_a_round_that_is_stuck_is_said_and_one_that_goes_on_is_not(health: Health) -> None:
    planning, delivering = (
        Round(name, nothing, TICK_S, may_break=False) for name in ("planning", "delivering")
    )
    planning._ended_at -= 121
    delivering._ended_at -= 121
    health.watch_rounds({"planning": planning, "delivering": delivering})
    delivering.go_on()
    assert (await health.look())["planning"] == "no round has ended for 121 s"
    assert (await health.look())["delivering"] == "ok"
    planning.end()
    assert (await health.look())["planning"] == "ok"


@pytest.mark.parametrize(
    ("now", "seen", "said"),
    [
        (NOW, NOW - timedelta(minutes=30), "ok"),
        (NOW, NOW - timedelta(minutes=91), "today's list was not seen for 91 minutes"),
        # Nobody asked yet since the list opened at 21:30 in New York.
        (NOW, None, "today's list was not seen for 750 minutes"),
        (SUNDAY, SUNDAY - timedelta(days=2), "ok"),
    ],
)
async def test_lists_that_are_not_seen_any_more_are_said(
    store: Store, now: datetime, seen: datetime | None, said: str
) -> None:
    if seen:
        with store.write() as tx:
            fetches.put_fetch(tx, Fetch("huggingface", current_day(now), seen, fetched_at=seen))
    health = Health(store, lambda: now)
    health.watch_ingest()
    assert (await health.look())["ingest"] == said


CLAIM = Claim(
    delivery=Delivery(1, CHANNEL, Message("x"), "m", NOW),
    kind="digest",
    owner=CHANNEL,
    workspace="slack:T1",
    queued_at=NOW - timedelta(seconds=7),
    until=NOW,
    fence=1,
    attempts=1,
    is_doubtful=False,
)


@pytest.mark.parametrize(
    ("outcome", "name"),
    [
        (Taken(CLAIM, "1"), "sent"),
        (Taken(replace(CLAIM, edits="1"), "1"), "edited"),
        (NotNow(CLAIM, DeliveryError("down"), is_doubtful=False), "retried"),
        (NotNow(CLAIM, DeliveryError("slow down", 30), is_doubtful=False), "rate_limited"),
        (NotNow(CLAIM, AmbiguousDelivery("dropped"), is_doubtful=True), "ambiguous"),
        (Unknowable(CLAIM, "nobody can look"), "held"),
        (Gone(CLAIM, "not in the channel"), "refused"),
    ],
)
def test_each_outcome_of_a_try_is_counted(outcome: Outcome, name: str) -> None:
    metrics = Metrics()
    metrics.count_try(outcome, NOW)
    text = metrics.text().decode()
    assert f'papers_deliveries_total{{outcome="{name}",platform="slack"}} 1.0' in text
    assert ('papers_delivery_lag_seconds_sum{platform="slack"} 7.0' in text) == (name == "sent")


def test_what_has_not_happened_yet_is_shown_as_zero() -> None:
    metrics = Metrics()
    metrics.watch_deliveries(["slack"])
    text = metrics.text().decode()
    for outcome in OUTCOMES:
        assert f'papers_deliveries_total{{outcome="{outcome}",platform="slack"}} 0.0' in text


def test_answers_and_searches_are_timed() -> None:
    metrics = Metrics()
    metrics.count_answer("search", 0.02, False)
    metrics.count_search(0.003)
    text = metrics.text().decode()
    assert 'papers_answer_seconds_count{outcome="ok",verb="search"} 1.0' in text
    assert 'papers_search_seconds_bucket{le="0.005"} 1.0' in text


def test_the_figures_of_the_database_are_read_and_kept_while_it_is_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write() as tx:
        for number in range(3):
            key = Key(CHANNEL, "digest", str(number))
            outbox.queue(tx, key, [Message("x")], CHANNEL, NOW, workspace="slack:T1")
        (claim,) = outbox.claim(tx, ["slack"], NOW, timedelta(minutes=2), 1)
        outbox.settle_dead(tx, claim, "refused", NOW)
    metrics = Metrics()
    metrics.watch_store(store, ["slack"], lambda: NOW + timedelta(minutes=5))
    for _ in range(2):
        text = metrics.text().decode()
        assert 'papers_outbox{state="pending"} 2.0' in text
        assert 'papers_outbox{state="dead"} 1.0' in text
        assert "papers_due_lag_seconds 300.0" in text
        assert "papers_ingest_staleness_seconds 45300.0" in text

        def fail() -> None:
            raise StoreError("away")

        monkeypatch.setattr(store, "read", fail)
        monkeypatch.setattr("bot.runtime.operations.metrics.KEEP_S", 0)


async def test_the_server_tells_the_living_from_the_ready(health: Health) -> None:
    platform = FakePlatform()
    health.watch_adapter(platform)
    async with TestClient(TestServer(make_app(health, Metrics()))) as http:
        ready = await http.get("/readyz")
        assert (ready.status, await ready.json()) == (
            200,
            {"ready": True, "checks": {"database": "ok", "slack": "ok"}},
        )
        platform.ailment = "silent"
        ready = await http.get("/readyz")
        assert (ready.status, (await ready.json())["checks"]["slack"]) == (503, "silent")
        assert (await http.get("/healthz")).status == 200
        figures = await http.get("/metrics")
        assert figures.headers["Content-Type"].startswith("text/plain; version=0.0.4")
