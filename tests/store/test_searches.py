"""Past searches: each once, the newest first, no more than a few, and none for ever."""

from datetime import timedelta

from bot.jobs import tidy
from bot.jobs.retention import KEEP_SEARCHES
from bot.message import Destination
from bot.store import Store, searches, workspaces
from bot.store.searches import LONGEST, MOST
from tests.conftest import NOW

ANN, BOB = Destination("discord", "@1"), Destination("discord", "@2")
MINUTE = timedelta(minutes=1)


def search(store: Store, *queries: str, who: Destination = ANN, tenant: str = "discord:1") -> None:
    with store.write() as tx:
        for number, query in enumerate(queries):
            searches.remember_search(tx, tenant, who, query, NOW + number * MINUTE)


def past(store: Store, who: Destination = ANN) -> list[str]:
    with store.read() as tx:
        return searches.past_searches(tx, who)


def test_each_search_is_kept_once_the_newest_first(each_store: Store) -> None:
    search(each_store, "lora", "sinks", "lora")
    search(each_store, "another's", who=BOB)
    assert past(each_store) == ["lora", "sinks"]
    assert past(each_store, BOB) == ["another's"]


def test_the_oldest_make_room_for_that_person_alone(each_store: Store) -> None:
    search(each_store, "another's", who=BOB)
    search(each_store, *(f"query {number}" for number in range(MOST + 5)))
    kept = past(each_store)
    assert (len(kept), kept[0], kept[-1]) == (MOST, f"query {MOST + 4}", "query 5")
    assert past(each_store, BOB) == ["another's"]


def test_what_could_not_be_offered_is_not_kept(store: Store) -> None:
    search(store, "", "x" * (LONGEST + 1))
    assert past(store) == []
    search(store, "é" * LONGEST)
    assert past(store) == ["é" * LONGEST]


def test_they_are_forgotten_after_a_while_and_with_their_workspace(store: Store) -> None:
    search(store, "old", "new")
    tidy(store, NOW + KEEP_SEARCHES + MINUTE / 2)
    assert past(store) == ["new"]
    with store.write() as tx:
        workspaces.purge_workspace(tx, "discord:1", NOW)
    assert past(store) == []
