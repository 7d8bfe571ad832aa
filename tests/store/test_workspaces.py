"""A workspace that is gone is purged, one that comes back goes on."""

from datetime import date, time, timedelta

from bot.calendar import EVERY_DAY
from bot.message import Destination, Message
from bot.model import Arrival, Schedule, Terms
from bot.store import Store, alerts, outbox, papers, subscriptions, workspaces
from bot.store.editions import Edition, get_editions, record_editions
from bot.store.outbox import Key
from bot.store.subscriptions import NewSubscription
from tests.conftest import NOW, make_paper

GONE = "Slack no longer takes my token."


def place(team: str, name: str) -> Destination:
    return Destination("slack", f"{team}/{name}")


def settle(store: Store, team: str) -> None:
    """Let a team order, be sent, and have sent all that there is."""
    channel, owner, tenant = place(team, "C1"), place(team, "U1"), f"slack:{team}"
    terms = Schedule(time(9), EVERY_DAY, "UTC")
    with store.write() as tx:
        order = NewSubscription(tenant, channel, owner, "", terms, 5, NOW)
        subscriptions.put_subscription(tx, order, NOW)
        alerts.add_alert(tx, tenant, owner, Terms("lora"), NOW)
        papers.add_papers(tx, [Arrival(make_paper("2611.00001"))], NOW)
        subscriptions.mark_shown(tx, channel, ["2611.00001"], NOW)
        day = date(2026, 11, 24)
        record_editions(tx, [Edition(channel, "2026-11-24", "", day, NOW, NOW)])
        for name, due in (("sent", NOW), ("waiting", NOW + timedelta(hours=1))):
            outbox.queue(tx, Key(channel, name, "1"), [Message(name)], owner, due, workspace=tenant)
        (claim,) = outbox.claim(tx, ["slack"], NOW, timedelta(minutes=1), 2)
        outbox.settle_sent(tx, [(claim, "1")], NOW)


def states(store: Store, team: str) -> list[tuple[str, bool]]:
    with store.read() as tx:
        rows = tx.exec_driver_sql(
            f"SELECT state, content IS NULL FROM deliveries WHERE workspace = 'slack:{team}'"
            " ORDER BY id"
        )
        return [(row[0], bool(row[1])) for row in rows]


def test_a_purge_takes_all_of_a_workspace_and_nothing_of_another(store: Store) -> None:
    for team in ("T1", "T2"):
        settle(store, team)
    with store.write() as tx:
        assert workspaces.purge_workspace(tx, "slack:T1", NOW) == 2
    assert states(store, "T1") == [("sent", True), ("suppressed", True)]
    with store.read() as tx:
        for team, count in (("T1", 0), ("T2", 1)):
            channel = place(team, "C1")
            assert len(subscriptions.get_subscriptions(tx, channel)) == count
            assert len(alerts.get_alerts(tx, place(team, "U1"))) == count
            assert len(get_editions(tx, channel)) == count
            assert len(subscriptions.already_shown(tx, channel, ["2611.00001"])) == count
    assert {state for state, _ in states(store, "T2")} == {"sent", "pending"}


def test_purging_again_does_no_harm(store: Store) -> None:
    settle(store, "T1")
    with store.write() as tx:
        workspaces.purge_workspace(tx, "slack:T1", NOW)
        assert workspaces.purge_workspace(tx, "slack:T1", NOW) == 0
        assert workspaces.purge_workspace(tx, "slack:unknown", NOW) == 0


def test_what_was_paused_for_a_lost_token_goes_on_with_the_next(store: Store) -> None:
    settle(store, "T1")
    with store.write() as tx:
        subscriptions.pause_subscriptions(tx, "slack:T1", GONE)
        alerts.pause_alerts(tx, "slack:T1", GONE)
        workspaces.rest_workspace(tx, "slack:T1", GONE, NOW)
        (alert,) = alerts.get_alerts(tx, place("T1", "U1"))
        assert alert.paused_reason == GONE
        before = alerts.alert_revision(tx)
        assert workspaces.resume_workspace(tx, "slack:T1") == 2
        (change,) = alerts.read_alert_changes(tx, before, 10)  # percolators must hear of it
        assert (change.alert_id, change.query) == (alert.id, "lora")
        assert workspaces.resume_workspace(tx, "slack:T1") == 0


def test_what_a_person_paused_stays_so(store: Store) -> None:
    settle(store, "T1")
    with store.write() as tx:
        subscriptions.pause_subscriptions(tx, place("T1", "C1"), "by you")
        workspaces.rest_workspace(tx, "slack:T1", GONE, NOW)
        workspaces.resume_workspace(tx, "slack:T1")
        (order,) = subscriptions.get_subscriptions(tx, place("T1", "C1"))
    assert order.paused_reason == "by you"
