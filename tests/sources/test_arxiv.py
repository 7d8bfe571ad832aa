"""arXiv's feeds: versions fold, broken and hostile XML is refused in a sentence."""

from datetime import date

import pytest

from bot.errors import SourceError
from bot.model import Authority, Listing, Skipped
from bot.sources import arxiv
from tests.replay_arxiv import ARXIV_NS, entry, feed, item, oai, record, rss


def test_an_entry_is_a_paper() -> None:
    (arrival,) = arxiv.parse(feed(entry())).arrivals
    assert arrival.paper.id == "2611.00001"
    assert arrival.paper.abstract == "An abstract."
    assert arrival.paper.published == date(2026, 11, 20)
    assert arrival.paper.categories == ("cs.CL",)


def test_old_ids_lose_their_subject_class_and_version() -> None:
    (arrival,) = arxiv.parse(feed(entry("http://arxiv.org/abs/math.GT/0309136v2"))).arrivals
    assert arrival.paper.id == "math/0309136"


def test_what_has_no_id_is_said() -> None:
    parsed = arxiv.parse(feed(entry(), entry("http://arxiv.org/nothing")))
    assert len(parsed.arrivals) == 1
    assert parsed.skipped[0].where == "entry 2"


def test_an_unknown_id_is_an_empty_feed() -> None:
    assert arxiv.parse(feed()).arrivals == ()


DAY = date(2026, 11, 24)


def test_what_is_announced_as_new_is_listed_on_the_day_of_the_feed() -> None:
    (arrival,) = arxiv.parse(rss(item())).arrivals
    paper = arrival.paper
    assert arrival.listing == Listing("arxiv", DAY, 1)
    assert (paper.id, paper.version, paper.published) == ("2611.00001", 1, DAY)
    assert paper.abstract == "We align models."
    assert paper.authors == ("Ann Lee", "Bob Ray Jr.", "Cy Fox")
    assert paper.categories == ("cs.LG",)


ANNOUNCED = [
    ("2611.00001v1", "new", True),
    ("2610.00001v1", "cross", True),
    ("2205.06398v2", "cross", False),
    ("2611.00001v2", "replace", False),
    ("2611.00001v3", "replace-cross", False),
]


@pytest.mark.parametrize(("known", "kind", "is_listed"), ANNOUNCED)
def test_only_what_is_news_is_listed(known: str, kind: str, is_listed: bool) -> None:
    (arrival,) = arxiv.parse(rss(item(known, kind))).arrivals
    assert bool(arrival.listing) == is_listed
    assert arrival.paper.version == int(known[-1])


def test_a_paper_in_two_categories_of_a_feed_is_one() -> None:
    arrivals = arxiv.parse(rss(item(), item(kind="cross"), item("2611.00002v1"))).arrivals
    assert [one.paper.id for one in arrivals] == ["2611.00001", "2611.00002"]


def test_a_feed_on_a_holiday_is_empty_and_has_its_day() -> None:
    parsed = arxiv.parse(rss())
    assert (parsed.arrivals, parsed.day) == ((), DAY)


WITHDRAWALS = [
    ("This paper has been withdrawn by the authors", "An abstract.", True),
    ("Withdrawn due to an error in Lemma 2", "An abstract.", True),
    ("", "This article has been withdrawn.", True),
    ("12 pages, 3 figures", "An abstract.", False),
    ("", "How many papers are withdrawn each year? We count. " * 20, False),
    ("Results on withdrawn drugs; 7 pages", "An abstract.", False),
]


@pytest.mark.parametrize(("remark", "abstract", "is_withdrawn"), WITHDRAWALS)
def test_withdrawals_are_marked(remark: str, abstract: str, is_withdrawn: bool) -> None:
    more = f'<c:comment xmlns:c="{ARXIV_NS}">{remark}</c:comment>'
    body = entry(abstract=abstract, more=more)
    (arrival,) = arxiv.parse(feed(body)).arrivals
    assert arrival.paper.is_withdrawn == is_withdrawn
    assert bool(arrival.paper.abstract) == ("withdrawn." not in abstract)


def test_a_record_tells_version_doi_journal_and_primary_category() -> None:
    more = (
        f'<a:doi xmlns:a="{ARXIV_NS}">10.1234/x</a:doi><a:journal_ref xmlns:a="{ARXIV_NS}">'
        f'J. \\\'Etudes 1</a:journal_ref><a:primary_category xmlns:a="{ARXIV_NS}" term="stat.ML"/>'
    )
    (arrival,) = arxiv.parse(feed(entry("http://arxiv.org/abs/2611.00001v4", more=more))).arrivals
    paper = arrival.paper
    assert (paper.version, paper.revised) == (4, date(2026, 11, 22))
    assert (paper.doi, paper.journal) == ("10.1234/x", "J. Études 1")
    assert paper.categories == ("stat.ML", "cs.CL")
    assert paper.authors == ("Balázs N",)
    assert arrival.authority == Authority.RECORD


def test_versions_in_one_answer_fold_into_the_newest() -> None:
    old, new = (entry(f"http://arxiv.org/abs/2611.00001v{n}", f"Title {n}") for n in (1, 2))
    for order in ([old, new], [new, old]):
        (arrival,) = arxiv.parse(feed(*order)).arrivals
        assert (arrival.paper.title, arrival.paper.version) == ("Title 2", 2)


DELETED = (
    '<record><header status="deleted"><identifier>oai:arXiv.org:2611.00002</identifier>'
    "</header></record>"
)


def test_bulk_records_tell_all_versions_and_how_to_go_on() -> None:
    parsed = arxiv.parse(oai(record(remark="Withdrawn by the authors"), DELETED, token="646|1001"))
    (arrival,) = parsed.arrivals
    paper = arrival.paper
    assert (paper.version, paper.published, paper.revised) == (
        2, date(2026, 11, 20), date(2026, 11, 22),
    )  # fmt: skip
    assert paper.is_withdrawn
    assert (paper.title, paper.original_title) == ("On k-means", "On $k$-means")
    assert paper.authors == ("Ann Lee", "Bob Ray")
    assert (parsed.total, parsed.token) == (1090, "646|1001")
    assert parsed.skipped == (Skipped("record 2", "oai:arXiv.org:2611.00002 is deleted"),)


def test_no_matching_records_are_an_empty_page_and_errors_are_said() -> None:
    assert arxiv.parse(oai(error="noRecordsMatch")).arrivals == ()
    with pytest.raises(SourceError, match="arXiv refused: no such set"):
        arxiv.parse(oai(error="badArgument", said="no such set"))


BROKEN = [
    (b"", "no whole XML"),
    (feed(entry())[:-20], "no whole XML"),
    (b"<html><body>Rate exceeded.</body></html>", "no feed of papers"),
    (b'<?xml version="1.0" encoding="utf-99"?><feed/>', "no feed of papers"),
    (feed(entry("http://arxiv.org/api/errors#bad", title="Error")), "arXiv refused"),
    (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "declares entities"),
    (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "declares entities"),
]


@pytest.mark.parametrize(("body", "said"), BROKEN)
def test_what_is_no_feed_is_refused(body: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        arxiv.parse(body, "https://arxiv.example")


def test_a_paper_may_be_called_error() -> None:
    (arrival,) = arxiv.parse(feed(entry(title="Error"))).arrivals
    assert arrival.paper.title == "Error"


MENDED = [
    ("Q&A", "Q&A"),
    ("a&nbsp;b &eacute;&copy; &amp;&lt;", "a b é© &<"),
    ("a\x0bb\x00c", "abc"),
    ("p < 0.05 and x<5", "p < 0.05 and x<5"),
    ("&#0;&#x1f;&#233;", "é"),
    ("&nosuchsign; &#xd800;", "&nosuchsign;"),
]


@pytest.mark.parametrize(("written", "title"), MENDED)
def test_a_sign_that_xml_forbids_costs_itself_alone(written: str, title: str) -> None:
    parsed = arxiv.parse(feed(entry(title=written), entry("http://arxiv.org/abs/2611.00009")))
    first, _ = parsed.arrivals
    assert first.paper.title == title
    assert "mended" in parsed.skipped[0].reason


@pytest.mark.parametrize("start", [b"\n", b"  \r\n", b"\xef\xbb\xbf\n"])
def test_blanks_before_a_feed_are_nothing(start: bytes) -> None:
    parsed = arxiv.parse(start + feed(entry()))
    assert (len(parsed.arrivals), parsed.skipped) == (1, ())


def test_a_broken_record_leaves_the_others_and_the_token() -> None:
    broken = record(remark="x").replace("</header>", "</hea>")
    parsed = arxiv.parse(oai(record(), broken, token="646|1001"), "https://arxiv.example")
    assert len(parsed.arrivals) == 1
    assert parsed.token == "646|1001"
    assert "not whole" in parsed.skipped[-1].reason


def test_a_file_that_breaks_off_keeps_what_came_before() -> None:
    parsed = arxiv.parse(feed(entry(), entry("http://arxiv.org/abs/2611.00009"))[:-40])
    assert [one.paper.id for one in parsed.arrivals] == ["2611.00001"]
    assert "breaks off" in parsed.skipped[-1].reason


@pytest.mark.parametrize("version", ["9" * 5000, "0", "99999"])
def test_a_version_of_any_length_spoils_nothing(version: str) -> None:
    body = feed(entry(f"http://arxiv.org/abs/2611.00001v{version}"), entry("arxiv.org/abs/2611.2"))
    assert len(arxiv.parse(body).arrivals) <= 1


def test_a_record_without_its_page_is_read() -> None:
    page = oai(record())
    start, end = page.index(b"<record"), page.rindex(b"</record>") + len(b"</record>")
    namespace = b' xmlns="http://www.openarchives.org/OAI/2.0/"'
    bare = page[start:end].replace(b"<record", b"<record" + namespace, 1)
    for body in (bare, page[start:end]):
        (arrival,) = arxiv.parse(body).arrivals
        assert arrival.paper.id == "2611.00001"
