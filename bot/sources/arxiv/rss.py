"""arXiv's daily feeds as RSS: what was announced in some categories on a day."""

from datetime import date
from xml.etree.ElementTree import Element

from bot.model import Arrival, Authority, Skipped
from bot.sources.arxiv.atom import ARXIV, DUBLIN, newest
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
from bot.sources.arxiv.safe_xml import local_name, text_of
from bot.sources.parse_result import Parsed
from bot.sources.records import read_each


def read_rss(root: Element) -> Parsed:
    """Read a feed; its day is the one it was published for, in New York."""
    channel = root.find("channel")
    channel = root if channel is None else channel
    day = day_in_new_york(text_of(channel, "pubDate", "lastBuildDate"))
    papers: dict[str, Arrival] = {}
    skipped: list[Skipped] = []
    items = (one for one in root.iter() if local_name(one) == "item")
    for one in read_each("item", items, lambda item, place: _read_item(item, day, place)):
        if isinstance(one, Skipped):
            skipped.append(one)
        else:
            papers[one.paper.id] = newest(papers.get(one.paper.id), one)
    return Parsed(tuple(papers.values()), tuple(skipped), day)


def _read_item(item: Element, day: date | None, place: int) -> Arrival | str:
    # The guid carries the version, the link has none.
    written = text_of(item, "guid", "link")
    known = known_in(written) or known_in(text_of(item, "link"))
    if known is None:
        return f"it has no arXiv id ({written[:80]!r})"
    if not text_of(item, "title"):
        return f"{known} has no title"
    return _arrival(item, known, written, day, place)


def _arrival(item: Element, known: str, written: str, feed_day: date | None, rank: int) -> Arrival:
    announced = read_announcement(item.findtext("description", ""))
    kind = text_of(item, f"{ARXIV}announce_type") or announced.kind
    day = day_in_new_york(text_of(item, "pubDate")) or feed_day
    paper = make_paper(
        known,
        text_of(item, "title"),
        announced.abstract,
        authors=names_in(text_of(item, f"{DUBLIN}creator")),
        categories=categories_in([(one.text or "").strip() for one in item.iter("category")]),
        published=day if kind == "new" else None,
        version=announced.version or version_in(written),
        doi=text_of(item, f"{ARXIV}DOI", f"{ARXIV}doi"),
        journal=text_of(item, f"{ARXIV}journal_reference"),
    )
    return arrival_of(paper, kind, day, rank, Authority.FEED)
