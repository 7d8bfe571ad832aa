"""Bibliographies in RIS, as EndNote, Zotero, Mendeley and publishers' pages write them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.calendar.list_hours import told_by
from bot.model import Arrival, Authority, Paper, Skipped
from bot.sources.arxiv.entries import is_withdrawal, own_categories
from bot.sources.clean_text import title_words, web_address, words
from bot.sources.parse_result import Parsed
from bot.sources.person_names import MOST_AUTHORS, in_order
from bot.sources.publication_dates import published_in
from bot.sources.text_encoding import decoded
from bot.sources.work_ids import arxiv_id_of, doi_of, own_id

_BEGINS = re.compile(r"^[ \t]*TY {0,4}-", re.MULTILINE)
_TAG = re.compile(r"^([A-Z][A-Z0-9]) {1,4}- ?", re.MULTILINE)
_TITLES = ("title", "primary_title", "translated_title", "unpublished_reference_title")
_VENUES = ("journal_name", "alternate_title3", "secondary_title", "alternate_title1")
_DATES = ("date", "publication_year", "year")
_MARKS = ("doi", "accession_number", "number", "url", "urls", "link1", "link2", "notes", "id")


def parse_ris(body: bytes) -> Parsed:
    """Read all records that have a title; one that is broken is skipped with its line."""
    arrivals: list[Arrival] = []
    skipped: list[Skipped] = []
    for line, record in _records(decoded(body)):
        paper = _paper(record)
        if isinstance(paper, str):
            skipped.append(Skipped(f"line {line}", paper))
        else:
            arrivals.append(Arrival(paper, None, Authority.FILE, told_by(paper, None)))
    return Parsed(tuple(arrivals), tuple(skipped))


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Yield each record with its line: one by one, so that none spoils another."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [match.start() for match in _BEGINS.finditer(text)]
    line, before = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line, before = line + text.count("\n", before, start), start
        yield line, text[start:end]


def _paper(record: str) -> Paper | str:
    held = _fields(record)
    if held is None:
        return "the record is broken: its tags cannot be read"
    title = title_words(_first(held, _TITLES))
    if not title.readable:
        return f"{_first(held, ('id', 'doi'))[:80] or 'it'} has no title"
    marks = [one for name in _MARKS for one in _all(held, name)]
    known, doi = arxiv_id_of(marks), doi_of(marks)
    abstract = words(_first(held, ("abstract", "notes_abstract")))
    remark = words("; ".join(_all(held, "notes"))).readable
    address = web_address(_first(held, ("urls", "url", "link1")))
    return Paper(
        id=known or doi or own_id(_first(held, ("id",)), title.readable),
        title=title.readable,
        abstract=abstract.readable,
        authors=_authors(held),
        published=published_in({"date": _first(held, _DATES).replace("//", "")}),
        categories=own_categories(_all(held, "keywords")),
        project_url="" if arxiv_id_of([address]) or doi_of([address]) else address,
        original_title=title.original,
        original_abstract=abstract.original,
        doi=doi,
        journal=words(_first(held, _VENUES)).readable,
        is_withdrawn=is_withdrawal(remark, abstract.readable) if remark else None,
        remark=remark,
    )


def _fields(record: str) -> Mapping[str, object] | None:
    import rispy  # noqa: PLC0415 - only for such files

    # Lines go on below their tag, and some programs write one blank where two belong.
    whole = _TAG.sub(lambda match: f"{match[1]}  - ", record).rstrip()
    if not re.search(r"^ER {1,2}-", whole, re.MULTILINE):
        whole += "\nER  - "
    try:
        found = rispy.loads(whole)
    except Exception:
        return None
    return found[0] if found else None


def _authors(held: Mapping[str, object]) -> tuple[str, ...]:
    names = _all(held, "authors") or _all(held, "first_authors") or _all(held, "secondary_authors")
    # EndNote ends the name of a group in a comma, so that nobody turns it around.
    said = (name.rstrip(",") if name.endswith(",") else in_order(name) for name in names)
    return tuple(name for one in list(said)[:MOST_AUTHORS] if (name := words(one).readable))


def _first(held: Mapping[str, object], names: Sequence[str]) -> str:
    return next((one for name in names for one in _all(held, name)), "")


def _all(held: Mapping[str, object], name: str) -> list[str]:
    value = held.get(name)
    found = value if isinstance(value, list) else [value]
    return [one.strip() for one in found if isinstance(one, str) and one.strip()]
