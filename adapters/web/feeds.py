"""Lists of papers as Atom (RFC 4287) and JSON Feed 1.1."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.message import PaperRecord

ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to be written: where it stands itself, and which page shows the same."""

    title: str
    own_url: str
    page_url: str
    papers: tuple[PaperRecord, ...]
    site: str

    @property
    def updated(self) -> datetime:
        """When the newest of its papers changed."""
        return max(map(updated_at, self.papers), default=_NEVER)


def atom(feed: Feed) -> bytes:
    """Write a feed as Atom."""
    root = Element("feed", xmlns=_ATOM)
    _add(root, "id", feed.own_url)
    _add(root, "title", feed.title)
    _add(root, "updated", _stamp(feed.updated))
    SubElement(root, "link", rel="self", type=ATOM_TYPE, href=feed.own_url)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.page_url)
    _add(_add(root, "author"), "name", "Daily Papers")
    for paper in feed.papers:
        _add_entry(root, paper, feed.site)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def json_feed(feed: Feed) -> dict[str, object]:
    """Write a feed as JSON Feed."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.own_url,
        "language": "en",
        "items": [_item(paper, feed.site) for paper in feed.papers],
    }


def entry_id(paper: PaperRecord, site: str) -> str:
    """Return what a paper is called in every feed, for good: its own permanent address."""
    host = urlsplit(site).hostname or "localhost"
    return paper.url or f"tag:{host},2026:{quote(paper.id)}"


def updated_at(paper: PaperRecord) -> datetime:
    """Return when a paper was last listed or revised."""
    days = [day for day in (paper.published, paper.revised, paper.day) if day]
    return _midnight(max(days)) if days else _NEVER


def page_of(paper: PaperRecord, site: str) -> str:
    """Return the page of a paper at a site."""
    return f"{site}/paper/{quote(paper.id, safe='/:')}"


def _add_entry(root: Element, paper: PaperRecord, site: str) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", entry_id(paper, site))
    _add(entry, "title", paper.title.plain)
    _add(entry, "updated", _stamp(updated_at(paper)))
    if paper.published:
        _add(entry, "published", _stamp(_midnight(paper.published)))
    SubElement(entry, "link", rel="alternate", type="text/html", href=page_of(paper, site))
    if paper.pdf_url:
        SubElement(entry, "link", rel="related", type="application/pdf", href=paper.pdf_url)
    # Atom wants an author of each entry or of the feed, and a name that isn't empty.
    for name in filter(None, map(_clean, paper.authors)):
        _add(_add(entry, "author"), "name", name)
    for term in paper.categories:
        SubElement(entry, "category", term=_clean(term))
    _add(entry, "summary", paper.summary.plain)
    _add(entry, "content", _html(paper)).set("type", "html")


def _item(paper: PaperRecord, site: str) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry_id(paper, site),
        "url": page_of(paper, site),
        "title": paper.title.plain,
        "summary": paper.summary.plain,
        "content_html": _html(paper),
        "date_modified": _stamp(updated_at(paper)),
        "authors": [{"name": name} for name in paper.authors],
        "tags": list(paper.categories),
    }
    if paper.url:
        item["external_url"] = paper.url
    if paper.published:
        item["date_published"] = _stamp(_midnight(paper.published))
    if paper.image:
        item["image"] = paper.image
    return item


def _html(paper: PaperRecord) -> str:
    abstract = paper.abstract.plain
    summary = paper.summary.plain if paper.summary_by != "authors" else ""
    votes = f"↑ {paper.upvotes:,}" if paper.upvotes is not None else ""
    facts = " · ".join(filter(None, [votes, ", ".join(paper.authors[:5]), paper.organization]))
    return "".join(f"<p>{escape(part)}</p>" for part in (facts, summary, abstract) if part)


def _add(parent: Element, name: str, text: str = "") -> Element:
    child = SubElement(parent, name)
    if text:
        child.text = _clean(text)
    return child


def _clean(text: str) -> str:
    """Leave out what no XML may hold."""
    return _NOT_XML.sub("", text)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _stamp(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def newest_first(papers: Iterable[PaperRecord]) -> tuple[PaperRecord, ...]:
    """Return papers by the day that listed them, each day's as they stood."""
    return tuple(sorted(papers, key=updated_at, reverse=True))
