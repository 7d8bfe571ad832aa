"""Items of CSL-JSON, as Zotero, pandoc and Crossref write them."""

from collections.abc import Mapping
from datetime import date

from bot.model import Paper
from bot.sources.arxiv.entries import is_withdrawal, own_categories
from bot.sources.bounded_values import integer
from bot.sources.clean_text import title_words, web_address, words
from bot.sources.json_fields import Json, record, records, text
from bot.sources.person_names import MOST_AUTHORS
from bot.sources.publication_dates import a_day, published_in
from bot.sources.work_ids import arxiv_id_of, doi_of, own_id

_MARKS = ("DOI", "doi", "URL", "archive_location", "number", "note", "container-title", "id")
_OWN = ("issued", "container-title", "citation-key", "citation-label", "DOI", "event-title")
_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")


def is_csl(row: Json) -> bool:
    """Tell an item of CSL-JSON from other rows."""
    people = row.get("author")
    is_person = isinstance(people, list) and any(
        isinstance(one, Mapping) and ("family" in one or "literal" in one) for one in people
    )
    return is_person or ("type" in row and any(name in row for name in _OWN))


def csl_paper(row: Json) -> Paper | str:
    """Read an item; returns why not."""
    title = title_words(_first(row, "title"))
    if not title.readable:
        return f"{text(row, 'id', 'DOI')[:80] or 'it'} has no title"
    marks = [_first(row, name) for name in _MARKS]
    known, doi = arxiv_id_of(marks), doi_of(marks)
    abstract, remark = words(text(row, "abstract")), words(text(row, "note")).readable
    key = text(row, "id", "citation-key", "citation-label") or str(row.get("id", ""))
    address = web_address(text(row, "URL"))
    return Paper(
        id=known or doi or own_id(key, title.readable),
        title=title.readable,
        abstract=abstract.readable,
        authors=_authors(row),
        published=_issued(row),
        categories=own_categories(text(row, "keyword").replace(",", " ").split()),
        project_url="" if arxiv_id_of([address]) or doi_of([address]) else address,
        original_title=title.original,
        original_abstract=abstract.original,
        doi=doi,
        journal=words(_first(row, "container-title")).readable,
        is_withdrawn=is_withdrawal(remark, abstract.readable) if remark else None,
        remark=remark,
    )


def _first(row: Json, name: str) -> str:
    """Return a text; Crossref puts each into a list."""
    value = row.get(name)
    return text({name: value[0]}, name) if isinstance(value, list) and value else text(row, name)


def _authors(row: Json) -> tuple[str, ...]:
    people = (records(row, "author") or records(row, "editor"))[:MOST_AUTHORS]
    names = (_name(one) for one in people)
    return tuple(name for one in names if (name := words(one).readable))


def _name(person: Json) -> str:
    parts = " ".join(part for name in _PARTS if (part := text(person, name)))
    return text(person, "literal", "name") or parts


def _issued(row: Json) -> date | None:
    issued = record(row, "issued") or record(row, "published")
    dates = issued.get("date-parts")
    if isinstance(dates, list) and dates and isinstance(dates[0], list):
        parts = [integer(part, 9999) or integer(str(part), 9999) or 0 for part in dates[0][:3]]
        year, month, day = (*parts, 1, 1, 1)[:3]
        return a_day(year, month, day) if year else None
    return published_in({"date": text(issued, "raw", "literal") or text(row, "issued")})
