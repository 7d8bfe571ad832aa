"""Rows of arXiv's metadata snapshot: one object a paper, with all of its versions."""

from datetime import date
from operator import itemgetter

from bot.model import Paper
from bot.sources.arxiv.entries import (
    MOST_VERSIONS,
    categories_in,
    day_in_new_york,
    known_in,
    make_paper,
    names_in,
)
from bot.sources.bounded_values import day_of, integer
from bot.sources.clean_text import words
from bot.sources.json_fields import Json, records, text
from bot.sources.person_names import LONGEST_NAME, MOST_AUTHORS


def is_snapshot(row: Json) -> bool:
    """Tell a row of the snapshot from others."""
    return isinstance(row.get("authors_parsed"), list) or (
        isinstance(row.get("versions"), list) and "update_date" in row
    )


def snapshot_paper(row: Json) -> Paper | str:
    """Read a row; its dates and version are those of its versions. Returns why not."""
    known = known_in(text(row, "id"))
    if known is None:
        return f"{text(row, 'id')[:80]!r} is no id of arXiv"
    title = text(row, "title")
    if not title:
        return f"{known} has no title"
    versions = [
        (number, text(one, "created"))
        for one in records(row, "versions")
        if (number := integer(text(one, "version").removeprefix("v"), MOST_VERSIONS))
    ]
    first = min(versions, default=(None, ""), key=itemgetter(0))
    last = max(versions, default=(None, ""), key=itemgetter(0))
    published = day_in_new_york(first[1])
    return make_paper(
        known,
        title,
        text(row, "abstract"),
        authors=_authors(row),
        categories=categories_in(text(row, "categories").split()),
        published=published,
        version=last[0],
        revised=published if last is first else day_in_new_york(last[1]) or _updated(row),
        doi=text(row, "doi"),
        journal=text(row, "journal-ref"),
        remark=text(row, "comments"),
    )


def _updated(row: Json) -> date | None:
    return day_of(text(row, "update_date"))


def _authors(row: Json) -> tuple[str, ...]:
    """Put together `[family, given, suffix, affiliation…]`, else read the names as one text."""
    parsed = row.get("authors_parsed")
    if not isinstance(parsed, list) or not parsed:
        return names_in(text(row, "authors"))
    return tuple(
        words(name).readable[:LONGEST_NAME]
        for parts in parsed[:MOST_AUTHORS]
        if isinstance(parts, list) and (name := _name([str(one) for one in parts[:3]]))
    )


def _name(parts: list[str]) -> str:
    family, given, suffix = (*parts, "", "", "")[:3]
    return " ".join(part for part in (given, family, suffix) if part)
