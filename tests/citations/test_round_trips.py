"""What is written in any format is read again as the same paper."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import Arrival, Paper
from bot.model.identity import apart_id
from bot.sources.files import read_file
from bot.text.citations import FORMATS, write

SUFFIXES = {"bibtex": "bib", "ris": "ris", "csl": "json", "csv": "csv", "jsonl": "jsonl"}
HELD = (
    "id", "title", "abstract", "authors", "published", "categories", "doi", "journal", "remark",
    "project_url",
)  # fmt: skip

ODD = (
    "BERT|50%|R&D|C#|x_1|{0,1}|α-divergence|É|#1|~|2^n|naïve|$5|Łódź|“so”|–|don't|A*|f(x)|[a]|=1"
    '|@home|@misc{x|TY|ER|a=b|<think>|say "hi"|one,|two;|日本語|𝒪(n)|x≤y|and'
).split("|")
WORDS = st.sampled_from(ODD) | st.from_regex(r"[A-Za-z]{1,9}", fullmatch=True)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
GIVEN = st.sampled_from(["Ann", "Bo B.", "J.", "José María", "Zoë", "A.-M."])
FAMILY = st.sampled_from(["Lee", "van Beethoven", "de la Cruz", "O'Neill", "Müller", "Smith-Jones"])
PEOPLE = st.builds(lambda given, family, jr: f"{given} {family}{jr}", GIVEN, FAMILY,
                   st.sampled_from(["", "", " Jr.", " III"]))  # fmt: skip
GROUPS = st.sampled_from(
    ["ATLAS Collaboration", "Barnes and Noble, Inc.", "The 3D Team", "Plato", "MIT, CSAIL"]
)
PAPERS = st.builds(
    Paper,
    id=st.just(""),
    title=TEXTS.map(lambda text: f"T {text}"),
    abstract=st.just("") | TEXTS.map(lambda text: f"We {text}"),
    authors=st.lists(PEOPLE | GROUPS, max_size=4, unique=True).map(tuple),
    published=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    categories=st.lists(st.sampled_from(["cs.CL", "stat.ML", "hep-th"]), unique=True).map(tuple),
    doi=st.sampled_from(["", "10.1007/978-3_9", "10.1002/(sici)1(2)"]),
    journal=st.just("") | TEXTS.map(lambda text: f"J. {text}"),
    remark=st.just("") | st.sampled_from(["12 pages", "In press & more_1"]),
    project_url=st.sampled_from(["", "https://lab.example/x_y?a=1&b=2"]),
)


def read_back(papers: list[Paper], form: str) -> list[Paper]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"papers.{SUFFIXES[form]}"
        path.write_text("".join(write(papers, form)), encoding="utf-8")
        found = [*read_file(path)]
    assert all(isinstance(one, Arrival) for one in found), found
    return [one.paper for one in found if isinstance(one, Arrival)]


def with_id(paper: Paper, number: int) -> Paper:
    """Give a paper an id of its kind: arXiv's, its DOI, or one of its own."""
    own = apart_id(f"key{number}", paper.title)
    known = [f"2405.{number:05d}", paper.doi or own, own][number % 3]
    url = "" if known.startswith("2405") else paper.project_url
    doi = f"{paper.doi}{number}" if paper.doi else ""
    known = doi if known == paper.doi and doi else known
    return replace(paper, id=known, project_url=url, doi=doi or "")


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=st.lists(PAPERS, min_size=1, max_size=4))
def test_a_round_trip_loses_nothing(form: str, drawn: list[Paper]) -> None:
    papers = [with_id(paper, number) for number, paper in enumerate(drawn)]
    if form != "jsonl":
        papers = [replace(one, id=one.doi or one.id) if one.doi and not one.id.startswith("2405")
                  else one for one in papers]  # fmt: skip
    again = read_back(papers, form)
    for paper, read in zip(papers, again, strict=True):
        assert [getattr(read, name) for name in HELD] == [getattr(paper, name) for name in HELD]


def test_an_empty_export_is_still_a_file() -> None:
    for form in ("csl", "csv"):
        assert "".join(write([], form)).strip()
    assert "".join(write([], "bibtex")) == ""
