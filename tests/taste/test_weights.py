"""Each weight of the table does what it says: without it, another paper comes first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.model import Highlight, Paper
from bot.taste.appeal import Appeal, score
from bot.taste.highlights import pick_highlights
from bot.taste.kinship import Kinship
from bot.taste.weights import WEIGHTS, Weights
from tests.conftest import make_paper

TODAY = date(2026, 11, 24)
TEN, TWELVE = make_paper("ten", upvotes=10), make_paper("twelve", upvotes=12)

TIPS = [
    ("upvotes", Appeal(), (make_paper("a", upvotes=3), make_paper("b", upvotes=1))),
    ("gain", Appeal(gained=9), (TEN, TWELVE)),
    ("vote_here", Appeal(votes_here=3), (TEN, TWELVE)),
    ("save_here", Appeal(saves_here=3), (TEN, TWELVE)),
    ("liked", Appeal(liking=0.9), (TEN, TWELVE)),
]


@pytest.mark.parametrize(("name", "appeal", "pair"), TIPS, ids=[row[0] for row in TIPS])
def test_what_speaks_for_a_paper_counts(
    name: str, appeal: Appeal, pair: tuple[Paper, Paper]
) -> None:
    favoured, other = pair
    assert score(favoured, appeal) > score(other)
    off: dict[str, Any] = {name: 0.0}
    without = replace(WEIGHTS, **off)
    assert score(favoured, appeal, without) <= score(other, Appeal(), without)


def test_what_is_disliked_falls_behind() -> None:
    appeal = Appeal(disliking=0.9)
    assert score(TWELVE, appeal) < score(TEN)
    assert score(TWELVE, appeal, replace(WEIGHTS, disliked=0.0)) > score(TEN)


def test_a_faint_likeness_counts_for_nothing() -> None:
    faint = Appeal(liking=WEIGHTS.alike_from, disliking=WEIGHTS.alike_from)
    assert score(TEN, faint) == score(TEN)
    assert score(TEN, faint, replace(WEIGHTS, alike_from=0.0, disliked=0.0)) > score(TEN)


def test_beyond_a_full_likeness_nothing_more_counts() -> None:
    full = score(TEN, Appeal(liking=WEIGHTS.alike_fully))
    assert score(TEN, Appeal(liking=1.0)) == full
    assert score(TEN, Appeal(liking=1.0), replace(WEIGHTS, alike_fully=2.0)) < full


@pytest.mark.parametrize("field", ["gained", "votes_here", "saves_here", "liking"])
def test_more_never_counts_less(field: str) -> None:
    steps: list[dict[str, Any]] = [{field: n / 10 if field == "liking" else n} for n in range(10)]
    sums = [score(TEN, replace(Appeal(), **step)) for step in steps]
    assert sums == sorted(sums)


def picked(listed: Sequence[Highlight], weights: Weights, top: int = 3) -> list[str]:
    found, _ = pick_highlights(
        listed,
        shown=(),
        topic=None,
        top=top,
        today=TODAY,
        kinship=Kinship(entry.paper for entry in listed),
        weights=weights,
    )
    return [entry.paper.id for entry in found]


def kin(name: str, votes: int, words: str) -> Highlight:
    return Highlight(make_paper(name, words, upvotes=votes), TODAY)


LISTED = [
    kin("a", 100, "graph coloring alpha"),
    kin("b", 99, "graph coloring beta"),
    kin("c", 98, "graph coloring gamma"),
    kin("d", 60, "ocean currents delta"),
    kin("e", 50, "violin acoustics epsilon"),
]

SHAPES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("as it stands", {}, ["a", "b", "d"]),
    ("most_of_a_kind", {"most_of_a_kind": 1, "kinship": 0.0}, ["a", "d", "e"]),
    ("most_of_a_kind off", {"most_of_a_kind": 9, "kinship": 0.0}, ["a", "b", "c"]),
    ("kinship", {"most_of_a_kind": 9, "kinship": 50.0}, ["a", "d", "e"]),
    ("kinship off", {"most_of_a_kind": 9, "kinship": 0.0}, ["a", "b", "c"]),
    ("of_a_kind", {"of_a_kind": 0.99}, ["a", "b", "c"]),
    ("near_duplicate", {"near_duplicate": 0.15}, ["a", "d", "e"]),
]


@pytest.mark.parametrize(("how", "ids"), [row[1:] for row in SHAPES], ids=[s[0] for s in SHAPES])
def test_what_keeps_a_digest_varied(how: dict[str, Any], ids: list[str]) -> None:
    assert picked(LISTED, replace(WEIGHTS, **how)) == ids
