"""arXiv's OAI-PMH: records in bulk, in the three formats that it offers."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from bot.errors import SourceError
from bot.model import Arrival, Authority, Paper, Skipped
from bot.sources.arxiv.entries import (
    categories_in,
    day_in_new_york,
    day_of,
    known_in,
    make_paper,
    names_in,
)
from bot.sources.arxiv.safe_xml import local_name, text_of
from bot.sources.clean_text import words
from bot.sources.parse_result import Parsed

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_PLAIN = "{http://arxiv.org/OAI/arXiv/}"
_RAW = "{http://arxiv.org/OAI/arXivRaw/}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"


def read_oai(root: Element, url: str) -> Parsed:
    """Read a page of records and the token that asks for the next page ("" on the last).

    Raises SourceError with arXiv's words for an error; "no records match" is an empty page.
    """
    error = root.find(f"{_OAI}error")
    if error is not None:
        if error.get("code") == "noRecordsMatch":
            return Parsed()
        raise SourceError(url, f"arXiv refused: {(error.text or error.get('code') or '').strip()}.")
    papers: list[Arrival] = []
    skipped: list[Skipped] = []
    for place, record in enumerate(root.iter(f"{_OAI}record"), start=1):
        paper = _paper(record)
        if isinstance(paper, str):
            skipped.append(Skipped(f"record {place}", paper))
        else:
            papers.append(Arrival(paper, authority=Authority.RECORD))
    token = root.find(f".//{_OAI}resumptionToken")
    size = token.get("completeListSize", "") if token is not None else ""
    return Parsed(
        tuple(papers),
        tuple(skipped),
        total=int(size) if size.isdecimal() else None,
        token=(token.text or "").strip() if token is not None else "",
    )


def _paper(record: Element) -> Paper | str:
    header = record.find(f"{_OAI}header")
    written = text_of(header, f"{_OAI}identifier") if header is not None else ""
    if header is not None and header.get("status") == "deleted":
        return f"{written} is deleted"
    metadata = record.find(f"{_OAI}metadata")
    inside = next(iter(metadata), None) if metadata is not None else None
    if inside is None:
        return f"{written or 'it'} has no metadata"
    known = known_in(written) or known_in(text_of(inside, f"{_PLAIN}id", f"{_RAW}id"))
    if known is None:
        return f"it has no arXiv id ({written!r})"
    reader = _FORMATS.get(local_name(inside))
    return reader(known, inside) if reader else f"{known} is in a format that I do not read"


def _plain(known: str, inside: Element) -> Paper:
    """Read the format `arXiv`: it tells whether a paper was revised, but not its version."""
    revised = day_of(text_of(inside, f"{_PLAIN}updated"))
    return make_paper(
        known,
        text_of(inside, f"{_PLAIN}title"),
        inside.findtext(f"{_PLAIN}abstract", ""),
        authors=tuple(map(_name, inside.iter(f"{_PLAIN}author"))),
        categories=categories_in(text_of(inside, f"{_PLAIN}categories").split()),
        published=day_of(text_of(inside, f"{_PLAIN}created")),
        version=None if revised else 1,
        revised=revised,
        doi=text_of(inside, f"{_PLAIN}doi"),
        journal=text_of(inside, f"{_PLAIN}journal-ref"),
        remark=text_of(inside, f"{_PLAIN}comments"),
    )


def _name(author: Element) -> str:
    parts = (text_of(author, f"{_PLAIN}{part}") for part in ("forenames", "keyname", "suffix"))
    return words(" ".join(part for part in parts if part)).readable


def _raw(known: str, inside: Element) -> Paper:
    """Read the format `arXivRaw`: every version with its date, authors as one string."""
    versions = [
        (int(number), day_in_new_york(text_of(one, f"{_RAW}date")))
        for one in inside.iter(f"{_RAW}version")
        if (number := one.get("version", "").removeprefix("v")).isdecimal()
    ]
    first = min(versions, default=(None, None))
    last = max(versions, default=(None, None))
    return make_paper(
        known,
        text_of(inside, f"{_RAW}title"),
        inside.findtext(f"{_RAW}abstract", ""),
        authors=names_in(text_of(inside, f"{_RAW}authors")),
        categories=categories_in(text_of(inside, f"{_RAW}categories").split()),
        published=first[1],
        version=last[0],
        revised=last[1],
        doi=text_of(inside, f"{_RAW}doi"),
        journal=text_of(inside, f"{_RAW}journal-ref"),
        remark=text_of(inside, f"{_RAW}comments"),
    )


def _dublin(known: str, inside: Element) -> Paper:
    """Read Dublin Core: categories are words there, and names have the family name first."""
    said = [one.text or "" for one in inside.iter(f"{_DUBLIN}description")]
    remarks = [one.removeprefix("Comment:") for one in said if one.startswith("Comment:")]
    days = [day for one in inside.iter(f"{_DUBLIN}date") if (day := day_of(one.text or ""))]
    marks = [one.text or "" for one in inside.iter(f"{_DUBLIN}identifier")]
    creators = (one.text or "" for one in inside.iter(f"{_DUBLIN}creator"))
    return make_paper(
        known,
        text_of(inside, f"{_DUBLIN}title"),
        next((one for one in said if not one.startswith("Comment:")), ""),
        authors=tuple(words(" ".join(reversed(name.split(", ", 1)))).readable for name in creators),
        categories=(),
        published=min(days, default=None),
        revised=max(days, default=None),
        doi=next((one for one in marks if one.startswith("doi:")), ""),
        journal=next((one for one in marks if not one.startswith(("doi:", "http"))), ""),
        remark=remarks[0] if remarks else "",
    )


_FORMATS: dict[str, Callable[[str, Element], Paper]] = {
    "arXiv": _plain,
    "arXivRaw": _raw,
    "dc": _dublin,
}
