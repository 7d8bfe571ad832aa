"""Bibliographies: what each field becomes, and what is said of a broken entry."""

from datetime import date

import pytest

from bot.model import Paper, Skipped
from bot.sources.bibtex import parse_bibtex


def paper_of(fields: str) -> Paper:
    (arrival,) = parse_bibtex(f"@article{{key, title = {{T}}, {fields}}}".encode()).arrivals
    return arrival.paper


FIELDS: list[tuple[str, str, object]] = [
    ("eprint = {2405.00001v2}, archivePrefix = {arXiv}", "id", "2405.00001"),
    ("url = {https://arxiv.org/abs/2405.00001}", "id", "2405.00001"),
    ("doi = {10.48550/arXiv.2405.00001}", "id", "2405.00001"),
    ("doi = {https://doi.org/10.1145/1.2}", "id", "10.1145/1.2"),
    ("doi = {10.1145/1.2}", "doi", "10.1145/1.2"),
    ("year = 2020", "id", "key"),
    ("year = 2020", "published", date(2020, 1, 1)),
    ("year = {2020}, month = jul", "published", date(2020, 7, 1)),
    ("year = {2020}, month = 7", "published", date(2020, 7, 1)),
    ("date = {2020-07-05}", "published", date(2020, 7, 5)),
    ("year = {in press}", "published", None),
    ("year = {0000}", "published", None),
    (
        "author = {Lee, Ann and {The Team} and Bal\\'azs K\\'egl and others}",
        "authors",
        ("Ann Lee", "The Team", "Balázs Kégl"),
    ),
    ("journal = {J. of {NLP}}", "journal", "J. of NLP"),
    ('booktitle = "Proc. of " # "ACL"', "journal", "Proc. of ACL"),
    ("abstract = {50\\% of $\\alpha$}", "abstract", "50% of α"),
    ("primaryClass = {cs.CL}", "categories", ("cs.CL",)),
    ("url = {https://lab.example/x}", "project_url", "https://lab.example/x"),
]


@pytest.mark.parametrize(("fields", "name", "value"), FIELDS)
def test_fields(fields: str, name: str, value: object) -> None:
    assert getattr(paper_of(fields), name) == value


def test_braces_of_a_title_are_no_text() -> None:
    (arrival,) = parse_bibtex(b"@misc{k, title = {{Deep} {L}earning for {NLP}}}").arrivals
    assert arrival.paper.title == "Deep Learning for NLP"


def test_what_cannot_be_read_is_said_with_its_line_and_the_rest_is_read() -> None:
    body = (
        "@string{x = {y}}\n@comment{hello}\n@misc{a, title = {One}}\n"
        "@misc{broken, title = {never\n@misc{b, title = {Two}}\n@misc{c}\n@misc{a, title = {Again}}"
    )
    parsed = parse_bibtex(body.encode())
    assert [one.paper.title for one in parsed.arrivals] == ["One", "Two"]
    assert sorted(parsed.skipped, key=lambda one: one.where) == [
        Skipped("line 4", "the entry is broken: a brace or a comma is missing"),
        Skipped("line 6", "c has no title"),
        Skipped("line 7", "its key stands there twice"),
    ]


@pytest.mark.parametrize("body", [b"", b"@", b"\xff\xfe@misc{", b"@a{" * 3000, b"{" * 3000])
def test_no_bytes_break_it(body: bytes) -> None:
    assert parse_bibtex(body).arrivals == ()
