"""One work under two ids is linked and shown once; what only looks alike is not."""

from datetime import date
from typing import Any

import pytest

from bot.model import Arrival, Destination, Listing, Paper
from bot.store import Store, papers, subscriptions
from bot.store.papers.work_links import Candidate, is_same_work
from tests.conftest import NOW, make_paper

TODAY = date(2026, 11, 24)
TITLE = "Low-Rank Adapters That Know When to Stop"
ANN = ("Ann Lee", "Bob Ray")

SAME = [
    (("2611.00001", TITLE, ANN), ("acl-7", TITLE.upper(), ("A. Lee", "B. Ray"))),
    (("2611.00001", TITLE, ANN), ("acl-7", f"{TITLE}.", ("Ann Lee", "Bob Ray", "Cy Fox"))),
    (("2611.00001", TITLE, ANN), ("acl-7", "Low-rank adapter that knows when to stop", ANN)),
    (("2611.00001", TITLE, ANN), ("acl-7", TITLE, ())),
    (("2611.00001", TITLE, ANN), ("2611.00002", TITLE, ANN)),
]
OTHERS = [
    (("2611.00001", TITLE, ANN), ("acl-7", TITLE, ("Cy Fox", "Di Hu"))),
    (("2611.00001", f"{TITLE} I", ANN), ("acl-7", f"{TITLE} II", ANN)),
    (("acl-1", "Scaling GPT-3 with words", ANN), ("acl-2", "Scaling GPT-4 with words", ANN)),
    (("2611.00001", TITLE, ANN), ("2611.00002", f"{TITLE} Again", ANN)),
    (("acl-1", "A Reply", ANN), ("acl-2", "A Reply", ())),
    (("acl-1", TITLE, ANN), ("acl-2", "Low-Rank Adapters That Fail Where Nobody Looks", ANN)),
]  # fmt: skip

Work = tuple[str, str, tuple[str, ...]]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [(*pair, True) for pair in SAME] + [(*pair, False) for pair in OTHERS],
)
def test_which_papers_are_one_work(one: Work, other: Work, is_same: bool) -> None:
    assert is_same_work(make_paper(one[0], one[1], authors=one[2]), Candidate(*other)) == is_same
    assert (
        is_same_work(make_paper(other[0], other[1], authors=other[2]), Candidate(*one)) == is_same
    )


def paper(paper_id: str, title: str = TITLE, **known: Any) -> Paper:
    return make_paper(paper_id, title, authors=ANN, **known)


def listed(one: Paper, source: str = "huggingface", day: date = TODAY) -> Arrival:
    return Arrival(one, Listing(source, day, 1))


ORDERS = [["2611.00001", "acl-7"], ["acl-7", "2611.00001"]]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("is_together", [True, False])
def test_a_work_under_two_ids_is_shown_once_by_its_arxiv_id(
    store: Store, order: list[str], is_together: bool
) -> None:
    arrivals = [listed(paper(known), f"source-{known}") for known in order]
    news: list[str] = []
    with store.write() as tx:
        for part in [arrivals] if is_together else [[one] for one in arrivals]:
            news += [one.id for one in papers.add_papers(tx, part, NOW).new]
        assert [one.paper.id for one in papers.listed_between(tx, TODAY, TODAY)] == ["2611.00001"]
        assert papers.count_papers(tx) == 1
        changes = {one.paper.id: one.is_removed for one in papers.read_changes(tx, 0, 10)}
        assert changes == {"2611.00001": False, "acl-7": True}
        assert papers.get_papers(tx, ["acl-7"])["acl-7"].title == TITLE
        assert len(papers.get_listings(tx, "2611.00001")) == 2
    assert len(news) == 1


def test_a_listing_comes_with_the_paper_that_stands_for_the_work(store: Store) -> None:
    with store.write() as tx:
        papers.add_papers(tx, [Arrival(paper("2611.00001", upvotes=3))], NOW)
        added = papers.add_papers(tx, [listed(paper("acl-7"))], NOW)
    assert added.new == ()
    assert [(one.id, listing.day) for one, listing in added.listed] == [("2611.00001", TODAY)]


def test_three_ids_end_in_one_work_whatever_came_between(store: Store) -> None:
    with store.write() as tx:
        for known in ("acl-9", "acl-7", "2611.00001"):
            papers.add_papers(tx, [listed(paper(known), known)], NOW)
        assert [one.paper.id for one in papers.listed_between(tx, TODAY, TODAY)] == ["2611.00001"]
        assert papers.count_papers(tx) == 1


def test_a_paper_that_is_renamed_finds_its_twin(store: Store) -> None:
    with store.write() as tx:
        papers.add_papers(
            tx, [listed(paper("2611.00001")), listed(paper("acl-7", "Draft of it"))], NOW
        )
        assert papers.count_papers(tx) == 2
        papers.add_papers(tx, [listed(paper("acl-7", version=2))], NOW)
        assert papers.count_papers(tx) == 1


def test_a_work_that_was_shown_under_another_id_is_not_shown_again(store: Store) -> None:
    place = Destination("slack", "T1/C1")
    with store.write() as tx:
        papers.add_papers(tx, [listed(paper("acl-7"))], NOW)
        subscriptions.mark_shown(tx, place, ["acl-7"], NOW)
        papers.add_papers(tx, [listed(paper("2611.00001"), "arxiv")], NOW)
        assert subscriptions.already_shown(tx, place, ["2611.00001"]) == {"2611.00001"}
