"""`like:` means the same to the index and to whoever asks of a single paper."""

from dataclasses import replace

import pytest

from bot.model import Paper
from bot.search.index.likeness import Likeness
from tests.search.conftest import Library, about
from tests.search.test_semantic import invented, topics_of

STORED = list(invented(150))


@pytest.fixture
def learned(library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr("bot.search.semantic.manifest.ALIKE", 0.97)  # a small world has few alike
    library.stock(*STORED)
    assert library.search.learn()
    return library


@pytest.fixture
def likeness(learned: Library) -> Likeness:
    return Likeness(learned.search.upkeep.index.snapshot)


def test_whom_a_paper_is_like_is_the_same_from_both_sides(likeness: Likeness) -> None:
    ids = [paper.id for paper in STORED]
    forward = {(one, other) for other in ids for one in likeness.ids_like(other)}
    backward = {(one.id, other) for one in STORED for other in likeness.liked_by(one, ids)}
    assert forward == backward
    assert forward == {(other, one) for one, other in forward}
    assert 0 < len(forward) < len(ids) ** 2 / 20
    assert all(one != other for one, other in forward)


def test_a_new_paper_is_like_those_it_will_be_like_once_it_is_stored(
    learned: Library, likeness: Likeness
) -> None:
    new = replace(STORED[4], id="2611.90000", title="Another study")
    ids = [paper.id for paper in STORED]
    before = likeness.liked_by(new, ids)
    assert STORED[4].id in before
    learned.stock(new)
    assert likeness.liked_by(new, ids) == before
    assert {one for one in ids if new.id in likeness.ids_like(one)} == set(before)


def test_nothing_is_like_what_is_not_known(library: Library, likeness: Likeness) -> None:
    assert likeness.ids_like("2611.77777") == []
    assert likeness.liked_by(STORED[0], ["2611.77777"]) == []
    assert likeness.liked_by(about(999, "", ""), [STORED[0].id]) == []


def test_without_anything_learned_nothing_is_alike(library: Library) -> None:
    library.stock(*STORED[:20])
    unlearned = Likeness(library.search.upkeep.index.snapshot)
    assert unlearned.ids_like(STORED[0].id) == []
    assert unlearned.liked_by(STORED[0], [STORED[1].id]) == []
    assert library.ids(f"like:{STORED[0].id}") == []


def test_papers_like_one_are_searched_for_the_nearest_first(
    learned: Library, likeness: Likeness
) -> None:
    paper = next(one for one in STORED if len(likeness.ids_like(one.id)) > 2)
    found = learned.search.find(f"like:{paper.id}", 50)
    shown = [hit.paper for hit in found.hits]
    assert {one.id for one in shown} == set(likeness.ids_like(paper.id))
    assert found.total == len(shown)
    assert topics_of(shown) == topics_of([paper]) * len(shown)
    assert [hit.score for hit in found.hits] == sorted((h.score for h in found.hits), reverse=True)


def test_likeness_joins_with_words(learned: Library, likeness: Likeness) -> None:
    paper = next(one for one in STORED if len(likeness.ids_like(one.id)) > 2)
    word = learned.search.find(f"like:{paper.id}", 1).hits[0].paper.abstract.split()[-1]
    both: list[Paper] = [
        hit.paper
        for hit in learned.search.find(f"like:{paper.id} {word}", 50).hits
        if not hit.is_near
    ]
    assert both
    assert all(word in one.abstract for one in both)


def test_a_paper_that_nothing_left_is_like_has_no_results(learned: Library) -> None:
    found = learned.search.find(f"like:{STORED[4].id} upvotes:>1000000", 5)
    assert found.hits == ()
