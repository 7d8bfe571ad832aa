"""Papers are kept once, and what is known is never lost."""

from dataclasses import fields
from datetime import date
from typing import Any

from bot.model import Arrival, Listing, Paper
from bot.sources.json_rows import Ranks, parse_row
from bot.store import Store, papers
from bot.store.papers.merge import Known, Rank, merge
from tests.conftest import NOW, make_paper

TODAY = date(2026, 11, 24)


def listed(paper_id: str, day: date = TODAY, rank: int = 1, **known: Any) -> Arrival:
    return Arrival(make_paper(paper_id, **known), Listing("huggingface", day, rank, "ann"))


def test_the_same_list_again_changes_nothing(store: Store) -> None:
    arrivals = [listed(f"2611.{n:05d}", rank=n, upvotes=n) for n in range(1, 20)]
    with store.write() as tx:
        assert len(papers.add_papers(tx, arrivals, NOW).new) == 19
        before = papers.current_revision(tx)
        again = papers.add_papers(tx, arrivals, NOW)
        assert (again.new, again.updated, again.listed) == ((), (), ())
        assert papers.current_revision(tx) == before == 19


def test_votes_move_and_a_partial_answer_blanks_nothing(store: Store) -> None:
    full = make_paper("2611.00001", abstract="Known.", authors=("Ann",), upvotes=3, code_url="u")
    with store.write() as tx:
        papers.add_papers(tx, [Arrival(full)], NOW)
        added = papers.add_papers(tx, [Arrival(make_paper("2611.00001", upvotes=9))], NOW)
        (stored,) = papers.get_papers(tx, ["2611.00001"]).values()
    assert [paper.id for paper in added.updated] == ["2611.00001"]
    assert (stored.upvotes, stored.abstract, stored.authors, stored.code_url) == (
        9,
        "Known.",
        ("Ann",),
        "u",
    )


def test_zero_upvotes_is_a_fact_and_not_a_gap() -> None:
    earlier, later = (Known(make_paper(upvotes=n), Rank(0, 0, 3 - n)) for n in (3, 0))
    assert merge(earlier, later).paper.upvotes == 0


def test_a_paper_twice_in_one_answer_is_stored_once(store: Store) -> None:
    with store.write() as tx:
        added = papers.add_papers(tx, [listed("2611.00001"), listed("2611.00001")], NOW)
        assert len(added.new) == len(added.listed) == papers.count_papers(tx) == 1


def test_a_paper_on_two_days_is_listed_anew_but_counted_once(store: Store) -> None:
    earlier = date(2026, 11, 18)
    with store.write() as tx:
        papers.add_papers(tx, [listed("2611.00001", earlier)], NOW)
        added = papers.add_papers(tx, [listed("2611.00001")], NOW)
        assert added.new == ()
        assert [listing.day for _, listing in added.listed] == [TODAY]
        assert [entry.day for entry in papers.listed_between(tx, earlier, TODAY)] == [TODAY]
        assert papers.listed_days(tx, TODAY, 5) == [TODAY, earlier]


def test_a_list_comes_by_upvotes_and_then_by_rank(store: Store) -> None:
    arrivals = [
        listed("2611.00001", rank=3, upvotes=1),
        listed("2611.00002", rank=2, upvotes=None),
        listed("2611.00003", rank=1, upvotes=1),
        listed("2611.00004", rank=4, upvotes=8),
    ]
    with store.write() as tx:
        papers.add_papers(tx, arrivals, NOW)
        order = [entry.paper.id[-1] for entry in papers.listed_between(tx, TODAY, TODAY)]
    assert order == ["4", "3", "1", "2"]


def test_who_listed_a_paper_belongs_to_it_and_a_new_one_is_a_change(store: Store) -> None:
    again = Listing("arxiv", date(2026, 11, 25), 4, "bob")
    with store.write() as tx:
        (paper,) = papers.add_papers(tx, [listed("2611.00001")], NOW).new
        assert (paper.sources, paper.submitters) == (("huggingface",), ("ann",))
        added = papers.add_papers(tx, [Arrival(make_paper("2611.00001"), again)], NOW)
        assert [paper.submitters for paper in added.updated] == [("ann", "bob")]
        (change,) = papers.read_changes(tx, 1, 10)
        assert change.paper == added.updated[0]
        assert papers.get_papers(tx, ["2611.00001"])["2611.00001"] == change.paper
        same = papers.add_papers(tx, [Arrival(make_paper("2611.00001"), again)], NOW)
        assert (same.updated, papers.current_revision(tx)) == ((), 2)


def test_changes_are_read_on_from_a_revision(store: Store) -> None:
    with store.write() as tx:
        papers.add_papers(tx, [listed(f"2611.{n:05d}") for n in range(1, 6)], NOW)
        papers.add_papers(tx, [listed("2611.00002", upvotes=5)], NOW)
        changes = papers.read_changes(tx, 4, 10)
    assert [(change.revision, change.paper.id) for change in changes] == [
        (5, "2611.00005"),
        (6, "2611.00002"),
    ]


def test_removed_papers_vanish_and_come_back_when_they_arrive_again(store: Store) -> None:
    with store.write() as tx:
        papers.add_papers(tx, [listed("2611.00001"), listed("2611.00002")], NOW)
        assert papers.remove_papers(tx, "huggingface") == 2
        assert papers.count_papers(tx) == 0
        assert [change.is_removed for change in papers.read_changes(tx, 2, 10)] == [True, True]
        papers.add_papers(tx, [listed("2611.00001")], NOW)
        assert papers.count_papers(tx) == 1
        assert not papers.read_changes(tx, 4, 10)[-1].is_removed


def test_a_crash_in_the_middle_leaves_nothing_half_done(store: Store) -> None:
    class Crash(Exception): ...

    try:
        with store.write() as tx:
            papers.add_papers(tx, [listed("2611.00001")], NOW)
            raise Crash
    except Crash:
        pass
    with store.read() as tx:
        assert papers.count_papers(tx) == papers.current_revision(tx) == 0


def test_no_field_of_a_row_is_blanked_by_a_list_that_says_less(store: Store) -> None:
    line = (
        '{"id": "2611.00001", "title": "On $k$", "abstract": "We $k$.", "comment": "12 pages",'
        ' "organization": "Lab", "doi": "10.1/x", "journal": "J", "version": 2, "authors": ["Ann"]}'
    )
    row = parse_row(line, Ranks())
    assert isinstance(row, Arrival)
    with store.write() as tx:
        papers.add_papers(tx, [row], NOW)
        before = papers.get_papers(tx, ["2611.00001"])["2611.00001"]
        papers.add_papers(tx, [listed("2611.00001", upvotes=3)], NOW)
        after = papers.get_papers(tx, ["2611.00001"])["2611.00001"]
    assert before.remark == "12 pages"
    known = {one.name: getattr(before, one.name) for one in fields(Paper)}
    blanked = [name for name, value in known.items() if value and not getattr(after, name)]
    assert blanked == []
