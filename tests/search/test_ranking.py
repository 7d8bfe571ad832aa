"""What comes first: whole titles, all words, words in the title and side by side, then the rest."""

from datetime import date, timedelta
from functools import partial

import pytest

from bot.query import parse
from bot.search.engine.score_clauses import pair_weight
from bot.search.index import Snapshot
from bot.search.question import Question
from bot.search.ranking import Prior, fuse
from tests.conftest import NOW
from tests.search.conftest import Library, about

TODAY = NOW.date()


def test_a_title_that_is_typed_whole_comes_first(library: Library) -> None:
    library.stock(
        about(1, "Attention is all you need: attention, attention", "Attention you need."),
        about(2, "Attention Is All You Need", "A sequence transduction model."),
    )
    assert library.ids("attention is all you need")[0] == "2611.00002"


def test_a_title_is_found_also_where_it_is_no_good_query(library: Library) -> None:
    title = "Not -so- fast: AND/OR (search) in $\\mathcal{O}(n)$ title:lookups?"
    library.stock(about(1, title, "Text."), about(2, "Fast lookups", "Search in time."))
    found = library.search.find(title, 10)
    assert found.hits[0].paper.title == title
    assert not found.hits[0].is_near


def test_papers_with_all_words_come_before_those_with_some(library: Library) -> None:
    library.stock(
        about(1, "Speech speech speech", "Speech."),
        about(2, "Something", "Long words about many things, robots and also speech."),
    )
    found = library.search.find("robots speech", 10)
    assert [hit.paper.id for hit in found.hits] == ["2611.00002", "2611.00001"]
    assert [hit.is_near for hit in found.hits] == [False, True]
    assert (found.total, found.near) == (1, 1)


def test_words_side_by_side_count_more_than_the_same_words_apart(library: Library) -> None:
    library.stock(
        about(1, "One", "An object moves, and its detection is hard."),
        about(2, "Two", "Moving is hard, and object detection its part."),
    )
    assert library.ids("object detection")[0] == "2611.00002"


def test_papers_score_alike_whether_few_or_many_may_match(library: Library) -> None:
    library.stock(
        *(about(n, f"Robots {'and ' * n}speech", "Loud speech " * n) for n in range(1, 9))
    )
    few, many = (
        library.search.upkeep.ask(partial(_scores, text))
        for text in ("robots speech loud", "(robots speech) OR loud")
    )
    assert len(few) == 8
    assert few == pytest.approx(many)


def _scores(text: str, look: Snapshot) -> dict[int, float]:
    found, _ = look.exactly(Question(text, parse(text), TODAY), 10)
    return {one.row: one.score for one in found}


def test_in_a_short_query_words_side_by_side_beat_one_of_them_said_often(library: Library) -> None:
    library.stock(
        about(1, "One", "An object moves; its detection is hard, and no detection is late."),
        about(2, "Two", "Object detection and other words follow and other words follow"),
        *(about(n, f"Filler {n}", "Neither of both.") for n in range(3, 40)),
    )
    assert library.ids("object detection")[0] == "2611.00002"


def test_what_a_pair_counts_falls_with_the_length_of_a_query() -> None:
    assert [pair_weight(stems) for stems in (0, 1, 2, 4, 20)] == [1, 1, 1, 0.5, 0.3]


def test_other_forms_of_a_word_are_near(library: Library) -> None:
    library.stock(about(1, "Quantized weights"), about(2, "Pruned weights"))
    found = library.search.find("quantization", 10)
    assert (found.is_near, [hit.paper.id for hit in found.hits]) == (True, ["2611.00001"])
    assert found.hits[0].title_marks == ((0, 9),)


def test_what_is_said_twice_is_meant_more(library: Library) -> None:
    library.stock(about(1, "Alpha", "beta gamma"), about(2, "Delta", "epsilon gamma"))
    assert library.ids("alpha delta delta zeta")[0] == "2611.00002"
    assert library.ids("alpha alpha delta zeta")[0] == "2611.00001"


def test_a_word_that_is_a_name_counts_among_authors(library: Library) -> None:
    library.stock(
        about(1, "Capsules", "They vote.", authors=("Geoffrey Hinton",)),
        about(2, "Capsules", "They vote too.", authors=("Ann Long",)),
        *(about(n, f"Paper {n}", "A long text on long things.") for n in range(3, 9)),
    )
    assert library.ids("hinton voting machines")[0] == "2611.00001"


def test_votes_and_newness_part_equals(library: Library) -> None:
    old, new = TODAY - timedelta(days=900), TODAY - timedelta(days=3)
    library.stock(
        about(1, "Robots", "Arms.", upvotes=2, published=new),
        about(2, "Robots", "Arms.", upvotes=150, published=new),
        about(3, "Robots", "Arms.", upvotes=2, published=old),
    )
    assert library.ids("arms") == ["2611.00002", "2611.00001", "2611.00003"]


def test_votes_and_newness_never_beat_a_clearly_better_match(library: Library) -> None:
    library.stock(
        about(1, "Robot arms", "Robots and their arms.", published=date(2008, 1, 1)),
        about(
            2,
            "A survey of everything there is in machine learning",
            "Many long words on many things, and once on arms, too. " * 3,
            upvotes=5000,
            published=TODAY,
        ),
    )
    assert library.ids("arms")[0] == "2611.00001"


def test_the_best_that_votes_and_newness_can_do_is_bounded() -> None:
    loved, unknown = Prior(100_000, TODAY.toordinal()), Prior()
    better, worse = fuse([1.0, 0.9], [0.0, 0.0], [unknown, loved], TODAY)
    assert better > worse


def test_what_asks_for_no_word_is_sorted_by_day(library: Library) -> None:
    days = {1: date(2026, 1, 5), 2: date(2026, 11, 1), 3: date(2025, 3, 2), 4: None}
    library.stock(*(about(n, f"Paper {n}", published=day, code_url="u") for n, day in days.items()))
    assert library.ids("has:code") == [f"2611.{n:05d}" for n in (2, 1, 3, 4)]


def test_pages_keep_one_order_from_hits_to_near_ones(library: Library) -> None:
    library.stock(
        *(about(n, f"Robots {n}", "speech " * (n % 5)) for n in range(1, 31)),
        *(about(n, f"Speech {n}", "arm") for n in range(31, 41)),
    )
    whole = library.ids("robots speech", 100)
    pages = [key for offset in range(0, 50, 5) for key in library.ids("robots speech", 5, offset)]
    assert pages == whole
    assert library.search.find_ids("robots speech", 100).ids == whole
    assert len(whole) == len(set(whole)) == 40
