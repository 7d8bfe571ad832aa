"""The order of an answer: how well papers fit, how new they are, how many like them."""

from datetime import date

import pytest

from bot.search.sort import split_sort
from tests.search.conftest import Library, about

DAYS = {1: date(2026, 1, 1), 2: date(2024, 5, 1), 3: date(2026, 11, 1), 4: None}
VOTES = {1: 5, 2: 70, 3: None, 4: 6}


@pytest.fixture
def stocked(library: Library) -> Library:
    library.stock(
        *(
            about(n, f"LoRA {n}", "rank " * n, published=DAYS[n], upvotes=VOTES[n])
            for n in range(1, 5)
        ),
        about(9, "Speech", published=date(2026, 11, 20), upvotes=900),
    )
    return library


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("lora sort:date", [3, 1, 2, 4]),
        ("sort:newest lora", [3, 1, 2, 4]),
        ("lora SORT:Upvotes", [2, 4, 1, 3]),
        ("lora sort:date sort:votes", [2, 4, 1, 3]),
    ],
)
def test_papers_come_in_the_order_that_is_asked_for(
    stocked: Library, typed: str, numbers: list[int]
) -> None:
    assert stocked.ids(typed) == [f"2611.{n:05d}" for n in numbers]
    assert list(stocked.search.find_ids(typed, 10).ids) == stocked.ids(typed)
    found = stocked.search.find(typed, 10)
    assert (found.total, found.asked.lower()) == (4, "lora")


def test_pages_keep_the_order(stocked: Library) -> None:
    pages = [stocked.ids("lora sort:date", 1, offset) for offset in range(4)]
    assert [page[0] for page in pages] == stocked.ids("lora sort:date")


def test_near_papers_follow_by_how_well_they_fit(stocked: Library) -> None:
    found = stocked.search.find("lora speech sort:upvotes", 10)
    assert found.is_near
    assert len(found.hits) == 5


def test_an_order_that_does_not_exist_is_named(stocked: Library) -> None:
    found = stocked.search.find("lora sort:beauty", 10)
    assert found.problems == (
        "“sort:beauty” is no order; there are sort:relevance, sort:date, sort:upvotes. "
        "The best come first.",
    )
    assert found.total == 4


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("resort:date", "resort:date"),
        ("assort: date", "assort: date"),
        ('sort:date "a b"', '"a b"'),
        ("a sort: date b", "a b"),
        ("sort:date", ""),
    ],
)
def test_only_an_order_is_taken_out(text: str, rest: str) -> None:
    assert split_sort(text)[0] == rest
