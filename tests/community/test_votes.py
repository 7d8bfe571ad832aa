"""Votes: once per person and paper in a workspace, and the count is the set of who votes."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.message import Destination
from bot.model import Arrival
from bot.store import Store, open_store, papers, schema
from bot.store.community import marks, votes
from bot.store.community.standings import standings_of
from tests.community.conftest import LORA, SINKS
from tests.conftest import NOW, make_paper
from tests.newsroom import ANN, BOB
from tests.talk import Talk, buttons_of

MINUTE = timedelta(minutes=1)


def count(talk: Talk, paper: str = LORA, workspace: str = "slack:T1") -> int:
    with talk.store.read() as tx:
        return votes.count_votes(tx, workspace, [paper]).get(paper, 0)


def test_a_vote_is_given_and_taken_back_by_the_same_words(talk: Talk) -> None:
    assert "You voted for “LoRA for speech”. It's the first vote here." in talk.say(f"vote {LORA}")
    talk.newsroom.now += MINUTE
    assert "That makes 2 here." in talk.say(f"vote {LORA}", who=BOB)
    assert count(talk) == 2
    talk.newsroom.now += MINUTE
    assert "You took your vote for “LoRA for speech” back." in talk.say(f"vote {LORA}")
    assert count(talk) == 1


def test_a_double_click_is_one_click(talk: Talk) -> None:
    for _ in range(2):
        talk.say(f"vote {LORA}")
        talk.newsroom.now += timedelta(milliseconds=300)
    assert count(talk) == 1
    talk.newsroom.now += MINUTE
    for _ in range(2):
        talk.say(f"vote {LORA}")
        talk.newsroom.now += timedelta(milliseconds=300)
    assert count(talk) == 0


def test_a_vote_is_taken_back_once(talk: Talk) -> None:
    talk.hold(
        (f"unvote {LORA}", "You haven't voted for “LoRA for speech”"),
        (f"vote {LORA}", "You voted"),
        (f"unvote {LORA}", "You took your vote"),
        (f"unvote {LORA}", "nothing to take back"),
    )
    assert count(talk) == 0


def test_the_count_stands_on_the_button_and_among_the_facts(talk: Talk) -> None:
    talk.say(f"vote {LORA}", who=BOB)
    said = talk.say(f"paper {LORA}")
    assert "↑ 43 · 1 here" in said
    assert buttons_of(talk.last.message)["Vote · 1"] == f"vote {LORA}"
    talk.press("Vote · 1")
    assert "↑ 43 · 2 here" in talk.say(f"paper {LORA}")
    assert "Voted ✓ · 2" in buttons_of(talk.last.message)


def test_a_paper_nobody_votes_for_looks_as_before(talk: Talk) -> None:
    assert "here" not in talk.say(f"paper {SINKS}")
    assert "Vote" in buttons_of(talk.last.message)


def test_votes_of_one_workspace_are_not_told_in_another(talk: Talk) -> None:
    stranger = Destination("slack", "T2/U9")
    with talk.store.write() as tx:
        votes.put_vote(tx, "slack:T2", stranger, LORA, NOW)
    assert "here" not in talk.say(f"paper {LORA}")
    assert count(talk) == 0


def test_the_same_person_on_two_platforms_is_kept_apart(talk: Talk) -> None:
    with talk.store.write() as tx:
        votes.put_vote(tx, "slack:T1", ANN, LORA, NOW)
        votes.put_vote(tx, "discord:1", Destination("discord", "7"), LORA, NOW)
    assert (count(talk), count(talk, workspace="discord:1")) == (1, 1)


def test_a_paper_under_two_ids_is_one_work(talk: Talk) -> None:
    """Who voted for both before they were known for one has one vote, and takes it back whole."""
    title, people = "A long title that two sources write alike", ("Ann Lee", "Bo Ek")
    with talk.store.write() as tx:
        papers.add_papers(tx, [Arrival(make_paper("lee2026", title, authors=people))], NOW)
        votes.put_vote(tx, "slack:T1", ANN, "lee2026", NOW)
        papers.add_papers(tx, [Arrival(make_paper("2611.00009", title, authors=people))], NOW)
        votes.put_vote(tx, "slack:T1", ANN, "2611.00009", NOW)
        votes.put_vote(tx, "slack:T1", BOB, "2611.00009", NOW)
        assert votes.count_votes(tx, "slack:T1", ["2611.00009"]) == {"2611.00009": 2}
        known = standings_of(tx, "slack:T1", ANN, ["lee2026", "2611.00009"])
        assert known["lee2026"] == known["2611.00009"]
        assert known["lee2026"].has_voted
        votes.put_vote(tx, "slack:T1", ANN, "2611.00009", NOW, is_on=False)
        assert votes.count_votes(tx, "slack:T1", ["2611.00009"]) == {"2611.00009": 1}


def test_what_was_taken_back_is_forgotten_and_what_stands_is_not(talk: Talk) -> None:
    with talk.store.write() as tx:
        votes.put_vote(tx, "slack:T1", ANN, LORA, NOW)
        votes.put_vote(tx, "slack:T1", BOB, LORA, NOW)
        votes.put_vote(tx, "slack:T1", BOB, LORA, NOW, is_on=False)
        marks.forget_marks(tx, NOW + MINUTE)
        assert votes.get_vote(tx, "slack:T1", BOB, LORA) is None
    assert count(talk) == 1


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store("", tmp_path_factory.mktemp("votes"))
    with store.write() as tx:
        papers.add_papers(tx, [Arrival(make_paper(f"2611.0000{n}")) for n in range(3)], NOW)
    return store


STEPS = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(range(3)),
        st.sampled_from(["slack:T1", "slack:T2"]),
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_counts_equal_the_set_of_voters_after_any_order_of_events(
    shelf: Store, steps: list[tuple[str, int, str, bool]]
) -> None:
    standing: set[tuple[str, int, str]] = set()
    with shelf.write() as tx:
        tx.execute(schema.votes.delete())
        for number, (who, paper, workspace, is_on) in enumerate(steps):
            person = Destination("slack", who)
            at = NOW + number * timedelta(seconds=1)
            votes.put_vote(tx, workspace, person, f"2611.0000{paper}", at, is_on=is_on)
            (standing.add if is_on else standing.discard)((who, paper, workspace))
        for workspace in ("slack:T1", "slack:T2"):
            counted = votes.count_votes(tx, workspace, [f"2611.0000{n}" for n in range(3)])
            expected = {
                f"2611.0000{n}": len(
                    {who for who, paper, where in standing if (paper, where) == (n, workspace)}
                )
                for n in range(3)
            }
            assert counted == {paper: number for paper, number in expected.items() if number}


@pytest.mark.parametrize("known", ["10.1145/7", "acl:P17-1001", "lee2020-3e8f64f6"])
def test_a_paper_that_is_not_arxivs_is_voted_for_and_back_by_its_button(
    talk: Talk, known: str
) -> None:
    talk.newsroom.take_in(Arrival(make_paper(known, "Knots that learn")))
    assert "Knots that learn" in talk.say(f"vote {known}")
    assert "vote" in talk.say(f"unvote {known}").lower()
    assert "Near" not in talk.last.message.title
    talk.say(f"save {known}")
    assert "Showing results" not in talk.say(f"unsave {known}")
