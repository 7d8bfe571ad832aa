"""A citation can be pasted as it is."""

from datetime import date

import pytest
from bibtexparser.entrypoint import parse_string

from bot.compose.citations import bibtex, key_of
from tests.conftest import make_paper


def test_a_citation_reads_back_as_what_it_cites() -> None:
    paper = make_paper(
        "1706.03762",
        "Attention & 100% of {Braces}",
        authors=("Ashish Vaswani", "Łukasz Kaiser"),
        published=date(2017, 6, 12),
        categories=("cs.CL",),
        doi="10.48550/arXiv.1706.03762",
    )
    (entry,) = parse_string(bibtex(paper)).entries
    assert entry.key == "vaswani2017attention"
    assert entry["eprint"] == "1706.03762"
    assert entry["author"] == "Ashish Vaswani and Łukasz Kaiser"
    assert entry["title"] == r"{Attention \& 100\% of \{Braces\}}"
    assert entry["year"] == "2017"


@pytest.mark.parametrize(
    ("title", "authors", "key"),
    [
        ("A study", ("Ann Lee",), "lee2020study"),
        ("On the move", (), "2020move"),
        ("Über alles", ("José García",), "garcia2020uber"),
        ("注意", ("李",), "2020"),
    ],
)
def test_a_key_is_name_year_and_first_telling_word(
    title: str, authors: tuple[str, ...], key: str
) -> None:
    assert key_of(make_paper(title=title, authors=authors, published=date(2020, 1, 1))) == key
