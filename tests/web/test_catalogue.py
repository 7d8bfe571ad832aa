"""What pages, feeds and the API read."""

from datetime import date, timedelta

import pytest

from tests.conftest import make_paper
from tests.newsroom import TODAY
from tests.web.room import ReadingRoom


async def test_a_day_is_listed_by_votes_and_cut_into_stretches(room: ReadingRoom) -> None:
    listed = [make_paper(f"2611.0000{n}", f"Paper {n}", upvotes=n) for n in range(1, 6)]
    room.list_papers(TODAY, *listed)
    first = await room.catalogue.listed("today", 0, 2)
    assert first
    assert [one.title.plain for one in first.papers] == ["Paper 5", "Paper 4"]
    assert (first.period, first.newer, first.older) == ("2026-11-24", "", "2026-11-23")
    assert (first.total, first.next_offset) == (5, 2)
    last = await room.catalogue.listed("today", 4, 2)
    assert last
    assert last.next_offset is None


async def test_an_empty_day_says_why_and_shows_the_newest_before_it(room: ReadingRoom) -> None:
    room.list_papers(TODAY - timedelta(days=4), make_paper(title="Friday's"))
    shown = await room.catalogue.listed("2026-11-22", 0, 10)
    assert shown
    assert shown.period == "2026-11-20"
    assert "weekends" in shown.lead[0]
    assert [one.title.plain for one in shown.papers] == ["Friday's"]


@pytest.mark.parametrize("period", ["lora", "2026-11-25", "9999-12-31", "2027-W01"])
async def test_what_is_no_period_or_has_not_come_is_none(room: ReadingRoom, period: str) -> None:
    assert await room.catalogue.listed(period, 0, 10) is None


async def test_trending_is_what_gained_votes(room: ReadingRoom) -> None:
    room.list_papers(TODAY, make_paper("2611.00001", "Slow", upvotes=20))
    room.list_papers(TODAY, make_paper("2611.00002", "Fast", upvotes=5))
    room.newsroom.now += timedelta(hours=2)
    room.list_papers(TODAY, make_paper("2611.00002", "Fast", upvotes=90))
    shown = await room.catalogue.listed("trending", 0, 10)
    assert shown
    assert shown.papers[0].title.plain == "Fast"


async def test_where_no_votes_moved_the_last_lists_stand_in(room: ReadingRoom) -> None:
    for back, name, votes in ((40, "New", 20), (54, "Old", 60), (80, "Past", 900)):
        room.list_papers(
            TODAY - timedelta(days=back), make_paper(f"2610.000{back}", name, upvotes=votes)
        )
    room.newsroom.now += timedelta(days=60)
    shown = await room.catalogue.listed("trending", 0, 10)
    assert shown
    assert [one.title.plain for one in shown.papers] == ["New", "Old"]
    assert "liked best" in shown.lead[0]


async def test_a_search_marks_what_matched_and_sorts_as_asked(room: ReadingRoom) -> None:
    room.list_papers(
        TODAY,
        make_paper("2611.00001", "Zebra one", upvotes=1),
        make_paper("2611.00002", "Zebra two", upvotes=9),
    )
    found = await room.catalogue.search("zebra", "upvotes", 0, 10)
    assert [one.title.plain for one in found.papers] == ["Zebra two", "Zebra one"]
    assert found.papers[0].title.marks == ((0, 5),)
    written = await room.catalogue.search("zebra sort:upvotes", "", 0, 10)
    assert (written.asked, written.sort) == ("zebra", "upvotes")


async def test_papers_of_an_author_are_only_theirs(room: ReadingRoom) -> None:
    room.list_papers(
        TODAY,
        make_paper("2611.00001", "One", authors=("Ann Lee",)),
        make_paper("2611.00002", "Two", authors=("Ann Leeds", 'Bob "B" Ray')),
    )
    found = await room.catalogue.tagged("author", "Ann Lee", 0, 10)
    assert [one.title.plain for one in found.papers] == ["One"]
    assert (await room.catalogue.tagged("author", 'Nobody" OR one', 0, 10)).papers == ()


async def test_a_paper_is_told_in_full_by_id_or_link(room: ReadingRoom) -> None:
    room.list_papers(TODAY, make_paper("2611.00001", "One", published=date(2026, 11, 20)))
    shown = await room.catalogue.paper("https://arxiv.org/abs/2611.00001v2")
    assert shown
    assert "Published Fri 20 Nov 2026." in shown.facts
    assert shown.citation.startswith("@misc{")
    assert await room.catalogue.paper("2611.99999") is None


async def test_the_version_changes_with_the_papers_and_the_day(room: ReadingRoom) -> None:
    before = await room.catalogue.version()
    room.list_papers(TODAY, make_paper("2611.00001", "One"))
    after = await room.catalogue.version()
    assert before != after
    room.newsroom.now += timedelta(days=1)
    assert await room.catalogue.version() != after
