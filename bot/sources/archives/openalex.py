"""Rows of OpenAlex: works whose abstracts come as an index of words."""

from collections.abc import Iterator

from bot.model import Paper
from bot.sources.bounded_values import integer
from bot.sources.clean_text import one_line, title_words, words
from bot.sources.json_fields import Json, day, record, records, text
from bot.sources.person_names import MOST_AUTHORS
from bot.sources.work_ids import arxiv_id_of, doi_of

_MOST_WORDS = 20_000
_PREFIX = "https://openalex.org/"


def is_openalex(row: Json) -> bool:
    """Tell a work of OpenAlex from other rows."""
    return text(row, "id").startswith(_PREFIX) or "abstract_inverted_index" in row


def openalex_paper(row: Json) -> Paper | str:
    """Read a work; returns why not."""
    own = one_line(text(row, "id").removeprefix(_PREFIX))[:60]
    title = title_words(text(row, "title", "display_name"))
    if not title.readable or not own:
        return f"{own or 'it'} has no {'id' if title.readable else 'title'}"
    places = [record(row, "primary_location"), *records(row, "locations")]
    doi = text(row, "doi") or text(record(row, "ids"), "doi")
    known = arxiv_id_of([doi, *(text(place, "landing_page_url") for place in places)])
    abstract = words(_abstract(row))
    return Paper(
        id=known or doi_of([doi]) or own,
        title=title.readable,
        abstract=abstract.readable,
        authors=tuple(_authors(row)),
        published=day(row, "publication_date"),
        original_title=title.original,
        original_abstract=abstract.original,
        doi=doi_of([doi]),
        journal="" if known else words(_venue(places)).readable,
    )


def _abstract(row: Json) -> str:
    """Put the words of an inverted index back in their order."""
    placed: list[tuple[int, str]] = []
    for word, where in record(row, "abstract_inverted_index").items():
        if isinstance(where, list):
            placed += [(at, word) for one in where if (at := integer(one)) is not None]
        if len(placed) > _MOST_WORDS:
            break
    return " ".join(word for _, word in sorted(placed))


def _authors(row: Json) -> Iterator[str]:
    for one in records(row, "authorships")[:MOST_AUTHORS]:
        name = text(record(one, "author"), "display_name") or text(one, "raw_author_name")
        if name:
            yield words(name).readable


def _venue(places: list[Json]) -> str:
    names = (text(record(place, "source"), "display_name") for place in places)
    return next(filter(None, names), "")
