"""Bibliographies in BibTeX, as reference managers and anthologies write them."""

import logging
import re
from datetime import date
from typing import TYPE_CHECKING

from bot.calendar.list_hours import told_by
from bot.model import Arrival, Authority, Paper, Skipped
from bot.model.identity import paper_id
from bot.sources.arxiv.entries import categories_in, is_withdrawal
from bot.sources.clean_text import one_line, web_address, words
from bot.sources.parse_result import Parsed

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_JOINED = re.compile(r'"?\s*#\s*"?')
_LONGEST_ID = 200


def parse_bibtex(body: bytes) -> Parsed:
    """Read all entries that have a title; what cannot be read is skipped with its line.

    A work is called by its arXiv id, else by its DOI, else by its key.
    """
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - only for such files

    # What it could not read is told below, in our words.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = parse_string(body.decode("utf-8", "replace"))
    skipped = [_failure(block) for block in library.failed_blocks]
    arrivals: dict[str, Arrival] = {}
    for entry in library.entries:
        paper = _paper(entry)
        if isinstance(paper, str):
            skipped.append(Skipped(_line(entry), paper))
        else:
            arrivals[paper.id] = Arrival(paper, None, Authority.FILE, told_by(paper, None))
    return Parsed(tuple(arrivals.values()), tuple(skipped))


def _failure(block: "Block") -> Skipped:
    kind = type(block).__name__
    if kind == "DuplicateBlockKeyBlock":
        return Skipped(_line(block), "its key stands there twice")
    if kind == "DuplicateFieldKeyBlock":
        return Skipped(_line(block), "a field stands in it twice")
    return Skipped(_line(block), "the entry is broken: a brace or a comma is missing")


def _line(block: "Block") -> str:
    return f"line {(block.start_line or 0) + 1}"


def _paper(entry: "Entry") -> Paper | str:
    held = {field.key.lower(): str(field.value) for field in entry.fields}
    title, abstract = words(held.get("title", "")), words(held.get("abstract", ""))
    if not title.readable:
        return f"{entry.key} has no title"
    doi = _doi(held)
    venue = held.get("journal") or held.get("booktitle") or ""
    remark = words(held.get("note", "")).readable
    return Paper(
        id=(_arxiv_id(held) or doi or one_line(entry.key))[:_LONGEST_ID],
        title=title.readable,
        abstract=abstract.readable,
        authors=_authors(held.get("author", "")),
        published=_published(held),
        categories=categories_in(held.get("primaryclass", "").split()),
        project_url=_page(held),
        original_title=title.original,
        original_abstract=abstract.original,
        doi=doi,
        journal=words(_JOINED.sub("", venue).strip('" ')).readable,
        is_withdrawn=is_withdrawal(remark, abstract.readable) if remark else None,
        remark=remark,
    )


def _arxiv_id(held: dict[str, str]) -> str | None:
    for name in ("eprint", "arxivid", "url", "doi"):
        if held.get(name) and (known := paper_id(held[name])):
            return known
    return None


def _doi(held: dict[str, str]) -> str:
    match = _DOI.search(held.get("doi", "")) or _DOI.search(held.get("url", ""))
    found = match[0].rstrip("}.,") if match else ""
    return "" if paper_id(found) else found


def _page(held: dict[str, str]) -> str:
    address = web_address(held.get("url", ""))
    return "" if paper_id(address) or _DOI.search(address) else address


def _authors(written: str) -> tuple[str, ...]:
    """Read "Lee, Ann and {The Team} and others": family names first, "others" is nobody."""
    parts = (name.strip() for name in re.split(r"\s+and\s+", written))
    whole = (name[1:-1] if name[:1] == "{" and name[-1:] == "}" else name for name in parts)
    names = (words(name).readable for name in whole)
    return tuple(_in_order(name) for name in names if name and name.lower() != "others")


def _in_order(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma else name


def _published(held: dict[str, str]) -> date | None:
    """Return the first day of the month or year that is named, unless the day is named too."""
    try:
        return date.fromisoformat(held.get("date", ""))
    except ValueError:
        pass
    year = re.search(r"\d{4}", held.get("year", "") or held.get("date", ""))
    month = held.get("month", "").strip().lower()
    number = int(month) if month.isdecimal() else _month(month)
    if not year or not 1 <= int(year[0]) <= 9999:
        return None
    return date(int(year[0]), number if 1 <= number <= 12 else 1, 1)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 1
