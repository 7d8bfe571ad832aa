"""arXiv's Atom: the answers of its API, and the daily feeds of its categories."""

from datetime import date
from itertools import islice
from xml.etree.ElementTree import Element

from bot.errors import SourceError
from bot.model import Arrival, Authority, Paper, Skipped
from bot.sources.arxiv.entries import (
    arrival_of,
    categories_in,
    day_in_new_york,
    known_in,
    make_paper,
    names_in,
    read_announcement,
    version_in,
)
from bot.sources.arxiv.safe_xml import text_of
from bot.sources.bounded_values import day_of, integer
from bot.sources.clean_text import words
from bot.sources.parse_result import Parsed
from bot.sources.person_names import MOST_AUTHORS
from bot.sources.records import read_each

ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def read_atom(root: Element, url: str) -> Parsed:
    """Read a feed; versions fold into their paper, the newest standing.

    Raises SourceError with arXiv's own words for its feed titled "Error", by which it answers
    a bad id.
    """
    _raise_refusal(root, url)
    papers: dict[str, Arrival] = {}
    skipped: list[Skipped] = []
    day = _feed_day(root)
    entries = root.iter(f"{ATOM}entry")
    for one in read_each("entry", entries, lambda entry, place: _read_entry(entry, day, place)):
        if isinstance(one, Skipped):
            skipped.append(one)
        else:
            papers[one.paper.id] = newest(papers.get(one.paper.id), one)
    total = integer(text_of(root, f"{_SEARCH}totalResults"))
    return Parsed(tuple(papers.values()), tuple(skipped), day, total)


def _raise_refusal(root: Element, url: str) -> None:
    """Tell arXiv's refusal from a paper that is called "Error": it names no paper."""
    entry = root.find(f"{ATOM}entry")
    if entry is None or text_of(entry, f"{ATOM}title") != "Error":
        return
    if known_in(text_of(entry, f"{ATOM}id")) is None:
        raise SourceError(url, f"arXiv refused: {text_of(entry, f'{ATOM}summary')[:300]}.")


def _read_entry(entry: Element, day: date | None, place: int) -> Arrival | str:
    written = text_of(entry, f"{ATOM}id")
    known = known_in(written)
    if known is None:
        return f"it has no arXiv id ({written[:80]!r})"
    if not text_of(entry, f"{ATOM}title"):
        return f"{known} has no title"
    return _arrival(entry, known, written, day, place)


def newest(known: Arrival | None, arrived: Arrival) -> Arrival:
    """Return the newer version of two; an announcement of either stays."""
    if known is None:
        return arrived
    ahead = (arrived.paper.version or 0) >= (known.paper.version or 0)
    newer, older = (arrived, known) if ahead else (known, arrived)
    return Arrival(newer.paper, newer.listing or older.listing, newer.authority, newer.told_at)


def _feed_day(root: Element) -> date | None:
    """Return the day of a category's feed; an answer of the API is for no day."""
    if (
        "arxiv.org/" not in text_of(root, f"{ATOM}id")
        or root.find(f"{_SEARCH}totalResults") is not None
    ):
        return None
    days = [
        day
        for entry in root.iter(f"{ATOM}entry")
        if entry.find(f"{ARXIV}announce_type") is not None
        and (day := day_in_new_york(text_of(entry, f"{ATOM}published")))
    ]
    return max(days, default=None) or day_in_new_york(text_of(root, f"{ATOM}updated"))


def _arrival(entry: Element, known: str, written: str, day: date | None, rank: int) -> Arrival:
    announced = read_announcement(entry.findtext(f"{ATOM}summary", ""))
    kind = text_of(entry, f"{ARXIV}announce_type") or announced.kind
    if not kind:
        return Arrival(_record(entry, known, written), authority=Authority.RECORD)
    paper = make_paper(
        known,
        text_of(entry, f"{ATOM}title"),
        announced.abstract,
        authors=names_in(text_of(entry, f"{DUBLIN}creator")) or _authors(entry),
        categories=_categories(entry),
        published=day if kind == "new" else None,
        version=announced.version or version_in(written),
        doi=text_of(entry, f"{ARXIV}DOI", f"{ARXIV}doi"),
        journal=text_of(entry, f"{ARXIV}journal_reference", f"{ARXIV}journal_ref"),
    )
    return arrival_of(paper, kind, day, rank, Authority.FEED)


def _record(entry: Element, known: str, written: str) -> Paper:
    return make_paper(
        known,
        text_of(entry, f"{ATOM}title"),
        entry.findtext(f"{ATOM}summary", ""),
        authors=_authors(entry),
        categories=_categories(entry),
        published=day_of(text_of(entry, f"{ATOM}published")),
        version=version_in(written),
        revised=day_of(text_of(entry, f"{ATOM}updated")),
        doi=text_of(entry, f"{ARXIV}doi"),
        journal=text_of(entry, f"{ARXIV}journal_ref"),
        remark=text_of(entry, f"{ARXIV}comment"),
    )


def _authors(entry: Element) -> tuple[str, ...]:
    found = (text_of(author, f"{ATOM}name") for author in entry.iter(f"{ATOM}author"))
    return tuple(words(name).readable for name in islice(found, MOST_AUTHORS) if name)


def _categories(entry: Element) -> tuple[str, ...]:
    primary = [one.get("term", "") for one in entry.iter(f"{ARXIV}primary_category")]
    return categories_in(primary + [one.get("term", "") for one in entry.iter(f"{ATOM}category")])
