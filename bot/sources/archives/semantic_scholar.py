"""Rows of Semantic Scholar: its API's papers and the abstracts of its data sets."""

from datetime import date

from bot.model import Paper
from bot.sources.bounded_values import integer
from bot.sources.clean_text import one_line, title_words, words
from bot.sources.json_fields import Json, day, record, records, text
from bot.sources.person_names import MOST_AUTHORS
from bot.sources.publication_dates import a_day
from bot.sources.work_ids import arxiv_id_of, doi_of

_NUMBERS = ("corpusId", "corpusid")


def is_semantic_scholar(row: Json) -> bool:
    """Tell a row of Semantic Scholar from others."""
    return "paperId" in row or "externalIds" in row or "corpusid" in row


def semantic_scholar_paper(row: Json) -> Paper | str:
    """Read a row; returns why not."""
    outside = record(row, "externalIds") or record(row, "externalids")
    named = {name.lower(): str(value) for name, value in outside.items() if value}
    known = arxiv_id_of([named.get("arxiv", ""), named.get("doi", "")])
    doi = doi_of([named.get("doi", "")])
    number = next((value for name in _NUMBERS if (value := integer(row.get(name)))), None)
    own = one_line(text(row, "paperId"))[:60] or (str(number) if number else "")
    title = title_words(text(row, "title"))
    if not title.readable or not (known or doi or own):
        return f"{own or 'it'} has no {'id' if title.readable else 'title'}"
    abstract = words(text(row, "abstract"))
    return Paper(
        id=known or doi or f"s2-{own}",
        title=title.readable,
        abstract=abstract.readable,
        authors=_authors(row),
        published=day(row, "publicationDate", "publicationdate") or _year(row),
        ai_summary=words(text(record(row, "tldr"), "text")).readable,
        original_title=title.original,
        original_abstract=abstract.original,
        doi=doi,
        journal=words(text(record(row, "journal"), "name") or text(row, "venue")).readable,
    )


def _authors(row: Json) -> tuple[str, ...]:
    names = (text(one, "name") for one in records(row, "authors")[:MOST_AUTHORS])
    return tuple(words(name).readable for name in names if name)


def _year(row: Json) -> date | None:
    year = integer(row.get("year"), 9999)
    return a_day(year, 1, 1) if year else None
