"""Parsing whatever arXiv sends: Atom, RSS or OAI-PMH."""

from dataclasses import replace
from xml.etree.ElementTree import Element

from bot.errors import SourceError
from bot.sources.arxiv.atom import ATOM, read_atom
from bot.sources.arxiv.oai import read_oai, read_records
from bot.sources.arxiv.rss import read_rss
from bot.sources.arxiv.safe_xml import local_name, read_xml
from bot.sources.parse_result import Parsed


def parse(body: bytes, url: str = "") -> Parsed:
    """Read Atom, RSS, OAI-PMH or a bare record; raises SourceError for anything else."""
    root, mended = read_xml(body, url)
    parsed = _read(root, url)
    return replace(parsed, skipped=(*mended, *parsed.skipped)) if mended else parsed


def _read(root: Element, url: str) -> Parsed:
    kind = local_name(root)
    if root.tag == f"{ATOM}feed":
        return read_atom(root, url)
    if kind in ("rss", "RDF"):
        return read_rss(root)
    if kind == "OAI-PMH":
        return read_oai(root, url)
    if kind in ("record", "ListRecords", "GetRecord", "arXiv", "arXivRaw", "dc"):
        return read_records(root)
    raise SourceError(
        url, f"That is XML, but no feed of papers (it begins with {kind!r}): Atom, RSS or OAI-PMH."
    )
