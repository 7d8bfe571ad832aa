"""Rows of the archives: arXiv's snapshot, CSL-JSON, Semantic Scholar, OpenAlex, RIS."""

import json
from datetime import date
from typing import Any

import pytest

from bot.model import Arrival, Paper
from bot.sources.bibliographies import parse_ris
from bot.sources.json_rows import Ranks, parse_row

SNAPSHOT = {
    "id": "0704.0001",
    "submitter": "Ann Lee",
    "authors": "Bal\\'azs C., Ann Lee",
    "title": "Calculation of prompt\n  diphoton production",
    "comments": "37 pages",
    "journal-ref": "Phys.Rev.D76:013009,2007",
    "doi": "10.1103/PhysRevD.76.013009",
    "categories": "hep-ph cs.CL",
    "abstract": "  A fully $\\alpha$ calculation.\n",
    "versions": [
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Balázs", "C.", ""], ["Lee", "Ann", "Jr.", "MIT"]],
}
SCHOLAR = {
    "paperId": "abc",
    "corpusId": 7,
    "externalIds": {"ArXiv": "2405.00001", "DOI": "10.1234/X"},
    "title": "T",
    "abstract": "A",
    "authors": [{"authorId": "1", "name": "Ann Lee"}],
    "year": 2024,
    "publicationDate": None,
    "venue": "ACL",
    "tldr": {"text": "Short."},
}
OPENALEX = {
    "id": "https://openalex.org/W42",
    "doi": "https://doi.org/10.1234/X",
    "title": "T",
    "publication_date": "2024-05-27",
    "abstract_inverted_index": {"We": [0], "grow": [1, 3], "and": [2]},
    "authorships": [{"author": {"display_name": "Ann Lee"}}],
    "primary_location": {"source": {"display_name": "J. of Tests"}},
}
CSL = {
    "id": "lee2024",
    "type": "article-journal",
    "title": "T",
    "author": [
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        {"literal": "The Team, Inc."},
        {"family": "Rowe", "given": "Martin", "suffix": "Jr."},
    ],
    "issued": {"date-parts": [["2024", 5]]},
    "container-title": ["J. of Tests"],
    "DOI": "10.1234/X",
}


def paper_of(row: dict[str, Any], **changed: object) -> Paper:
    read = parse_row(json.dumps(row | changed), Ranks())
    assert isinstance(read, Arrival)
    return read.paper


def test_a_row_of_the_snapshot_tells_all_versions_and_names() -> None:
    paper = paper_of(SNAPSHOT)
    assert (paper.id, paper.version) == ("0704.0001", 2)
    assert (paper.published, paper.revised) == (date(2007, 4, 2), date(2007, 7, 24))
    assert paper.authors == ("C. Balázs", "Ann Lee Jr.")
    assert paper.title == "Calculation of prompt diphoton production"
    assert paper.abstract == "A fully α calculation."
    assert (paper.doi, paper.remark) == ("10.1103/physrevd.76.013009", "37 pages")
    assert paper.categories == ("hep-ph", "cs.CL")


@pytest.mark.parametrize("broken", [[], [{"version": "v" + "9" * 5000}], [7], [{"created": "x"}]])
def test_versions_that_cannot_be_read_spoil_nothing(broken: list[object]) -> None:
    assert paper_of(SNAPSHOT, versions=broken).version is None


def test_semantic_scholar() -> None:
    paper = paper_of(SCHOLAR)
    assert (paper.id, paper.doi, paper.journal) == ("2405.00001", "10.1234/x", "ACL")
    assert (paper.published, paper.ai_summary) == (date(2024, 1, 1), "Short.")
    assert paper_of(SCHOLAR, externalIds={"DOI": "10.1234/X"}).id == "10.1234/x"
    assert paper_of(SCHOLAR, externalIds={}).id == "s2-abc"


def test_openalex() -> None:
    paper = paper_of(OPENALEX)
    assert (paper.id, paper.journal) == ("10.1234/x", "J. of Tests")
    assert paper.abstract == "We grow and grow"
    assert paper.authors == ("Ann Lee",)
    assert paper_of(OPENALEX, doi="https://doi.org/10.48550/arxiv.2405.00001").id == "2405.00001"
    assert paper_of(OPENALEX, doi=None).id == "W42"


def test_csl() -> None:
    paper = paper_of(CSL)
    assert paper.authors == ("Ludwig van Beethoven", "The Team, Inc.", "Martin Rowe Jr.")
    assert (paper.id, paper.journal) == ("10.1234/x", "J. of Tests")
    assert paper.published == date(2024, 5, 1)
    assert paper_of(CSL, DOI="", URL="http://arxiv.org/abs/2405.00001").id == "2405.00001"
    assert paper_of(CSL, DOI="").id.startswith("lee2024-")


RIS = b"""TY  - JOUR
TI  - One: a study
AU  - Lee, Ann
A1  - Kim, Bo
PY  - 2020///
JO  - J. of Tests
DO  - https://doi.org/10.1234/X
AB  - Several
 lines.
ER  -

TY  - JOUR
AU  - Lee, Ann
ER  -

TY - CONF
TI - Two
AU - Rowe, Martin, Jr.
Y1 - 2021/05/27
T2 - Proc. of Tests
UR - https://arxiv.org/abs/2405.00001
"""


def test_ris() -> None:
    parsed = parse_ris(RIS)
    one, two = (arrival.paper for arrival in parsed.arrivals)
    assert (one.id, one.title, one.journal) == ("10.1234/x", "One: a study", "J. of Tests")
    assert (one.published, one.abstract) == (date(2020, 1, 1), "Several lines.")
    assert (two.id, two.authors) == ("2405.00001", ("Martin Rowe Jr.",))
    assert (two.published, two.journal) == (date(2021, 5, 27), "Proc. of Tests")
    assert [skipped.where for skipped in parsed.skipped] == ["line 12"]
