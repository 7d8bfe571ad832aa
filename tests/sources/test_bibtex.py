"""Bibliographies: what each field becomes, and what is said of a broken entry."""

from datetime import date

import pytest

from bot.model import Paper, Skipped
from bot.model.identity import apart_id
from bot.sources.bibliographies import parse_bibtex


def paper_of(fields: str) -> Paper:
    (arrival,) = parse_bibtex(f"@article{{key, title = {{T}}, {fields}}}".encode()).arrivals
    return arrival.paper


FIELDS: list[tuple[str, str, object]] = [
    ("eprint = {2405.00001v2}, archivePrefix = {arXiv}", "id", "2405.00001"),
    ("url = {https://arxiv.org/abs/2405.00001}", "id", "2405.00001"),
    ("doi = {10.48550/arXiv.2405.00001}", "id", "2405.00001"),
    ("doi = {https://doi.org/10.1145/1.2}", "id", "10.1145/1.2"),
    ("doi = {10.1145/1.2}", "doi", "10.1145/1.2"),
    ("year = 2020", "id", apart_id("key", "T")),
    ("doi = {10.1007/978-3-031-99999-3\\_9}", "id", "10.1007/978-3-031-99999-3_9"),
    ("doi = {https://dx.doi.org/10.1145/ABC.2}", "doi", "10.1145/abc.2"),
    ("url = {https://dl.acm.org/doi/10.1145/1.2}", "doi", "10.1145/1.2"),
    ("journal = {arXiv preprint arXiv:2401.90001}", "id", "2401.90001"),
    ("journal = {arXiv preprint arXiv:2401.90001}", "journal", ""),
    ("journal = {CoRR}, volume = {abs/2401.90001}", "id", "2401.90001"),
    ("eprint = {arXiv:2401.90001 [cs]}", "id", "2401.90001"),
    ("eprint = {2401.90001 [cs.CL]}", "id", "2401.90001"),
    ("eprint = {9901001}, archivePrefix = {hep-th}", "id", "hep-th/9901001"),
    ("eprint = {2401.90001}, eprinttype = {PubMed Central}", "id", apart_id("key", "T")),
    ("howpublished = {\\url{https://arxiv.org/abs/2401.90001v2}}", "id", "2401.90001"),
    ("note = {Preprint at http://arxiv.org/abs/2401.90001}", "id", "2401.90001"),
    ("note = {Longer version of arXiv:2401.90001}", "id", apart_id("key", "T")),
    ("number = {2401.90001}, publisher = {arXiv}", "id", "2401.90001"),
    ("pages = {2401.90001}, journal = {Nature}", "id", apart_id("key", "T")),
    ("ee = {https://de.arxiv.org/abs/2401.90001}", "id", "2401.90001"),
    ("subtitle = {What it tells}", "title", "T: What it tells"),
    ("journaltitle = {J. of Tests}", "journal", "J. of Tests"),
    ("date = {2020-05/2020-06}", "published", date(2020, 5, 1)),
    ("year = {2020}, month = {5}, day = {7}", "published", date(2020, 5, 7)),
    ("year = {2020}, month = {May--June}", "published", date(2020, 5, 1)),
    ("year = {2020}, month = jul # {~4}", "published", date(2020, 7, 4)),
    ("year = {2020}, month = {02}, day = {31}", "published", date(2020, 2, 1)),
    ("year = {c. 2020}", "published", date(2020, 1, 1)),
    ("year = {20200}", "published", None),
    ("year = {99999999999}", "published", None),
    ("keywords = {cs.CL, transformers, stat.ML, math}", "categories", ("cs.CL", "stat.ML")),
    ("collaboration = {ATLAS}", "authors", ("ATLAS Collaboration",)),
    ("year = {2020} abstract = {Hi}", "abstract", "Hi"),
    ("abstract = {One}, abstract = {Two}", "abstract", "One"),
    ("author = {Lee, Ann}, author = {Kim, Bo}", "authors", ("Ann Lee", "Bo Kim")),
    ("author = {Lee, Ann}, editor = {Kim, Bo}", "authors", ("Ann Lee",)),
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


TITLES = [
    ("{{Deep} {L}earning for {NLP}}", "Deep Learning for NLP"),
    ("{{QUERT:} Reading with {3D} {LSTM-CRF}: {A} Go}", "QUERT: Reading with 3D LSTM-CRF: A Go"),
    ('"{A whole title in braces}"', "A whole title in braces"),
    ("{{{Thrice}} wrapped}", "Thrice wrapped"),
    ("{The {$O(n)$} {B}ound}", "The O(n) Bound"),
    ("{{\\v S}koda and {\\'E}lan, Erd{\\H o}s}", "Škoda and Élan, Erdős"),
    ("{M{\\\"{u}}ller {\\em and} {\\it {S}ons}}", "Müller and Sons"),
    ("{\\textbf{Bold} {BERT} \\& \\emph{{C}o}}", "Bold BERT & Co"),
    ("{A~tie -- and a dash}", "A tie – and a dash"),
    ("{Sets \\{0,1\\} stay}", "Sets {0,1} stay"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "title"), TITLES)
def test_braces_only_protect(written: str, title: str) -> None:
    (arrival,) = parse_bibtex(f"@misc{{k, title = {written}}}".encode()).arrivals
    assert arrival.paper.title == title


NAMES = [
    ("{Barnes and Noble, Inc.}", ("Barnes and Noble, Inc.",)),
    ("{Del Hoyo}, J. and Lee, {Ann B.}", ("J. Del Hoyo", "Ann B. Lee")),
    ("Rowe, Jr., Martin and Poe, III, Al", ("Martin Rowe Jr.", "Al Poe III")),
    ("Rowe, Martin, Jr.", ("Martin Rowe Jr.",)),
    ("Rowe, Jr.", ("Rowe Jr.",)),
    ("de la Cruz, Juan and Ludwig van Beethoven", ("Juan de la Cruz", "Ludwig van Beethoven")),
    ("Ann Lee, Bo Kim, and Carl Doe", ("Ann Lee", "Bo Kim", "Carl Doe")),
    ("Ann Lee, Bo Kim, Carl Doe", ("Ann Lee", "Bo Kim", "Carl Doe")),
    ("Lee, A., Kim, B. C., Doe, C.", ("A. Lee", "B. C. Kim", "C. Doe")),
    ("Ann Lee; Bo Kim; Carl Doe", ("Ann Lee", "Bo Kim", "Carl Doe")),
    ("Lee, Ann; Kim, Bo", ("Ann Lee", "Bo Kim")),
    ("Lee, Ann and\n  Kim, Bo AND Doe, Carl", ("Ann Lee", "Bo Kim", "Carl Doe")),
    ("Ann Lee (MIT) and Bo Kim (ETH (Zurich))", ("Ann Lee", "Bo Kim")),
    ("Collaboration, The ATLAS and Aad, Georges", ("The ATLAS Collaboration", "Georges Aad")),
    ("Lee, Ann and others", ("Ann Lee",)),
    ("Lee, Ann and {et al.}", ("Ann Lee",)),
    ("Lee, Ann et al.", ("Ann Lee",)),
    ("- and Lee, Ann and ... and 1", ("Ann Lee",)),
    ("Google, Inc. and Apple, Inc.", ("Google, Inc.", "Apple, Inc.")),
    ("{\\relax Ch}ebyshev, P. L. and {\\v S}koda, J.", ("P. L. Chebyshev", "J. Škoda")),
    ('M{\\"u}ller, J{\\"o}rg and {\\\'E}mile Zola', ("Jörg Müller", "Émile Zola")),
    ("Garc{\\'i}a M{\\'a}rquez, Gabriel Jos{\\'e}", ("Gabriel José García Márquez",)),
    ("Lee,", ("Lee",)),
    ("Plato", ("Plato",)),
    ("Lee, Ann and and Kim, Bo", ("Ann Lee", "Bo Kim")),
    ("{Sandra Lee and Sons}", ("Sandra Lee and Sons",)),
]


@pytest.mark.parametrize(("written", "names"), NAMES)
def test_names_are_read_as_people_say_them(written: str, names: tuple[str, ...]) -> None:
    assert paper_of(f"author = {{{written}}}").authors == names


def test_strings_and_parents_are_looked_up() -> None:
    body = b"""@string{acl = "ACL"}
@String(full = {Proc. of } # acl)
@inproceedings{a, title = "One" # { } # two, crossref = {P}}
@inproceedings{b, title = {Two}, booktitle = full # { '20}}
@proceedings{p, title = {The Proceedings}, year = 2020}"""
    one, two, _ = (arrival.paper for arrival in parse_bibtex(body).arrivals)
    assert (one.title, one.journal) == ("One two", "The Proceedings")
    assert one.published == date(2020, 1, 1)
    assert two.journal == "Proc. of ACL '20"


def test_a_key_or_an_id_that_two_works_share_loses_neither() -> None:
    body = b"""@book{k, title = {On apples}, doi = {10.1007/1}}
@book{k, title = {On pears}, doi = {10.1007/1}}
@book{k, title = {On plums}}
@book{l, title = {On Apples: a study}, doi = {10.1007/1}}"""
    parsed = parse_bibtex(body)
    assert [arrival.paper.title for arrival in parsed.arrivals] == [
        "On apples",
        "On pears",
        "On plums",
        "On Apples: a study",
    ]
    ids = [arrival.paper.id for arrival in parsed.arrivals]
    assert (ids[0], ids[3], len(set(ids))) == ("10.1007/1", "10.1007/1", 3)


ENCODINGS = [
    ("Jörg Müller".encode("latin-1"), ""),
    ("Jörg Müller’s – “x”".encode("cp1252"), "% Encoding: Cp1252\n"),
    ("Jörg Müller".encode("cp1252"), "% Encoding: ISO8859_1\n"),
    ("Jörg Müller".encode("mac_roman"), "% Encoding: MacRoman\n"),
    ("Jörg Müller’s".encode(), "% Encoding: Cp1252\n"),
    ("Jörg Müller".encode("utf-8-sig"), ""),
    ("Łódź".encode("iso8859-2"), "% Encoding: ISO8859_2\n"),
]


@pytest.mark.parametrize(("written", "first_line"), ENCODINGS)
def test_eight_bits_are_read_as_they_were_meant(written: bytes, first_line: str) -> None:
    body = first_line.encode() + b"@misc{k, title = {" + written.lstrip(b"\xef\xbb\xbf") + b"}}"
    (arrival,) = parse_bibtex(body).arrivals
    assert arrival.paper.title.startswith(("Jörg Müller", "Łódź"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_told_by_their_bytes(encoding: str) -> None:
    text = "@article{key, title = {Plain title}, author = {Lee, Ann}, year = {2020}}"
    (arrival,) = parse_bibtex(text.encode(encoding)).arrivals
    assert arrival.paper.title == "Plain title"


def test_lines_of_two_encodings_in_one_file_are_both_read() -> None:
    body = "@misc{a, title = {Über}}\n".encode() + "@misc{b, title = {Größe}}".encode("latin-1")
    assert [one.paper.title for one in parse_bibtex(body).arrivals] == ["Über", "Größe"]


BROKEN = [
    ("@misc{a title = {One}, year = 2020}\n@misc{b, title = {Two}}", ["One", "Two"], []),
    ("@misc{title = {One}}\n@misc{b, title = {Two}}", ["One", "Two"], []),
    ("@misc{, title = {One}}", ["One"], []),
    ("@misc(a, title = {One})", ["One"], []),
    ("@misc{a, title = {One} year = 2020 note = {x}}", ["One"], []),
    ("@misc{a, title {One}}\n@misc{b, title = {Two}}", ["Two"], ["line 1"]),
    ("@misc{a, title = {One}}, year = {20}}\n@misc{b, title = {Two}}", ["One", "Two"], ["line 1"]),
    ("@misc{a, title = {One},\n author = {Lee\n\n@misc{b, title = {Two}}", ["Two"], ["line 1"]),
    ("@misc{a, title = {One}}\n\n@misc{b, title = {Tw", ["One"], ["line 3"]),
    ("Some words first.\n@misc{a, title = {One}}\nSome words after.", ["One"], []),
]  # fmt: skip


@pytest.mark.parametrize(("body", "titles", "told"), BROKEN)
def test_a_slip_costs_one_entry_at_most(body: str, titles: list[str], told: list[str]) -> None:
    parsed = parse_bibtex(body.encode())
    assert [one.paper.title for one in parsed.arrivals] == titles
    assert [one.where for one in parsed.skipped] == told


def test_what_cannot_be_read_is_said_with_its_line_and_the_rest_is_read() -> None:
    body = (
        "@string{x = {y}}\n@comment{hello}\n@misc{a, title = {One}}\n"
        "@misc{broken, title = {never\n@misc{b, title = {Two}}\n@misc{c}\n@misc{a, title = {Again}}"
    )
    parsed = parse_bibtex(body.encode())
    assert [one.paper.title for one in parsed.arrivals] == ["One", "Two", "Again"]
    assert sorted(parsed.skipped, key=lambda one: one.where) == [
        Skipped("line 4", "the entry is broken: a brace or a comma is missing"),
        Skipped("line 6", "c has no title"),
    ]


@pytest.mark.parametrize("body", [b"", b"@", b"\xff\xfe@misc{", b"@a{" * 3000, b"{" * 3000])
def test_no_bytes_break_it(body: bytes) -> None:
    assert parse_bibtex(body).arrivals == ()
