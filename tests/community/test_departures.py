"""What is left of a group's doings when a channel, or the whole workspace, is gone: nothing."""

from datetime import timedelta

from bot.message import Destination
from bot.model import Gesture, ReactedMessage
from bot.store import Store, Transaction, workspaces
from bot.store.community import reactions, shares, tastes
from bot.store.community.closed_places import purge_place
from bot.store.schema import metadata
from tests.community.conftest import LORA, ROBOTS, SINKS
from tests.newsroom import ANN, CHANNEL
from tests.talk import Talk

OTHERS, STRANGER = Destination("slack", "T2/C9"), Destination("slack", "T2/U9")
_UNTIED = {"audits", "deliveries"}
"""Of these keys stay, without words: what was done, and that nothing is sent again."""


def live(talk: Talk) -> None:
    """Let Ann do in the channel all that a group can do."""
    talk.newsroom.subscribe()
    for line in (
        f"vote {LORA}",
        f"save {SINKS} for the group #rlhf",
        f"submit {LORA} our own",
        'submit https://lab.example/knots.pdf "Knots that learn"',
        "submissions at once",
        f"more like {ROBOTS}",
        f"not interested {ROBOTS}",
        "saved",
    ):
        talk.say(line, name="Ann")
    with talk.store.write() as tx:
        add_traces(tx, "slack:T1", CHANNEL, ANN, talk)
        add_traces(tx, "slack:T2", OTHERS, STRANGER, talk)
    talk.newsroom.queued()
    talk.newsroom.now += timedelta(days=1)
    talk.newsroom.queued()


def add_traces(
    tx: Transaction, workspace: str, place: Destination, person: Destination, talk: Talk
) -> None:
    now, below = talk.newsroom.now, ReactedMessage(place, "1.1", SINKS)
    shares.add_share(tx, workspace, place, person, "Ann", LORA, now)
    reactions.add_reaction(tx, workspace, below, person, Gesture.VOTE, now)
    tastes.forget_tastes(tx, workspace, person, now)


def rows_with(store: Store, *marks: str) -> dict[str, int]:
    """Return how many rows of each table name one of some marks in any column."""
    found = {}
    with store.read() as tx:
        for table in metadata.sorted_tables:
            rows = tx.execute(table.select()).all()
            count = sum(any(mark in str(tuple(row)) for mark in marks) for row in rows)
            if count:
                found[table.name] = count
    return found


def test_a_purged_workspace_leaves_nothing_of_the_community_in_any_table(talk: Talk) -> None:
    live(talk)
    before = rows_with(talk.store, "T1")
    community = {
        "votes", "saves", "reactions", "submissions", "titled_links", "shares", "place_choices",
        "tastes", "taste_resets",
    }  # fmt: skip
    assert community <= before.keys()
    strangers = rows_with(talk.store, "T2")
    with talk.store.write() as tx:
        workspaces.purge_workspace(tx, "slack:T1", talk.newsroom.now)
    assert rows_with(talk.store, "T1").keys() <= _UNTIED
    assert rows_with(talk.store, "Knots that learn", "our own", "for the group") == {}
    assert rows_with(talk.store, "T2") == strangers


def test_a_deleted_channel_leaves_nothing_but_what_people_hold_themselves(talk: Talk) -> None:
    live(talk)
    strangers = rows_with(talk.store, "T2")
    with talk.store.write() as tx:
        assert purge_place(tx, CHANNEL, talk.newsroom.now)
        assert purge_place(tx, CHANNEL, talk.newsroom.now) == 0
    assert rows_with(talk.store, str(CHANNEL)).keys() <= _UNTIED
    assert rows_with(talk.store, "Knots that learn", "our own") == {}
    kept = rows_with(talk.store, str(ANN))
    assert kept["votes"] == 2
    assert kept["saves"] == 1
    assert rows_with(talk.store, "T2") == strangers
