"""Reading XML that strangers send: nothing in it can fetch a file or grow without end."""

from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from bot.errors import SourceError
from bot.model import Skipped
from bot.sources.arxiv.xml_repair import mended
from bot.sources.clean_text import one_line


class _Declared(Exception):
    """There is a DOCTYPE."""


class _Builder(TreeBuilder):
    """Stops at declarations: feeds never need them, and a small file can expand without end."""

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise _Declared


def read_xml(body: bytes, url: str) -> tuple[Element, list[Skipped]]:
    """Return the root, and what had to be mended or left out so that the rest could be read.

    Raises SourceError for what is no XML, or declares entities.
    """
    try:
        try:
            return _parsed(body), []
        except (ParseError, LookupError, ValueError):
            return mended(body, _parsed, may_break_off=not url)
    except _Declared as error:
        reason = "The XML declares entities, which no feed of papers does."
        raise SourceError(url, reason) from error
    except (ParseError, LookupError, ValueError) as error:
        raise SourceError(url, f"That is no whole XML ({error}).") from error


def _parsed(body: bytes | str) -> Element:
    parser = XMLParser(target=_Builder())  # noqa: S314 - the builder refuses declarations
    parser.feed(body)
    root: Element = parser.close()
    return root


def local_name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: Element, *names: str) -> str:
    """Return the text of the first child with one of some names that has any, on one line."""
    for name in names:
        found = element.find(name)
        if found is not None and (text := one_line(found.text or "")):
            return text
    return ""
