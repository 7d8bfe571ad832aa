"""What is trending, in the world and in the group, as people ask for it."""

from datetime import date, timedelta

from bot.model import Arrival, Listing
from bot.store import schema
from bot.store.community import votes
from tests.community.conftest import LORA, ROBOTS, SINKS
from tests.conftest import NOW, make_paper
from tests.newsroom import ANN, BOB, TODAY
from tests.talk import Talk

YESTERDAY = date(2026, 11, 23)
PRESENT = NOW + timedelta(days=6)
TITLES = {LORA: "LoRA for speech", SINKS: "Attention sinks", ROBOTS: "Robots that knit"}


def count(talk: Talk, hours_ago: float, **upvotes: int) -> None:
    """Let the source tell of votes."""
    names = {"lora": LORA, "sinks": SINKS, "robots": ROBOTS}
    talk.newsroom.now = PRESENT - timedelta(hours=hours_ago)
    talk.newsroom.take_in(
        *(
            Arrival(
                make_paper(names[name], TITLES[names[name]], upvotes=number, published=YESTERDAY),
                Listing("huggingface", TODAY, 1),
            )
            for name, number in upvotes.items()
        )
    )
    talk.newsroom.now = PRESENT


def shown(talk: Talk) -> list[str]:
    return [card.title.plain for card in talk.last.message.cards]


def test_what_gains_comes_before_what_has_most(talk: Talk) -> None:
    count(talk, 30, lora=43, sinks=120)
    count(talk, 1, lora=81, sinks=121)
    said = talk.say("trending")
    assert shown(talk)[:2] == ["LoRA for speech", "Attention sinks"]
    assert "↑ 81 · +38 since yesterday" in said


def test_spans_and_topics_are_asked_for_in_any_way(talk: Talk) -> None:
    count(talk, 24 * 5, sinks=300, lora=1)
    count(talk, 24 * 4, sinks=320)
    count(talk, 1, lora=43)
    for typed, title in [
        ("trending", "Trending today"),
        ("trending week", "Trending this week"),
        ("trending weekly", "Trending this week"),
        ("trending month lora", "Trending this month: lora"),
        ("hot", "Trending today"),
    ]:
        assert talk.say(typed).startswith(title)
        assert "LoRA for speech" in shown(talk)
    talk.say("trending week sinks")
    assert shown(talk) == ["Attention sinks"]
    assert "Nothing on “zebra” is gaining" in talk.say("trending zebra")
    talk.press("Trending this month")


def test_the_groups_own_votes_count_and_only_there(talk: Talk) -> None:
    talk.newsroom.now = NOW + timedelta(days=40)
    with talk.store.write() as tx:
        for person in (ANN, BOB):
            votes.put_vote(tx, "slack:T1", person, ROBOTS, talk.newsroom.now)
    said = talk.say("trending week")
    assert shown(talk) == ["Robots that knit"]
    assert "2 here" in said
    with talk.store.write() as tx:
        tx.execute(schema.votes.update().values(workspace="slack:T2"))
    assert "I haven't seen votes move" in talk.say("trending week")


def test_a_history_that_is_imported_is_not_trending(talk: Talk) -> None:
    old = make_paper("2001.00001", "A classic", upvotes=900, published=date(2020, 1, 1))
    talk.newsroom.take_in(Arrival(old))
    talk.say("trending")
    assert "A classic" not in shown(talk)


def test_the_best_of_a_span_are_told_by_votes(talk: Talk) -> None:
    talk.newsroom.take_in(
        Arrival(make_paper("2601.00001", "Old lora", upvotes=999, published=date(2026, 1, 5))),
        Arrival(make_paper("2401.00001", "Older lora", upvotes=5000, published=date(2024, 1, 5))),
    )
    assert "Papers of the last 7 days" in talk.say("top")
    assert shown(talk)[0] == "LoRA for speech"
    assert "Top papers of all time: lora" in talk.say("top all lora")
    assert shown(talk)[:2] == ["Older lora", "Old lora"]
    talk.say("top year lora")
    assert shown(talk) == ["Old lora"]
    assert "nothing with votes" in talk.say("top month zebra")


def test_a_paper_is_cited_as_bibtex_and_in_words(talk: Talk) -> None:
    talk.newsroom.take_in(
        Arrival(
            make_paper(
                LORA, "LoRA for speech", authors=("Ann Lee", "Bo Ek"), published=date(2026, 11, 20)
            )
        )
    )
    said = talk.say(f"cite {LORA}")
    assert "@misc{lee2026" in said
    assert (
        f"Ann Lee and Bo Ek. LoRA for speech. arXiv:{LORA}, 2026. https://arxiv.org/abs/{LORA}"
        in said
    )


def test_a_library_is_exported_in_every_format_with_the_same_keys(talk: Talk) -> None:
    talk.say(f"save {LORA} #one")
    talk.say(f"save {SINKS} #two")
    bibtex = talk.say("saved export")
    assert "2 papers" in bibtex
    assert bibtex.count("@misc{") == 2
    (key,) = (
        line for line in talk.say("saved export bibtex #one").splitlines() if "@misc{" in line
    )
    assert key in bibtex
    for label, mark in [("RIS", "TY  - "), ("CSV", "title"), ("JSONL", '{"'), ("CSL-JSON", "[")]:
        talk.say("saved export")
        assert mark in talk.press(label)
    assert "Nothing in your library fits" in talk.say("saved export ris zebra")
