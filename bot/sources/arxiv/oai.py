"""arXiv's OAI-PMH: records in bulk, in the three formats that it offers."""

from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter
from xml.etree.ElementTree import Element

from bot.errors import SourceError
from bot.model import Arrival, Authority, Paper, Skipped
from bot.sources.arxiv.entries import (
    MOST_VERSIONS,
    categories_in,
    day_in_new_york,
    known_in,
    make_paper,
    names_in,
)
from bot.sources.arxiv.safe_xml import local_name, text_of
from bot.sources.bounded_values import day_of, integer
from bot.sources.clean_text import one_line, words
from bot.sources.parse_result import Parsed
from bot.sources.records import read_each

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_PLAIN = "{http://arxiv.org/OAI/arXiv/}"
_RAW = "{http://arxiv.org/OAI/arXivRaw/}"
_LONGEST_TOKEN = 1000
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
    parsed = read_records(root)
    token = root.find(f".//{_OAI}resumptionToken")
    if token is None:
        return parsed
    total = integer(token.get("completeListSize", ""))
    return replace(parsed, total=total, token=(token.text or "").strip()[:_LONGEST_TOKEN])


def read_records(root: Element) -> Parsed:
    """Read the records in a page, one by itself, or the metadata of one without its header."""
    bare = [root] if local_name(root) in _FORMATS else []
    records = [one for one in root.iter() if local_name(one) == "record"] or bare
    read = [*read_each("record", records, lambda record, _place: _arrival(record))]
    return Parsed(
        tuple(one for one in read if isinstance(one, Arrival)),
        tuple(one for one in read if isinstance(one, Skipped)),
    )


def _arrival(record: Element) -> Arrival | str:
    paper = _paper(record)
    return paper if isinstance(paper, str) else Arrival(paper, authority=Authority.RECORD)


def _paper(record: Element) -> Paper | str:
    header = _child(record, "header")
    written = _said(header, "identifier") if header is not None else ""
    if header is not None and header.get("status") == "deleted":
        return f"{written[:80]} is deleted"
    metadata = _child(record, "metadata")
    inside = next(iter(metadata), None) if metadata is not None else None
    inside = record if inside is None and local_name(record) in _FORMATS else inside
    if inside is None:
        return f"{written[:80] or 'it'} has no metadata"
    known = known_in(written) or known_in(_said(inside, "id")) or _marked(inside)
    if known is None:
        return f"it has no arXiv id ({written[:80]!r})"
    reader = _FORMATS.get(local_name(inside))
    return reader(known, inside) if reader else f"{known} is in a format that I do not read"


def _child(element: Element, name: str) -> Element | None:
    """Return a child whatever its namespace: records that were cut out of a page have none."""
    return next((one for one in element if local_name(one) == name), None)


def _said(element: Element, name: str) -> str:
    found = _child(element, name)
    return one_line(found.text or "") if found is not None else ""


def _marked(inside: Element) -> str | None:
    """Return the id that Dublin Core gives as an address."""
    marks = (known_in(one.text or "") for one in inside if local_name(one) == "identifier")
    return next(filter(None, marks), None)


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
        (number, day_in_new_york(text_of(one, f"{_RAW}date")))
        for one in inside.iter(f"{_RAW}version")
        if (number := integer(one.get("version", "").removeprefix("v"), MOST_VERSIONS))
    ]
    first = min(versions, default=(None, None), key=itemgetter(0))
    last = max(versions, default=(None, None), key=itemgetter(0))
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
