"""What is stored about people is handed out to them alone, and forgotten when they wish."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import Store, alerts, personal_data, searches, subscriptions
from bot.store.schema import metadata
from tests.conftest import NOW, make_paper
from tests.newsroom import ANN, BOB, CHANNEL, TODAY
from tests.talk import Talk

NAMES_OF_PEOPLE = {"mailbox", "person", "owner", "destination"}


@pytest.fixture
def talk(each_store: Store, tmp_path: Path) -> Talk:
    talk = Talk(each_store, tmp_path)
    for who in (ANN, BOB):
        talk.newsroom.alert("lora", who)
        talk.newsroom.person(who, silent_until=NOW - timedelta(days=1))
        talk.say("alert add something private", who=who)
        with each_store.write() as tx:
            searches.remember_search(tx, "slack:T1", who, "something searched for", NOW)
    talk.newsroom.subscribe(place=ANN)
    talk.newsroom.subscribe(topic="speech")
    talk.newsroom.list_papers(TODAY, make_paper("2611.00001", "LoRA"))
    talk.newsroom.queued()
    return talk


def exported(talk: Talk) -> dict[str, list[dict[str, object]]]:
    with talk.store.read() as tx:
        return personal_data.export(tx, ANN)


def test_every_table_that_names_people_is_covered() -> None:
    covered = {table.name: set(columns) for table, columns in personal_data.PERSONAL.values()}
    for table in metadata.sorted_tables:
        named = NAMES_OF_PEOPLE & set(table.columns.keys())
        assert named == covered.get(table.name, set()), table.name


def test_all_of_it_can_be_seen_page_by_page(talk: Talk) -> None:
    said = talk.say("privacy export all")
    whole = json.loads(said[said.index("{") : said.rindex("}") + 1])
    assert whole == exported(talk)
    assert whole["alerts"][0]["query"] == "lora"
    assert whole["drafts of alerts"][0]["text"] == "something private at once"
    assert whole["searches"][0]["query"] == "something searched for"
    assert whole["papers that matched"][0]["paper_id"] == "2611.00001"
    assert [row["topic"] for row in whole["digests set up"]] == ["", "speech"]
    assert "LoRA" in json.dumps(whole["messages"])
    talk.say("privacy")
    parts = [talk.last.message.lead.plain.partition("\n\n")[2]]
    while "Next part" in [action.label for action in talk.last.message.actions]:
        talk.press("Next part")
        parts.append(talk.last.message.lead.plain)
    assert json.loads("".join(parts)) == whole


def test_nobody_sees_what_is_others(talk: Talk) -> None:
    assert "T1/U2" not in talk.say("privacy export all")


def test_all_is_forgotten_once_it_is_confirmed(talk: Talk) -> None:
    assert "This cannot be undone" in talk.say("privacy delete")
    assert exported(talk)["alerts"]
    assert "I have forgotten" in talk.press("Delete all of it")
    assert all(rows == [] for rows in exported(talk).values())
    with talk.store.read() as tx:
        assert [alert.query for alert in alerts.get_alerts(tx, BOB)] == ["lora"]
        assert searches.past_searches(tx, BOB) == ["something searched for"]
        (order,) = subscriptions.get_subscriptions(tx, CHANNEL)
        assert subscriptions.get_subscriptions(tx, ANN) == []
    assert (order.topic, order.owner) == ("speech", CHANNEL)
    assert talk.newsroom.list_papers(TODAY, make_paper("2611.00002", "LoRA again")) == 1
