"""An id that two works share by mistake loses neither of them."""

from typing import Any

import pytest

from bot.model import Arrival, Authority
from bot.store import Store, papers
from bot.store.papers.shared_ids import is_one_work
from tests.conftest import NOW, make_paper


def of_file(paper_id: str, title: str, **known: Any) -> Arrival:
    return Arrival(make_paper(paper_id, title=title, **known), None, Authority.FILE)


def titles(store: Store, *batches: list[Arrival]) -> list[str]:
    for batch in batches:
        with store.write() as tx:
            papers.add_papers(tx, batch, NOW)
    with store.read() as tx:
        return sorted(paper.title for paper in papers.newest_papers(tx, 99))


RIVERS = of_file("10.1007/1", "Chapter about rivers", authors=("Ann Lee",))
LAKES = of_file("10.1007/1", "Chapter about lakes", authors=("Bo Kim",))


def test_two_chapters_under_the_doi_of_their_book_are_two_works(store: Store) -> None:
    assert titles(store, [RIVERS, LAKES]) == ["Chapter about lakes", "Chapter about rivers"]


def test_a_second_file_takes_nobodys_place_and_can_be_read_again(store: Store) -> None:
    both = ["Chapter about lakes", "Chapter about rivers"]
    assert titles(store, [RIVERS], [LAKES], [LAKES], [RIVERS]) == both


def test_a_files_work_makes_way_for_whom_arxiv_calls_so(store: Store) -> None:
    apples = of_file("1011.1669", "Notes on apples", authors=("Ann Lee",))
    record = Arrival(
        make_paper("1011.1669", title="Quantum fields in curved space", authors=("Cy Oh",)),
        None,
        Authority.RECORD,
    )
    assert titles(store, [apples], [record]) == ["Notes on apples", record.paper.title]
    assert titles(store, [apples]) == ["Notes on apples", record.paper.title]
    with store.read() as tx:
        (stored,) = papers.get_papers(tx, ["1011.1669"]).values()
    assert (stored.title, stored.authors) == (record.paper.title, ("Cy Oh",))


@pytest.mark.parametrize(
    ("title", "authors", "is_same"),
    [
        ("Attention is all you need", ("Ann Lee",), True),
        ("Attention Is All You Need: A Study", (), True),
        ("Attention is all you neeed", (), True),
        ("All you need is attention, they say", ("Ann Lee",), True),
        ("All you need is attention, they say", ("Bo Kim",), False),
        ("A survey of rivers and lakes in Norway", ("Bo Kim",), False),
        ("A new title altogether", (), True),
        ("", (), True),
    ],
)
def test_titles_and_people_tell_whether_an_id_names_one_work(
    title: str, authors: tuple[str, ...], is_same: bool
) -> None:
    known = make_paper("2401.00001", title="Attention is all you need", authors=("Ann Lee",))
    other = make_paper("2401.00001", title=title, authors=authors)
    assert is_one_work(known, other) is is_same
