"""The entries of any feed as papers: parsed by feedparser, named by DOI, arXiv id or guid."""

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date

from bot.errors import SourceError
from bot.model import Arrival, Authority, Listing, Paper, Skipped
from bot.model.doi import doi_in
from bot.model.identity import id_within, paper_id
from bot.sources.bounded_values import integer
from bot.sources.clean_text import one_line, title_words, web_address, words
from bot.sources.json_fields import Json, text
from bot.sources.parse_result import Parsed
from bot.sources.person_names import MOST_AUTHORS, listed_names
from bot.sources.records import read_each

_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h\d|tr|td|section|article)\b[^<>]{0,500}>", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_PREPRINTS_VERSION = re.compile(r"(?<=\d)v\d{1,3}(?:\.[a-z-]+)*$")
_ABSTRACT = re.compile(r"^\s*(?:abstract|summary)[:.]?\s+", re.IGNORECASE)
_DATES = ("published_parsed", "updated_parsed", "created_parsed")
_MARKS = ("prism_doi", "dc_identifier", "id", "link")


def parse_feed(body: bytes, name: str, day: date, url: str = "") -> Parsed:
    """Read RSS or Atom of any age; an entry without a date counts for `day`, as does one to come.

    Raises SourceError for what is no feed.
    """
    if b"<!ENTITY" in body[:100_000]:
        raise SourceError(url, f"{name} declares entities, which no feed of papers does.")
    import feedparser  # noqa: PLC0415 - only where a feed is read

    # Bytes alone it would take for an address, and fetch that.
    read = feedparser.parse(io.BytesIO(body), response_headers={"content-location": url})
    if not read.get("version") and not read.get("entries"):
        raise SourceError(url, f"{name} sent no feed: that is neither RSS nor Atom.")
    found = read_each(
        "entry", read["entries"], lambda entry, place: _arrival(entry, name, day, place)
    )
    arrivals: dict[str, Arrival] = {}
    skipped: list[Skipped] = []
    for one in found:
        if isinstance(one, Skipped):
            skipped.append(one)
        else:
            arrivals.setdefault(one.paper.id, one)
    return Parsed(tuple(arrivals.values()), tuple(skipped))


def _arrival(entry: Json, name: str, day: date, place: int) -> Arrival | str:
    title = title_words(_plain(text(entry, "title")))
    if not title.readable:
        return "it has no title"
    known, doi = _arxiv_id(entry), _doi(entry)
    if not (known or doi or text(entry, "id", "link")):
        return f"“{title.readable[:60]}” has neither a link nor an id"
    abstract = words(_ABSTRACT.sub("", _plain(_summary(entry))))
    said = min(_day(entry) or day, day)
    address = web_address(text(entry, "link"))
    paper = Paper(
        id=known or doi or _own_id(name, text(entry, "id", "link")),
        title=title.readable,
        abstract=abstract.readable,
        authors=_authors(entry),
        published=said,
        project_url="" if known or doi_in(address) else address,
        original_title=title.original,
        original_abstract=abstract.original,
        doi=doi,
        journal=one_line(text(entry, "prism_publicationname")),
    )
    return Arrival(paper, Listing(name, said, place), Authority.FEED)


def _arxiv_id(entry: Json) -> str | None:
    for mark in _MARKS:
        written = text(entry, mark)
        if known := paper_id(written) or id_within(written):
            return known
    return None


def _doi(entry: Json) -> str:
    """Return the DOI without the version that bioRxiv and medRxiv add to it in links."""
    found = next((doi for mark in _MARKS if (doi := doi_in(text(entry, mark)))), "")
    return _PREPRINTS_VERSION.sub("", found) if found.startswith("10.1101/") else found


def _own_id(name: str, guid: str) -> str:
    return f"{name}-{hashlib.sha256(guid.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _summary(entry: Json) -> str:
    content = entry.get("content")
    if isinstance(content, Sequence) and content and isinstance(content[0], Mapping):
        longest = max((str(one.get("value", "")) for one in content), key=len)
        return longest if len(longest) > len(text(entry, "summary")) else text(entry, "summary")
    return text(entry, "summary", "description")


def _authors(entry: Json) -> tuple[str, ...]:
    """Read names one by one, or all in one field as RSS has them."""
    found = entry.get("authors")
    written = (
        [text(dict(one), "name") for one in found if isinstance(one, Mapping)]
        if (isinstance(found, Sequence))
        else []
    )
    joined = [name for name in written if name] or [text(entry, "author", "dc_creator")]
    names = [one for part in joined[:MOST_AUTHORS] for one in listed_names(_plain(part), _readable)]
    return tuple(dict.fromkeys(names))


def _readable(name: str) -> str:
    return words(name).readable


def _day(entry: Json) -> date | None:
    for name in _DATES:
        parts = entry.get(name)
        if isinstance(parts, Sequence) and len(parts) > 2:
            year, month, day = (integer(part, 9999) or 0 for part in parts[:3])
            return date(year, month, day)
    return None


def _plain(written: str) -> str:
    """Return a text without the HTML that feeds wrap it in."""
    return _TAG.sub("", _BLOCK.sub(" ", written))
