"""The model of what one person likes, by the weights of its table."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bot.model import Example, Sign
from bot.taste.hashed_vectors import hashed_vectors
from bot.taste.interest import best_for
from bot.taste.weights import INTEREST
from tests.conftest import make_paper


def vector(*numbers: float) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    found = np.array(numbers, np.float32)
    return found / np.linalg.norm(found)


SHELF = {
    "robot 1": vector(1, 0, 0.1),
    "robot 2": vector(1, 0, -0.1),
    "robot 3": vector(1, 0.1, 0),
    "protein 1": vector(0, 1, 0.1),
    "protein 2": vector(0, 1, -0.1),
    "protein 3": vector(0.1, 1, 0),
    "other": vector(0, 0, 1),
}


def best(*examples: tuple[str, Sign], upvotes: dict[str, int] | None = None, **how: float) -> str:
    """Return the candidate that fits best, and the example that speaks for it."""
    held = [Example(name, sign) for name, sign in examples]
    candidates = {name: (upvotes or {}).get(name, 0) for name in SHELF}
    for one in held:
        candidates.pop(one.paper_id)
    (first, *_) = best_for(held, candidates, SHELF, 5, replace(INTEREST, **how))
    return f"{first.paper_id} because of {first.because.paper_id}"


def test_what_is_near_to_what_is_liked_comes_first() -> None:
    assert best(("robot 1", Sign.SAVED)).startswith("robot")
    assert best(("protein 1", Sign.VOTED)).startswith("protein")


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("voted", Sign.VOTED),
        ("saved", Sign.SAVED),
        ("interested", Sign.INTERESTED),
        ("alerted", Sign.ALERTED),
    ],
)
def test_each_sign_counts_by_its_weight(name: str, sign: Sign) -> None:
    pair = (("robot 1", sign), ("protein 1", Sign.SAVED if sign is not Sign.SAVED else Sign.VOTED))
    more: dict[str, Any] = {name: 9.0}
    less: dict[str, Any] = {name: 0.01}
    assert best(*pair, **more).startswith("robot")
    assert best(*pair, **less).startswith("protein")


def test_what_is_not_liked_keeps_its_like_away() -> None:
    pair = (("robot 1", Sign.VOTED), ("protein 1", Sign.VOTED), ("robot 2", Sign.NOT_INTERESTED))
    assert not best(*pair).startswith("robot")


def test_popularity_parts_equals_and_no_more() -> None:
    loved = {"other": 300, "robot 3": 20}
    assert best(("robot 1", Sign.SAVED), upvotes=loved).startswith("robot 3")
    assert best(("robot 1", Sign.SAVED), upvotes=loved, popularity=50.0).startswith("other")


def test_each_fit_names_the_example_that_is_nearest() -> None:
    pair = (("robot 1", Sign.SAVED), ("protein 1", Sign.SAVED))
    fits = best_for(
        [Example(name, sign) for name, sign in pair],
        {"robot 2": 0, "protein 2": 0},
        SHELF,
        5,
    )
    because = {one.paper_id: one.because.paper_id for one in fits}
    assert because == {"robot 2": "robot 1", "protein 2": "protein 1"}


def test_a_dislike_is_never_given_as_the_reason() -> None:
    assert best(("robot 1", Sign.SAVED), ("protein 1", Sign.NOT_INTERESTED)).endswith("robot 1")


NOTHING = [
    ([], {"robot 1": 1}),
    ([Example("robot 1", Sign.NOT_INTERESTED)], {"robot 2": 1}),
    ([Example("unknown", Sign.SAVED)], {"robot 2": 1}),
    ([Example("robot 1", Sign.SAVED)], {}),
    ([Example("robot 1", Sign.SAVED)], {"unknown": 1}),
]


@pytest.mark.parametrize(("examples", "candidates"), NOTHING)
def test_where_nothing_is_known_nothing_fits(
    examples: list[Example], candidates: dict[str, int]
) -> None:
    assert best_for(examples, candidates, SHELF, 5) == []


def test_words_make_vectors_where_nothing_was_learned() -> None:
    found = hashed_vectors(
        [
            make_paper("a", "robots grasp objects"),
            make_paper("b", "robots grasp cups"),
            make_paper("c", "protein folding"),
            make_paper("d", ""),
        ]
    )
    assert set(found) == {"a", "b", "c"}
    assert found["a"] @ found["b"] > found["a"] @ found["c"]
    assert all(abs(float(one @ one) - 1) < 1e-5 for one in found.values())
