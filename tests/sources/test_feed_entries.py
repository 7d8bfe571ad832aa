"""Feeds of all makes: which id their entries get, who wrote them, and when."""

from datetime import date

import pytest

from bot.errors import SourceError
from bot.model import Paper
from bot.sources.feeds.feed_entries import parse_feed

TODAY = date(2026, 11, 24)

BIORXIV = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
<channel rdf:about="https://www.biorxiv.org"><title>bioRxiv</title></channel>
<item rdf:about="https://www.biorxiv.org/content/10.1101/2026.11.20.123456v1?rss=1">
<title><![CDATA[Growth of things]]></title>
<link>https://www.biorxiv.org/content/10.1101/2026.11.20.123456v1?rss=1</link>
<description><![CDATA[We grow CO<sub>2</sub> things.]]></description>
<dc:creator><![CDATA[ Lee, A., Kim, B. C. ]]></dc:creator><dc:date>2026-11-23</dc:date>
{more}</item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A blog</title><entry>
<title>{title}</title><id>{guid}</id><link href="{link}"/><updated>{when}</updated>
<author><name>Ann Lee</name></author><author><name>Bo Kim</name></author>
<summary>Short.</summary>
<content type="html">&lt;p&gt;Much &lt;b&gt;longer&lt;/b&gt;.&lt;/p&gt;</content>
</entry></feed>"""


def paper_in(body: str) -> Paper:
    (arrival,) = parse_feed(body.encode(), "lab", TODAY).arrivals
    return arrival.paper


def entry(guid: str = "tag:lab,1", link: str = "https://lab.example/1", when: str = "") -> Paper:
    when = when or "2026-11-23T10:00:00Z"
    return paper_in(ATOM.format(title="On x &lt; y", guid=guid, link=link, when=when))


def test_an_article_of_biorxiv_is_called_by_its_doi_without_the_version() -> None:
    paper = paper_in(BIORXIV.format(more=""))
    assert paper.id == paper.doi == "10.1101/2026.11.20.123456"
    assert paper.authors == ("A. Lee", "B. C. Kim")
    assert (paper.published, paper.title) == (date(2026, 11, 23), "Growth of things")


def test_a_named_doi_counts_before_the_link() -> None:
    doi = "<dc:identifier>doi:10.1101/2026.11.20.123456</dc:identifier>"
    assert paper_in(BIORXIV.format(more=doi)).doi == "10.1101/2026.11.20.123456"


@pytest.mark.parametrize(
    ("guid", "link", "known"),
    [
        ("oai:arXiv.org:2611.00001v1", "https://lab.example/1", "2611.00001"),
        ("tag:lab,1", "https://arxiv.org/abs/2611.00001", "2611.00001"),
        ("https://doi.org/10.1234/ABC", "https://lab.example/1", "10.1234/abc"),
    ],
)
def test_an_entry_is_called_by_what_it_points_to(guid: str, link: str, known: str) -> None:
    assert entry(guid, link).id == known


def test_an_entry_of_its_own_keeps_its_id_and_leads_to_its_page() -> None:
    first, again, other = entry("tag:lab,1"), entry("tag:lab,1"), entry("tag:lab,2")
    assert first.id == again.id != other.id
    assert first.id.startswith("lab-")
    assert first.project_url == "https://lab.example/1"
    assert (first.title, first.abstract) == ("On x < y", "Much longer.")
    assert first.authors == ("Ann Lee", "Bo Kim")


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2026-11-23T10:00:00Z", date(2026, 11, 23)),
        ("2027-11-23T10:00:00Z", TODAY),
        ("never", TODAY),
        ("99999-01-01", TODAY),
    ],
)
def test_what_is_dated_in_the_future_or_not_at_all_is_of_today(when: str, day: date) -> None:
    assert entry(when=when).published == day


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"<html><body>hello</body></html>", b'<!DOCTYPE x [<!ENTITY a "b">]><rss/>'],
)
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        parse_feed(body, "lab", TODAY)


def test_bytes_are_never_taken_for_an_address() -> None:
    with pytest.raises(SourceError):
        parse_feed(b"http://127.0.0.1:9/feed.xml", "lab", TODAY)
