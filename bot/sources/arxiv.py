"""arXiv's Atom answers: parsing what its API sends."""

from datetime import date
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from bot.errors import SourceError
from bot.identity import paper_id
from bot.model import Arrival, Paper, Skipped
from bot.sources import reading
from bot.sources.clean import one_line
from bot.sources.parsed import Parsed

_ATOM = "{http://www.w3.org/2005/Atom}"


class _Declared(Exception):
    """There is a DOCTYPE."""


class _Builder(TreeBuilder):
    """Stops at declarations: feeds never need them, and a small file can expand without end."""

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise _Declared


def parse_atom(body: bytes, url: str = "") -> Parsed:
    """Read a feed; versions fold into their paper, the last one standing.

    Raises SourceError for what is no Atom, and with arXiv's own words for its feed titled
    "Error", by which it answers a bad id.
    """
    root = _root(body, url)
    papers: dict[str, Arrival] = {}
    skipped: list[Skipped] = []
    for place, entry in enumerate(root.iter(f"{_ATOM}entry"), start=1):
        if _text(entry, "title") == "Error":
            raise SourceError(url, f"arXiv refused: {_text(entry, 'summary')}.")
        known = paper_id(_text(entry, "id"))
        if known is None:
            skipped.append(
                Skipped(f"entry {place}", f"it has no arXiv id ({_text(entry, 'id')!r})")
            )
        else:
            papers[known] = Arrival(_paper(entry, known))
    return Parsed(tuple(papers.values()), tuple(skipped))


def _root(body: bytes, url: str) -> Element:
    parser = XMLParser(target=_Builder())  # noqa: S314 - the builder refuses declarations
    try:
        parser.feed(body)
        root: Element = parser.close()
    except _Declared as error:
        reason = "The XML declares entities, which no feed of papers does."
        raise SourceError(url, reason) from error
    except (ParseError, LookupError, ValueError) as error:
        raise SourceError(url, f"That is no whole XML ({error}).") from error
    if root.tag != f"{_ATOM}feed":
        raise SourceError(url, f"That is XML, but no Atom feed (it begins with {root.tag!r}).")
    return root


def _paper(entry: Element, known: str) -> Paper:
    return Paper(
        id=known,
        title=_text(entry, "title"),
        abstract=_text(entry, "summary"),
        authors=tuple(_text(author, "name") for author in entry.iter(f"{_ATOM}author")),
        published=_day(entry),
        categories=tuple(
            term for one in entry.iter(f"{_ATOM}category") if (term := one.get("term", ""))
        ),
    )


def _day(entry: Element) -> date | None:
    return reading.day({"published": _text(entry, "published")}, "published")


def _text(element: Element, name: str) -> str:
    return one_line(element.findtext(f"{_ATOM}{name}", ""))
