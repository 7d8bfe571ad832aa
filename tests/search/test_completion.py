"""Completion: past searches, categories, authors and titles, from the words of the index."""

import shutil
from dataclasses import replace

import pytest

from bot.search.completion import PAST, Completion, Held
from tests.conftest import NOW
from tests.search.conftest import Library, about


@pytest.fixture
def stocked(library: Library) -> Library:
    library.stock(
        about(1, "Diffusion Models Beat GANs", upvotes=3, authors=("Ann Lee", "Bob Diffley")),
        about(2, "On Diffusion Models", upvotes=9, authors=("Ann Lee",), categories=("cs.CV",)),
        about(3, "Équations de Schrödinger", authors=("Erwin Schrödinger",), upvotes=1,
              categories=("math.AP", "cond-mat.mes-hall")),
        about(4, "Vision Models", authors=("Anna Leeds",), categories=("cs.CV", "cs.CL")),
    )  # fmt: skip
    return library


def texts(library: Library, typed: str, *past: str) -> list[str]:
    return [one.text for one in library.search.completion.suggest(typed, past, 25)]


def titles(library: Library, typed: str) -> list[str]:
    found = library.search.completion.suggest(typed, (), 25)
    return [one.title for one in found if one.title]


def test_titles_that_begin_so_come_before_those_with_more_upvotes(stocked: Library) -> None:
    assert titles(stocked, "diffusion mo") == ["Diffusion Models Beat GANs", "On Diffusion Models"]
    assert titles(stocked, "diff") == ["Diffusion Models Beat GANs", "On Diffusion Models"]


@pytest.mark.parametrize("typed", ["equations de schro", "ÉQUATIONS DE SCHRÖ", "schrödinger"])
def test_case_and_accents_fold(stocked: Library, typed: str) -> None:
    assert titles(stocked, typed) == ["Équations de Schrödinger"]


def test_a_word_that_is_closed_stands_as_it_is(stocked: Library) -> None:
    assert titles(stocked, "model ") != []
    assert titles(stocked, "mode ") == []


def test_a_title_is_found_by_its_choice_alone(stocked: Library) -> None:
    (first, *_) = stocked.search.completion.suggest("vision", (), 25)
    assert (first.text, first.title) == ("2611.00004", "Vision Models")
    assert stocked.ids(first.text) == ["2611.00004"]


def test_a_paper_without_an_id_of_arxiv_is_found_by_its_title(library: Library) -> None:
    library.stock(about(1, "One"), about(2, "Two things"))
    library.change(about(3, "Three"), id="doi 10.1/x y", title="A title of its own")
    (found,) = library.search.completion.suggest("title of", (), 25)
    assert library.ids(found.text)[0] == "doi 10.1/x y"
    assert library.search.completion.papers("title of", 25)[0].text == "doi 10.1/x y"


def test_authors_become_queries_that_find_their_papers(stocked: Library) -> None:
    assert texts(stocked, "ann")[:2] == ['author:"Ann Lee"', 'author:"Anna Leeds"']
    assert texts(stocked, "ann le") == ['author:"Ann Lee"']
    assert set(stocked.ids('author:"Ann Lee"')) == {"2611.00001", "2611.00002"}
    assert texts(stocked, "lee ann")[0] == 'author:"Ann Lee"'


@pytest.mark.parametrize("typed", ["author:ann", 'au:"ann', "AUTHOR:Ann", "author: ann"])
def test_behind_author_there_are_names_alone(stocked: Library, typed: str) -> None:
    assert texts(stocked, typed) == ['author:"Ann Lee"', 'author:"Anna Leeds"']


def test_what_stands_before_a_field_stays(stocked: Library) -> None:
    assert texts(stocked, "diffusion -author:diffl") == ['diffusion -author:"Bob Diffley"']
    assert texts(stocked, "(lora OR cat:cs.c") == ["(lora OR cat:cs.CV", "(lora OR cat:cs.CL"]


def test_categories_are_written_as_arxiv_writes_them(stocked: Library) -> None:
    assert texts(stocked, "cs.")[:2] == ["cat:cs.CV", "cat:cs.CL"]
    assert texts(stocked, "cat:cond") == ["cat:cond-mat", "cat:cond-mat.mes-hall"]
    assert texts(stocked, "cat:MATH.") == ["cat:math.AP"]
    assert "cat:cs" in texts(stocked, "cat:")


def test_fields_that_nothing_is_known_of_complete_nothing(stocked: Library) -> None:
    assert texts(stocked, "since:2") == []
    assert texts(stocked, "title:diff") == []


def test_fields_are_completed_with_what_they_take(library: Library) -> None:
    lab = replace(about(1, "Agents", upvotes=2), organization="Google DeepMind")
    library.stock(replace(lab, submitters=("akhaliq",)), about(2, "More agents"))
    assert texts(library, "agents org:deep") == ['agents org:"Google DeepMind"']
    assert texts(library, "by:akh") == ['by:"akhaliq"']
    assert texts(library, "has:co") == ["has:code"]
    assert texts(library, "agents sort:d") == ["agents sort:date"]
    assert texts(library, "since:3") == ["since:30d", "since:365d"]
    assert texts(library, "like:agen") == ["like:2611.00001", "like:2611.00002"]
    assert library.search.completion.suggest("-id:agen", (), 1)[0].title == "Agents"


def test_fields_themselves_are_completed(stocked: Library) -> None:
    assert texts(stocked, "lora aut")[:1] == ["lora author:"]
    assert texts(stocked, "up")[:1] == ["upvotes:"]
    assert "author:" not in texts(stocked, "lora au ")


@pytest.mark.parametrize("typed", ["2611.00004", "https://arxiv.org/abs/2611.00004v2"])
def test_an_id_or_a_link_becomes_its_paper(stocked: Library, typed: str) -> None:
    assert titles(stocked, typed) == ["Vision Models"]
    (paper,) = stocked.search.completion.papers(typed, 25)
    assert (paper.text, paper.title) == ("2611.00004", "Vision Models")


def test_past_searches_come_first_the_newest_first_of_all(stocked: Library) -> None:
    past = ("über diffusion", "lora", "Diffusion models -survey")
    assert texts(stocked, "diff", *past)[:2] == [past[0], past[2]]
    assert texts(stocked, "uber", *past)[0] == past[0]
    assert texts(stocked, "", *past) == list(past)
    assert texts(stocked, "l", *past) == ["lora"]


def test_past_searches_leave_room_for_others_and_nothing_comes_twice(stocked: Library) -> None:
    past = [f"diffusion {number}" for number in range(30)]
    found = texts(stocked, "diffusion", 'author:"Bob Diffley"', *past)
    assert found[PAST:] == ["2611.00001", "2611.00002"]
    assert texts(stocked, "bob", 'author:"Bob Diffley"') == ['author:"Bob Diffley"']


@pytest.mark.parametrize(
    "typed",
    ["\x00", "((((", '"', "*", ":", "author:", "cat:((", "🙂🙂", "\u202e\u200b", "AND OR",
     "a" * 9000, "\ud800", "cs.*.*", 'author:"" x'],
)  # fmt: skip
def test_whatever_is_typed_breaks_nothing(stocked: Library, typed: str) -> None:
    assert isinstance(texts(stocked, typed), list)
    assert isinstance(stocked.search.completion.papers(typed, 25), list)


def test_without_an_index_past_searches_are_left(stocked: Library) -> None:
    for state in stocked.folder.rglob("meta.json"):
        state.write_text("{}", encoding="utf-8")
    other = stocked.open_search()
    assert [one.text for one in other.completion.suggest("diff", ["diff"], 25)] == ["diff"]
    assert other.completion.papers("diff", 25) == []
    shutil.rmtree(stocked.folder)
    assert [one.text for one in other.completion.suggest("diff", ["diff"], 25)] == ["diff"]


def test_papers_alone_are_loaded_that_may_be_shown(stocked: Library) -> None:
    loaded: list[int] = []

    def load(ids: object) -> dict[str, object]:
        loaded.append(len(list(ids)))  # type: ignore[call-overload]
        return {}

    index = stocked.search.upkeep.index
    look = Completion(Held(index.snapshot, load, lambda: NOW))  # type: ignore[arg-type]
    look.suggest("diff", (), 25)
    assert loaded == [1, 2]
