"""Emoji mean votes and saves, also those that were put or taken away while nobody listened."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.message import Destination
from bot.model import Arrival, Gesture, ReactedMessage
from bot.store import Store, open_store, papers, schema
from bot.store.community import reactions, saves, votes
from tests.community.conftest import LORA
from tests.conftest import NOW, make_paper
from tests.newsroom import ANN, BOB, CHANNEL
from tests.talk import Talk

BELOW = ReactedMessage(CHANNEL, "171.5", LORA)
MINUTE = timedelta(minutes=1)


def voters(talk: Talk) -> set[str]:
    with talk.store.read() as tx:
        return {
            str(person)
            for person in (ANN, BOB)
            if (mark := votes.get_vote(tx, "slack:T1", person, LORA)) and mark.is_on
        }


def test_an_emoji_votes_once_however_often_it_is_heard_of(talk: Talk) -> None:
    for _ in range(3):
        assert "It's the first vote here." in talk.say(f"react vote {LORA} below 171.5")
        talk.newsroom.now += MINUTE
    assert voters(talk) == {str(ANN)}
    talk.say(f"unreact vote {LORA} below 171.5")
    assert voters(talk) == set()


def test_an_emoji_beside_a_vote_that_stands_changes_nothing(talk: Talk) -> None:
    talk.say(f"vote {LORA}")
    talk.newsroom.now += MINUTE
    talk.say(f"react vote {LORA} below 171.5")
    assert voters(talk) == {str(ANN)}


def test_an_emoji_saves_and_what_has_a_note_outlives_it(talk: Talk) -> None:
    assert "Saved" in talk.say(f"react save {LORA} below 171.5")
    assert "I took" in talk.say(f"unreact save {LORA} below 171.5")
    talk.say(f"react save {LORA} below 171.5")
    talk.say(f"save {LORA} for Tuesday")
    assert "for Tuesday" in talk.say(f"unreact save {LORA} below 171.5")


def test_the_same_emoji_below_another_message_still_says_so(talk: Talk) -> None:
    talk.say(f"react vote {LORA} below 171.5")
    talk.say(f"react vote {LORA} below 172.5")
    talk.say(f"unreact vote {LORA} below 171.5")
    assert voters(talk) == {str(ANN)}
    talk.say(f"unreact vote {LORA} below 172.5")
    assert voters(talk) == set()


def test_what_was_missed_while_the_bot_was_away_is_made_up_for(talk: Talk) -> None:
    talk.say(f"react vote {LORA} below 171.5")
    with talk.store.write() as tx:
        (known,) = reactions.reacted_messages(tx, "slack:T1", NOW - MINUTE)
        assert known == (BELOW, Gesture.VOTE)
        # Ann took hers away and Bob put one there.
        changed = reactions.settle_reactions(tx, "slack:T1", BELOW, Gesture.VOTE, [BOB], NOW)
    assert changed == 2
    assert voters(talk) == {str(BOB)}


def test_what_was_done_by_a_button_since_stands(talk: Talk) -> None:
    talk.say(f"react vote {LORA} below 171.5")
    talk.newsroom.now += MINUTE
    talk.say(f"unvote {LORA}")
    with talk.store.write() as tx:
        assert not reactions.settle_reactions(tx, "slack:T1", BELOW, Gesture.VOTE, [ANN], NOW)
    assert voters(talk) == set()


def test_old_reactions_are_forgotten_and_their_votes_stay(talk: Talk) -> None:
    talk.say(f"react vote {LORA} below 171.5")
    with talk.store.write() as tx:
        reactions.forget_reactions(tx, NOW + MINUTE)
        assert reactions.reacted_messages(tx, "slack:T1", NOW - MINUTE) == []
    assert voters(talk) == {str(ANN)}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store("", tmp_path_factory.mktemp("reactions"))
    with store.write() as tx:
        papers.add_papers(tx, [Arrival(make_paper(LORA))], NOW)
    return store


PEOPLE = [Destination("slack", name) for name in "ABC"]
HEARD = st.lists(st.tuples(st.sampled_from(PEOPLE), st.booleans(), st.booleans()), max_size=20)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HEARD, st.sampled_from(Gesture))
def test_after_a_look_the_marks_are_those_of_who_reacts(
    shelf: Store, events: list[tuple[Destination, bool, bool]], gesture: Gesture
) -> None:
    """Each event happens below the message; only some are heard of, before the bot looks again."""
    standing: set[Destination] = set()
    with shelf.write() as tx:
        for one in (schema.reactions, schema.votes, schema.saves):
            tx.execute(one.delete())
        for person, is_added, is_heard in events:
            (standing.add if is_added else standing.discard)(person)
            if is_heard:
                change = reactions.add_reaction if is_added else reactions.remove_reaction
                change(tx, "slack:T1", BELOW, person, gesture, NOW)
        reactions.settle_reactions(tx, "slack:T1", BELOW, gesture, standing, NOW)
        counted = votes.count_votes if gesture is Gesture.VOTE else saves.count_saves
        assert counted(tx, "slack:T1", [LORA]).get(LORA, 0) == len(standing)
