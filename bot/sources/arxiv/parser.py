"""Parsing whatever arXiv sends: Atom, RSS or OAI-PMH."""

from bot.errors import SourceError
from bot.sources.arxiv.atom import ATOM, read_atom
from bot.sources.arxiv.oai import read_oai
from bot.sources.arxiv.rss import read_rss
from bot.sources.arxiv.safe_xml import local_name, read_xml
from bot.sources.parse_result import Parsed


def parse(body: bytes, url: str = "") -> Parsed:
    """Read Atom, RSS or OAI-PMH, whichever it is; raises SourceError for anything else."""
    root = read_xml(body, url)
    kind = local_name(root)
    if root.tag == f"{ATOM}feed":
        return read_atom(root, url)
    if kind == "rss":
        return read_rss(root)
    if kind == "OAI-PMH":
        return read_oai(root, url)
    raise SourceError(
        url, f"That is XML, but no feed of papers (it begins with {kind!r}): Atom, RSS or OAI-PMH."
    )
