"""Citation keys: told by the paper alone, and never shared within a file."""

from datetime import date

import pytest

from bot.model import Paper
from bot.model.identity import apart_id
from bot.text.citations import citation_key, cite, write


@pytest.mark.parametrize(
    ("paper", "key"),
    [
        (Paper("2405.1", "A Graph Study", authors=("Ann Lee",), published=date(2024, 5, 1)),
         "lee2024graph"),
        (Paper("x", "Über große Dinge", authors=("Jörg Müller",)), "mulleruber"),
        (Paper("x", "Notes", authors=("Ludwig van Beethoven",)), "vanbeethovennotes"),
        (Paper("x", "The ATLAS Trigger", authors=("ATLAS Collaboration",)),
         "atlascollaborationatlas"),
        (Paper("2405.00001", "論文"), "240500001"),
        (Paper(apart_id("lee:2020_x", "Apples"), "Apples"), "lee:2020_x"),
    ],
)  # fmt: skip
def test_a_key_says_who_when_and_what(paper: Paper, key: str) -> None:
    assert citation_key(paper) == key


def test_papers_that_share_a_key_are_told_apart_the_same_way_in_any_order() -> None:
    one, other = (Paper(known, "Apples", authors=("Ann Lee",)) for known in ("1", "2"))
    forwards, backwards = (
        "".join(write([one, other], "bibtex")),
        "".join(write([other, one], "bibtex")),
    )
    assert forwards.count("{leeapples,") == backwards.count("{leeapples,") == 1
    assert set(forwards.splitlines()) == set(backwards.splitlines())


def test_bibtex_is_safe_for_latex() -> None:
    paper = Paper("x", "50% of α & {b}_c", authors=("Martin Rowe Jr.", "Barnes and Noble, Inc."))
    assert cite(paper).splitlines()[1:3] == [
        r"  title = {50\% of \ensuremath{\alpha} \& \{b\}\_c},",
        "  author = {Rowe, Jr., Martin and {Barnes and Noble, Inc.}},",
    ]
