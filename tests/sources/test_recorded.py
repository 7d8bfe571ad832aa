"""Every recorded answer is read whole: what is left out is counted and has a reason."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SourceError
from bot.model import Arrival, Paper
from bot.sources import arxiv
from bot.sources.files import find_files, read_file
from bot.sources.huggingface import parse_daily
from bot.sources.json_rows import Ranks, parse_row
from tests.sources.recorded import DATA, arxiv_answers, daily_lists, needs_recorded

pytestmark = needs_recorded

KINDS_OF_OPTIONAL = {
    "githubRepo": "code_url",
    "githubStars": "code_stars",
    "ai_summary": "ai_summary",
    "ai_keywords": "ai_keywords",
}
"""Fields of a paper that are sometimes absent, and where each is kept."""


def test_every_list_is_read_without_a_loss() -> None:
    for path in daily_lists():
        body = path.read_bytes()
        items = json.loads(body)
        parsed = parse_daily(body, date.fromisoformat(path.stem))
        assert parsed.skipped == (), path.stem
        assert len(parsed.arrivals) == len(items)
        for rank, (item, arrival) in enumerate(zip(items, parsed.arrivals, strict=True), 1):
            _holds_all_of(item, arrival, rank)


def _holds_all_of(item: dict[str, Any], arrival: Arrival, rank: int) -> None:
    raw, paper = item["paper"], arrival.paper
    assert paper.id == raw["id"]
    assert arrival.listing
    assert arrival.listing.rank == rank
    assert len(paper.authors) == len(raw["authors"])
    assert paper.upvotes == raw["upvotes"]
    assert paper.comments == item["numComments"]
    assert paper.abstract
    assert "\n" not in paper.title + paper.abstract
    assert paper.published
    for name, field in KINDS_OF_OPTIONAL.items():
        assert bool(getattr(paper, field) not in ("", (), None)) == bool(raw.get(name) is not None)


def test_a_list_tells_its_own_day() -> None:
    told = [path for path in daily_lists() if b"submittedOnDailyAt" in path.read_bytes()]
    assert told
    for path in told:
        days = {
            one.listing and one.listing.day for one in parse_daily(path.read_bytes(), None).arrivals
        }
        assert days == {date.fromisoformat(path.stem)}


def test_a_wrapped_list_is_the_bare_one() -> None:
    body = (DATA / "hf_daily" / "days" / "2024-05-27.json").read_bytes()
    bare = parse_daily(body, date(2024, 5, 27))
    items = json.loads(body)
    wrapped = {"status": "ok", "date": "2024-05-27", "count": len(items), "data": items}
    assert parse_daily(json.dumps(wrapped), None) == bare


def test_what_is_no_list_is_refused_in_the_sources_own_words() -> None:
    body = (DATA / "hf_daily" / "error_404_body.json").read_bytes()
    with pytest.raises(SourceError, match="we can't find the page"):
        parse_daily(body, None)


def test_every_answer_of_arxivs_api_is_read_without_a_loss() -> None:
    read = 0
    for url, status, body in arxiv_answers():
        if status == 400:
            with pytest.raises(SourceError, match="incorrect id format"):
                arxiv.parse(body, url)
            continue
        parsed = arxiv.parse(body, url)
        assert parsed.skipped == (), url
        assert len(parsed.arrivals) == body.count(b"<entry>"), url
        for arrival in parsed.arrivals:
            paper = arrival.paper
            assert paper.title, url
            assert paper.abstract, url
            assert paper.authors, url
            assert paper.published, url
            assert paper.categories, url
            assert "v" not in paper.id.rpartition("/")[2]
        read += len(parsed.arrivals)
    assert read > 100


def test_every_recorded_feed_is_read_without_a_loss() -> None:
    kinds: dict[str, bool] = {}
    for path in sorted((DATA / "arxiv" / "rss").glob("*.xml")):
        body = path.read_bytes()
        parsed = arxiv.parse(body)
        assert parsed.skipped == ()
        assert len(parsed.arrivals) == body.count(b"<item>") + body.count(b"<entry>")
        assert parsed.day
        for arrival in parsed.arrivals:
            paper = arrival.paper
            assert paper.version
            assert paper.authors
            assert paper.categories
            assert not paper.abstract.startswith("arXiv:")
            assert arrival.listing is None or arrival.listing.day == parsed.day
            kinds[paper.id] = bool(arrival.listing)
    assert kinds["2609.26811"]
    assert kinds["2508.13426"]
    assert not kinds["2205.06398"]  # cross-listed four years later
    assert not kinds["2009.13987"]  # replaced


def test_every_recorded_bulk_answer_is_read_without_a_loss() -> None:
    read: dict[str, Paper] = {}
    for path in sorted((DATA / "arxiv" / "oai").glob("*.xml")):
        body = path.read_bytes()
        parsed = arxiv.parse(body)
        assert parsed.skipped == ()
        assert len(parsed.arrivals) == body.count(b"<record>")
        read |= {one.paper.id: one.paper for one in parsed.arrivals}
    assert read["1412.1417"].doi == "10.1112/jlms.12001"
    assert read["1412.1417"].authors[0] == "Anna Beliakova"
    assert read["1412.1417"].remark.startswith("28 pages")
    assert read["2504.11237"].authors[-1] == "Zoltán Harman"
    assert "“Coulomb splittings” between" in read["2504.11237"].abstract
    assert read["1401.2122"].categories[0] == "math.AP"
    assert read["1009.1022"].journal.startswith("Houston")
    assert "σ-ideal" in read["1009.1022"].abstract.replace("σ -", "σ-")


def test_the_archive_of_listed_papers_is_read_without_a_loss() -> None:
    ranks, days = Ranks(), set()
    with gzip.open(DATA / "hf_daily" / "papers_to_2025-12.jsonl.gz", "rb") as lines:
        read = [parse_row(line, ranks) for line in lines]
    assert len(read) == 6294
    for row in read:
        assert isinstance(row, Arrival), row
        assert row.listing
        assert row.paper.abstract
        days.add(row.listing.day)
    assert len(days) == 430


def test_a_folder_of_lists_is_imported_whole() -> None:
    files = find_files([DATA / "hf_daily" / "days"])
    read = [one for file in files if isinstance(file, Path) for one in read_file(file)]
    assert all(isinstance(one, Arrival) for one in read)
    assert len(read) == sum(len(json.loads(path.read_bytes())) for path in daily_lists())
