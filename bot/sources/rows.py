"""Papers as rows of JSON: one object a line, from whatever archive."""

import json
from datetime import date

from bot.identity import paper_id
from bot.model import Arrival, Listing, Paper
from bot.sources import reading
from bot.sources.clean import one_line, repository, web_address
from bot.sources.huggingface import SOURCE
from bot.sources.reading import Json

LONGEST_ID = 200


class Ranks:
    """Counts the places of papers on lists whose rows name no rank."""

    def __init__(self) -> None:
        self._last: dict[date, int] = {}

    def next(self, day: date) -> int:
        """Return the next free place on the list of a day."""
        self._last[day] = self._last.get(day, 0) + 1
        return self._last[day]


def parse_row(line: bytes | str, ranks: Ranks) -> Arrival | str:
    """Read a row: `id`, `title`, and `abstract` or `text`; the rest is optional.

    Returns why not, for what is no paper. An id that is not arXiv's is kept as it is.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return "it is no JSON"
    if not isinstance(row, dict):
        return "it is no object"
    written = row.get("id")
    known = one_line(str(written)) if isinstance(written, str | int) else ""
    if not known:
        return "it has no id"
    if len(known) > LONGEST_ID:
        return f"its id has {len(known)} characters"
    title = one_line(reading.text(row, "title"))
    abstract = one_line(reading.text(row, "abstract", "text", "summary"))
    if not title and not abstract:
        return f"{known} has neither title nor abstract"
    return Arrival(_paper(row, paper_id(known) or known, title, abstract), _listing(row, ranks))


def _paper(row: Json, known: str, title: str, abstract: str) -> Paper:
    return Paper(
        id=known,
        title=title,
        abstract=abstract,
        authors=reading.texts(row, "authors"),
        published=reading.day(row, "published", "publishedAt", "date"),
        categories=reading.texts(row, "categories"),
        upvotes=reading.number(row, "upvotes"),
        comments=reading.number(row, "comments", "numComments"),
        ai_summary=one_line(reading.text(row, "ai_summary")),
        ai_keywords=reading.texts(row, "ai_keywords"),
        code_url=repository(reading.text(row, "code_url", "githubRepo")),
        code_stars=reading.number(row, "code_stars", "githubStars"),
        project_url=web_address(reading.text(row, "project_url", "projectPage")),
        organization=one_line(_organization(row)),
        thumbnail=web_address(reading.text(row, "thumbnail")),
    )


def _organization(row: Json) -> str:
    named = reading.record(row, "organization")
    return reading.text(row, "organization") or reading.text(named, "fullname", "name")


def _listing(row: Json, ranks: Ranks) -> Listing | None:
    day = reading.day(row, "day")
    if day is None:
        return None
    # Every row counts, so that places stay apart where only some rows name theirs.
    counted = ranks.next(day)
    return Listing(
        SOURCE,
        day,
        reading.number(row, "rank") or counted,
        one_line(reading.text(row, "submitter")),
    )
