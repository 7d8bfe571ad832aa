"""Questions in sentences: what opens them is left out, and what is asked for is searched."""

import pytest

from bot.search.question_preamble import split_opening
from tests.search.conftest import Library, about


@pytest.mark.parametrize(
    ("opening", "asked"),
    [
        ("Are there any studies that explore", "gradient clipping in transformers?"),
        ("Can you recommend research on", "point clouds?"),
        ("Could you please suggest some recent papers that use or propose", "state space models?"),
        ("Which paper first proposed", "low-rank adaptation?"),
        ("What work has been done on", "reward hacking?"),
        ("what papers are there dealing with", "thermal buckling ."),
        ("Have any works explored", "the use of sketches"),
        ("I'd like to find articles describing", "graph algorithms"),
        ("I’m looking for a", "dataset of recipes"),
        ("Where can I find studies published on", "sleep"),
        ("Provide an example of work that uses", "hypernetworks"),
        ("Is there any paper that attempts to", "translate sign language?"),
        ("papers about", "LoRA -survey since:2025-01-01"),
        ("A study on", "lasers"),
    ],
)
def test_what_opens_a_question_is_told_from_what_it_asks(opening: str, asked: str) -> None:
    assert split_opening(f"{opening} {asked}") == (opening, asked)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "papers",
        "papers about",
        "are there any papers?",
        "paper folding",
        "research agents for chemistry",
        "article recommendation",
        "looking glass self",
        "list decoding of codes",
        "show, attend and tell",
        "find similar images",
        "what is attention",
        "What Does BERT Look At?",
        "studies of lasers",
        '"papers about" lora',
        "title:papers about lora",
    ],
)
def test_what_names_no_papers_and_what_they_do_is_left_whole(text: str) -> None:
    assert split_opening(text) == ("", text)


def test_a_long_text_is_read_only_where_it_opens() -> None:
    text = "papers that use " * 2000
    opening, asked = split_opening(text)
    assert len(opening) < 200
    assert len(opening) + len(asked) >= len(text) - 1


def test_a_question_finds_what_it_asks_for_and_not_what_it_says(library: Library) -> None:
    library.stock(
        about(1, "Recommending research", "We explore how to recommend research papers."),
        about(2, "Clouds of points", "Point clouds are segmented."),
    )
    found = library.search.find("Can you recommend any papers that explore point clouds?", 10)
    assert [hit.paper.id for hit in found.hits] == ["2611.00002"]
    assert (found.asked, found.is_near) == ("point clouds?", False)
    assert found.hits[0].title_marks == ((0, 6), (10, 16))


def test_words_of_an_opening_are_not_put_right(library: Library) -> None:
    library.stock(*(about(n, "Recommended", "Diffusion was recommended.") for n in range(1, 9)))
    found = library.search.find("can you recommend papers about difusion", 10)
    assert found.corrected == "diffusion"


def test_a_title_that_opens_like_a_question_is_found_first(library: Library) -> None:
    library.stock(
        about(1, "Lasers", "Lasers and lasers."), about(2, "A study on lasers", "A survey.")
    )
    assert library.ids("a study on lasers")[0] == "2611.00002"


def test_words_that_only_join_a_sentence_do_not_rank(library: Library) -> None:
    library.stock(
        about(1, "Machines", "They walk where there would be no floor, because they must."),
        about(2, "Stairs", "Robots climb them."),
    )
    asked = "robots on stairs, because there would be no floor where they must climb"
    assert library.ids(asked)[0] == "2611.00002"


def test_a_word_that_joins_a_sentence_ranks_where_it_is_alone(library: Library) -> None:
    library.stock(about(1, "Robots", "Why so?"), about(2, "Why", "Why, why."))
    assert library.ids("why")[0] == "2611.00002"
