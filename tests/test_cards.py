"""What a card tells of a paper: all that is known, and nothing that is not."""

from datetime import date, timedelta

from bot.compose.cards import facts_of, full_card, momentum_of
from bot.message import Link
from bot.model import Signal
from tests.conftest import NOW, make_paper


def test_all_that_is_known_is_told() -> None:
    card = full_card(
        make_paper(
            abstract="We stop.",
            authors=("Ann Lee", "Bob Ray"),
            ai_summary="It stops.",
            version=3,
            revised=date(2026, 11, 22),
            doi="10.1000/x",
            journal="J. Études 1",
            remark="12 pages",
            categories=("cs.LG", "stat.ML"),
        ),
        "12 upvotes when first seen, 180 now.",
    )
    assert card.body.plain.split("\n") == [
        "It stops.", "", "Ann Lee, Bob Ray", "", "We stop.", "",
        "12 upvotes when first seen, 180 now.", "Version 3, revised Sun 22 Nov 2026.",
        "Published in J. Études 1", "Authors' note: 12 pages", "Categories: cs.LG, stat.ML",
    ]  # fmt: skip
    assert Link("DOI", "https://doi.org/10.1000/x") in card.links


def test_a_withdrawal_is_told_first() -> None:
    paper = make_paper(is_withdrawn=True, upvotes=3)
    assert facts_of(paper, None) == "withdrawn · ↑ 3"
    assert full_card(paper).body.plain.startswith("Withdrawn")


def test_how_votes_moved() -> None:
    points = [Signal(NOW, 12), Signal(NOW + timedelta(hours=1), None, 3)]
    assert momentum_of(points) == ""
    points.append(Signal(NOW + timedelta(days=1), 1180))
    assert momentum_of(points) == "12 upvotes when first seen on Tue 24 Nov 2026, 1,180 now."
    assert momentum_of([]) == ""


def test_the_abstract_is_shown_however_many_wrote_it() -> None:
    names = tuple(f"A. Person{n}" for n in range(400))
    body = full_card(make_paper(abstract="We measure a boson.", authors=names)).body.plain
    assert "A. Person19 +380 more\n" in body
    assert "We measure a boson." in body[:600]


def test_all_are_named_where_they_are_few() -> None:
    names = tuple(f"A. Person{n}" for n in range(21))
    assert "A. Person20" in full_card(make_paper(authors=names)).body.plain
