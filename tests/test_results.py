"""What people read when they have searched."""

from dataclasses import replace
from datetime import date

import pytest

from bot.compose import search_messages
from bot.message import Action
from bot.model import Hit, SearchResult
from tests.conftest import make_paper


def found(exact: int, total: int, near: int = 0, near_total: int = 0) -> SearchResult:
    hits = [Hit(make_paper(f"2405.{n:05d}"), 1.0, is_near=n >= exact) for n in range(exact + near)]
    return SearchResult(tuple(hits), total, near_total or near)


def test_hits_say_how_many_there_are_and_where_the_rest_is() -> None:
    first = search_messages.page(found(5, 1234), "lora", 1)
    assert first.title == "1,234 papers for “lora”"
    assert first.note == "1 to 5 of 1,234"
    assert first.actions[0].command == "search lora page 2"
    last = search_messages.page(found(4, 14), "lora", 3)
    assert [card.number for card in last.cards] == [11, 12, 13, 14]
    assert "More results" not in [action.label for action in last.actions]
    alone = search_messages.page(found(1, 1), "lora", 1)
    assert (alone.title, alone.note) == ("1 paper for “lora”", "")


def test_near_hits_are_not_called_hits() -> None:
    near = search_messages.page(found(0, 0, 2), "lora zebra", 1)
    assert near.title == "Near “lora zebra”"
    assert "No paper holds all of that" in near.lead.plain


def test_near_hits_that_follow_hits_are_told_apart() -> None:
    mixed = search_messages.page(found(2, 2, 3, 40), "lora zebra", 1)
    assert mixed.title == "2 papers for “lora zebra”"
    assert mixed.lead.plain == "2 papers hold all of that. The ones after them come close."
    assert [card.facts.startswith("From here on") for card in mixed.cards] == [
        *(False, False),
        *(True, False, False),
    ]
    assert mixed.actions[0].command == "search lora zebra page 2"
    one = search_messages.page(found(1, 1, 4), "lora", 1)
    assert one.title == "1 paper for “lora”"
    assert one.lead.plain == "One paper holds all of that. The ones after it come close."
    beyond = search_messages.page(found(0, 4, 5), "lora", 2)
    assert beyond.lead.plain == "You've seen all that hold every word; these come close."


def test_what_meaning_alone_found_is_said() -> None:
    hits = (Hit(make_paper(), 1.0, is_near=True, is_related=True),)
    related = search_messages.page(SearchResult(hits, 0, 1), "robot hands", 1)
    assert related.cards[0].facts.startswith("related by meaning")
    assert "No paper uses those words" in related.lead.plain


def test_words_in_another_script_that_no_paper_holds_are_told() -> None:
    nothing = search_messages.page(replace(found(0, 0), asked="扩散模型"), "扩散模型", 1)
    assert "in English" in nothing.lead.plain


def test_an_empty_answer_suggests_what_to_do() -> None:
    empty = search_messages.page(found(0, 0), "zebra", 1, (Action("Alert me", "alert add zebra"),))
    assert [action.command for action in empty.actions] == ["alert add zebra", "today"]
    beyond = search_messages.page(found(0, 7), "zebra", 9)
    assert beyond.lead.plain == "No more results for “zebra”."
    assert [action.command for action in beyond.actions] == ["search zebra"]
    assert "no paper like" in search_messages.similar(make_paper(), found(0, 0)).lead.plain


def test_what_was_corrected_is_said_and_can_be_undone() -> None:
    answer = replace(
        found(5, 5, 0, 7), corrected="diffusion models", as_typed='"difusion" "modles"'
    )
    page = search_messages.page(answer, "difusion modles", 1)
    assert page.title == "5 papers for “diffusion models”"
    assert page.lead.plain == "Showing results for “diffusion models”."
    assert [(one.label, one.command) for one in page.actions] == [
        ("More results", "search difusion modles page 2"),
        ('Search instead for "difusion" "modles"', 'search "difusion" "modles"'),
    ]


def test_what_may_have_been_meant_is_asked() -> None:
    page = search_messages.page(replace(found(1, 1), suggestion="diffusion"), "difusion", 1)
    assert page.lead.plain == "Did you mean “diffusion”?"
    assert [one.command for one in page.actions] == ["search diffusion"]


def test_an_index_that_is_being_built_is_no_reason_to_believe_there_is_nothing() -> None:
    for answer in (found(0, 0), found(1, 1)):
        page = search_messages.page(replace(answer, is_partial=True), "zebra", 1)
        assert page.lead.plain.startswith("I am still indexing")


def test_an_answer_of_several_pages_can_be_ordered_otherwise() -> None:
    newest = replace(found(5, 12), asked="lora", order="date")
    page = search_messages.page(newest, "lora sort:date", 1)
    assert page.title == "12 papers for “lora”, newest first"
    assert [(one.label, one.command) for one in page.actions] == [
        ("More results", "search lora sort:date page 2"),
        ("Best first", "search lora sort:relevance"),
        ("Most upvotes first", "search lora sort:upvotes"),
        ("Only with code", "search lora has:code sort:date"),
        ("Only of the last year", "search lora since:365d sort:date"),
    ]
    narrowed = replace(newest, asked="lora has:code since:30d")
    labels = [one.label for one in search_messages.page(narrowed, "x", 2).actions]
    assert labels == ["Previous", "More results", "Best first", "Most upvotes first"]
    assert search_messages.page(replace(found(3, 3), asked="lora"), "lora", 1).actions == ()


REFINED = (
    # what was asked, what is chosen, and what is asked then
    ("lora", "Only with code", "lora has:code"),
    ("lora", "Last 7 days", "lora since:7d"),
    ("lora", "From 2023", "lora date:2023"),
    ("lora", "In cs.CL", "lora cat:cs.CL"),
    ("lora has:code since:7d", "With or without code", "lora since:7d"),
    ("lora has:code since:7d", "From any time", "lora has:code"),
    ("since:7d lora", "Last 30 days", "lora since:30d"),
    ("cat:cs.CV lora", "In cs.CL", "lora cat:cs.CL"),
    ("cat:cs.CV lora", "In any category", "lora"),
    ('title:"since:7d of lora" x', "Last 7 days", 'title:"since:7d of lora" x since:7d'),
    ("(lora has:code) x", "Only with code", "(lora has:code) x has:code"),
    ("lora OR rlhf", "Only with code", "(lora OR rlhf) has:code"),
    ("lora NOT cat:cs.CV", "In cs.CL", "(lora NOT cat:cs.CV) cat:cs.CL"),
    ("has:code", "With or without code", ""),
)


@pytest.mark.parametrize(("asked", "choice", "then"), REFINED)
def test_a_search_is_narrowed_down_by_a_menu(asked: str, choice: str, then: str) -> None:
    hits = (Hit(make_paper(categories=("cs.CL",), published=date(2023, 5, 1)), 1.0),)
    answer = SearchResult(hits, 12, asked=asked, order="date")
    _, narrowing = search_messages.page(answer, asked, 1).menus
    commands = {one.label: one.command for one in narrowing.choices}
    if then:
        assert commands[choice] == f"search {then} sort:date"
    else:
        assert choice not in commands  # nothing would be left to ask for


def test_menus_mark_what_holds_and_offer_nothing_that_no_button_holds() -> None:
    answer = replace(found(5, 12), asked="lora since:7d", order="upvotes")
    sorting, narrowing = search_messages.page(answer, "lora since:7d", 1).menus
    assert [one.label for one in sorting.choices if one.is_on] == ["Most upvotes first"]
    assert [one.label for one in narrowing.choices if one.is_on] == ["Last 7 days"]
    long = replace(found(5, 12), asked="a long query of many words " * 4)
    assert all(not menu.choices for menu in search_messages.page(long, long.asked, 1).menus)


def test_what_narrowed_a_search_to_nothing_can_be_taken_back() -> None:
    nothing = replace(found(0, 0), asked="lora has:code")
    (menu,) = search_messages.page(nothing, "lora has:code", 1).menus
    assert menu.choices[0].command == "search lora sort:relevance"
    assert search_messages.page(replace(nothing, asked="lora"), "lora", 1).menus == ()


def test_an_order_stays_when_the_words_change() -> None:
    answer = replace(found(1, 1), asked="difusion", order="upvotes", suggestion="diffusion")
    (action,) = search_messages.page(answer, "difusion sort:upvotes", 1).actions
    assert action.command == "search diffusion sort:upvotes"


def test_where_nothing_is_stored_that_is_said_and_how_papers_come() -> None:
    bare = SearchResult((), 0, is_partial=True, is_bare=True)
    alert = Action("Alert me", "alert add lora")
    for number in (1, 2):
        said = search_messages.page(bare, "lora", number, (alert,))
        assert said.title == "No papers are stored yet"
        assert "papers fetch" in said.lead.plain
        assert "indexing" not in said.lead.plain
        assert said.actions == (alert,)


def test_a_query_that_asks_for_nothing_is_told_so_and_makes_no_alert() -> None:
    nothing = SearchResult((), 0, problems=("A * stands alone.",), asks_nothing=True)
    said = search_messages.page(nothing, "*", 1, (Action("Alert me", "alert add *"),))
    assert said.lead.plain.startswith("A * stands alone.\nThat asks for nothing. Write some words")
    assert said.actions == ()


def test_a_pasted_page_is_not_read_back_to_whoever_pasted_it() -> None:
    pasted = "many words " * 2000
    for answer in (found(0, 0), found(2, 2), SearchResult((), 0, asks_nothing=True)):
        assert len(search_messages.page(answer, pasted, 1).title) < 200
