"""Words that people type of their own accord become the command that they mean."""

from pathlib import Path

import pytest

from bot.commands.free_words import read_said
from bot.commands.plain_words import as_command
from bot.errors import UserError
from bot.model import Arrival
from bot.store import Store, papers
from tests.calendar.typed_times import rows
from tests.conftest import NOW, make_paper
from tests.newsroom import ANN, BOB, CHANNEL
from tests.talk import Talk, buttons_of
from tests.typed_words import SENTENCES, SLIPS, VERBS


@pytest.mark.parametrize(("typed", "meant"), [*rows(VERBS), *rows(SENTENCES)])
def test_what_is_said_is_understood(typed: str, meant: str) -> None:
    said = as_command(typed.removeprefix("/papers ").removeprefix("papers "))
    if said in ("next", "back"):
        assert said == meant
        return
    command = read_said(said)
    assert f"{command.verb.name} {command.argument}".strip() == meant


@pytest.mark.parametrize(("typed", "meant"), rows(SLIPS))
def test_a_slip_offers_the_whole_line_that_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(UserError) as caught:
        read_said(as_command(typed))
    assert meant in [command for _, command in caught.value.corrections]


def test_the_tables_hold_three_hundred_lines_and_more() -> None:
    from tests.calendar.test_dated_text import READERS
    from tests.calendar.test_timed_text import DIGESTS
    from tests.calendar.typed_times import ALERTS

    words = [*rows(VERBS), *rows(SENTENCES), *rows(SLIPS)]
    assert len(words) + len(READERS) + len(DIGESTS) + len(rows(ALERTS)) >= 300


@pytest.fixture
def talk(store: Store, tmp_path: Path) -> Talk:
    with store.write() as tx:
        found = [
            Arrival(make_paper(f"2611.{n:05d}", f"Agents number {n}", abstract="On agents."))
            for n in range(12)
        ]
        papers.add_papers(tx, found, NOW)
    return Talk(store, tmp_path)


def test_a_number_means_the_paper_in_the_last_list(talk: Talk) -> None:
    talk.say("agents")
    second = talk.last.message.cards[1].title.plain
    assert second in talk.say("paper 2")
    talk.say("agents")
    assert second in talk.say("2")
    talk.say("agents")
    assert second in talk.say("the second one".replace("the", "paper the"))


def test_next_and_back_page_the_last_list(talk: Talk) -> None:
    talk.say("agents")
    talk.say("next")
    assert [card.number for card in talk.last.message.cards] == [6, 7, 8, 9, 10]
    talk.say("more")
    assert [card.number for card in talk.last.message.cards] == [11, 12]
    assert "whole list" in talk.say("next")
    talk.say("back")
    assert [card.number for card in talk.last.message.cards] == [6, 7, 8, 9, 10]


def test_whoever_saw_no_list_is_told_so_and_nobody_has_anothers(talk: Talk) -> None:
    talk.say("agents", ANN)
    assert "haven't seen one" in talk.say("paper 2", BOB)
    assert "haven't seen one" in talk.say("next", ANN, where=ANN)
    talk.say("agents", ANN, where=CHANNEL)
    assert "There's no number 9" in talk.say("paper 9", ANN)
    assert "paper 1" in buttons_of(talk.last.message).values()


def test_deleting_ones_data_forgets_the_last_list(talk: Talk) -> None:
    talk.say("agents")
    talk.say("privacy delete yes")
    assert "haven't seen one" in talk.say("paper 2")


def test_a_sentence_that_begins_like_a_command_can_still_be_searched(talk: Talk) -> None:
    talk.say("day trading with agents")
    assert "search day trading with agents" in buttons_of(talk.last.message).values()
