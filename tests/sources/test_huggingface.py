"""The oddities of Hugging Face's answers, each as a row of a table."""

import json
from datetime import date
from typing import Any

import pytest

from bot.errors import SourceError
from bot.model import Arrival, Listing, Paper
from bot.sources.huggingface import parse_daily, parse_paper
from tests.replay import make_item

DAY = date(2026, 11, 24)


def parsed(item: dict[str, Any]) -> Arrival:
    """Parse a list of this one item."""
    (arrival,) = parse_daily(json.dumps([item]), DAY).arrivals
    return arrival


def paper_of(**known: Any) -> Paper:
    """Parse a paper with these fields."""
    return parsed(make_item(**known)).paper


FIELDS: list[tuple[dict[str, Any], str, object]] = [
    ({"upvotes": 0}, "upvotes", 0),
    ({"upvotes": "12"}, "upvotes", None),
    ({"upvotes": True}, "upvotes", None),
    ({"upvotes": -3}, "upvotes", None),
    ({"upvotes": 10**12}, "upvotes", None),
    ({"summary": " Two\n  lines  "}, "abstract", "Two lines"),
    ({"summary": "A &lt;b&gt; &amp; c&#39;s"}, "abstract", "A <b> & c's"),
    ({"summary": "Models that <think> aloud"}, "abstract", "Models that <think> aloud"),
    ({"summary": "A nul\x00 and half a pair \ud83d"}, "abstract", "A nul and half a pair"),
    ({"projectPage": " https://a.example/ "}, "project_url", "https://a.example/"),
    ({"projectPage": "http://a.example"}, "project_url", "http://a.example"),
    ({"projectPage": "javascript:alert(1)"}, "project_url", ""),
    ({"githubRepo": "https://github.com/a/b/tree/main/x"}, "code_url", "https://github.com/a/b"),
    ({"githubRepo": "https://github.com/a/b/"}, "code_url", "https://github.com/a/b"),
    ({"githubStars": 7}, "code_stars", 7),
    ({"ai_keywords": ["a", " b ", 3, ""]}, "ai_keywords", ("a", "b")),
    ({"ai_summary": "Short."}, "ai_summary", "Short."),
    ({"organization": {"name": "Lab", "fullname": "The Lab"}}, "organization", "The Lab"),
    ({"organization": {"name": "Lab"}}, "organization", "Lab"),
    ({"organization": "Lab"}, "organization", ""),
    ({"authors": []}, "authors", ()),
    ({"authors": None}, "authors", ()),
    ({"authors": [{"name": "Ann\n Lee"}, {"_id": "1"}, "x"]}, "authors", ("Ann Lee",)),
    ({"publishedAt": "2026-11-20T23:30:00.000Z"}, "published", date(2026, 11, 20)),
    ({"publishedAt": "soon"}, "published", date(2026, 11, 23)),
]


@pytest.mark.parametrize(("known", "field", "value"), FIELDS)
def test_fields(known: dict[str, Any], field: str, value: object) -> None:
    assert getattr(paper_of(**known), field) == value


def test_664_authors_are_all_kept() -> None:
    names = [{"name": f"Author {n}"} for n in range(664)]
    assert len(paper_of(authors=names).authors) == 664


def test_the_items_title_is_taken_since_it_keeps_the_latex() -> None:
    item = make_item(title="On $k$-means") | {"title": "On $k$-means\n  and more"}
    item["paper"]["title"] = "On -means"
    assert parsed(item).paper.title == "On k-means and more"
    assert parsed(item).paper.original_title == "On $k$-means and more"


def test_votes_of_the_item_itself_are_not_the_papers() -> None:
    item = make_item(upvotes=5) | {"upvotes": 99}
    assert parsed(item).paper.upvotes == 5


def test_what_is_absent_is_not_known() -> None:
    bare = {"paper": {"id": "2611.00001", "title": "Bare"}}
    paper = parsed(bare).paper
    assert paper == Paper("2611.00001", "Bare")


SUBMITTERS: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"submittedBy": {"name": "ann", "fullname": "Ann Lee"}}, {}, "ann"),
    ({}, {"submittedOnDailyBy": {"user": "bob", "fullname": "Bob"}}, "bob"),
    ({}, {}, ""),
]


@pytest.mark.parametrize(("outer", "inner", "handle"), SUBMITTERS)
def test_the_submitter_is_found_wherever_the_handle_stands(
    outer: dict[str, Any], inner: dict[str, Any], handle: str
) -> None:
    assert parsed(make_item(**inner) | outer).listing == Listing("huggingface", DAY, 1, handle)


LEFT_OUT: list[tuple[object, str]] = [
    ("text", "it is no object"),
    ({}, "it has no paper id"),
    ({"paper": {"id": "", "title": "x"}}, "it has no paper id"),
    ({"paper": {"id": "lalala", "title": "x"}}, "it has no paper id ('lalala')"),
    ({"paper": {"id": "2611.00009"}}, "2611.00009 has no title"),
    (make_item("2611.00001"), "2611.00001 stands there twice"),
]


@pytest.mark.parametrize(("item", "reason"), LEFT_OUT)
def test_what_is_left_out_is_said_with_its_place(item: object, reason: str) -> None:
    parsed = parse_daily(json.dumps([make_item("2611.00001"), item]), DAY)
    assert [one.paper.id for one in parsed.arrivals] == ["2611.00001"]
    (skipped,) = parsed.skipped
    assert skipped.where == "item 2"
    assert reason in skipped.reason


NO_LISTS = [
    (b"", "an empty page"),
    (b"<html>Bad gateway</html>", "a web page"),
    (b'[{"paper": {"id": "2611', "half an answer"),
    (b"hello", "something else"),
    (b"\xff\xfe", "something else"),
    (b"12", "no list of papers"),
    (b'{"error": "Invalid date"}', "no list of papers: Invalid date"),
    (b"[" * 100_000, "half an answer"),
]


@pytest.mark.parametrize(("body", "said"), NO_LISTS)
def test_what_came_in_the_place_of_a_list_is_said(body: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        parse_daily(body, DAY)


def test_an_empty_list_is_a_list() -> None:
    assert parse_daily(b"[]", DAY).arrivals == ()


def test_a_single_paper_has_no_listing() -> None:
    arrival = parse_paper(json.dumps(make_item()["paper"]))
    assert (arrival.paper.id, arrival.listing) == ("2611.00001", None)
    with pytest.raises(SourceError, match="sent no paper"):
        parse_paper(b"[]")
