"""Papers as rows of JSON: one object a line, from whatever archive."""

from collections.abc import Callable
from datetime import date

from bot.calendar.list_hours import told_by
from bot.model import MACHINE, Arrival, Authority, Listing, Paper
from bot.model.doi import doi_in
from bot.model.identity import is_arxiv, paper_id
from bot.sources import arxiv, huggingface, json_fields
from bot.sources.archives.arxiv_snapshot import is_snapshot, snapshot_paper
from bot.sources.archives.openalex import is_openalex, openalex_paper
from bot.sources.archives.semantic_scholar import is_semantic_scholar, semantic_scholar_paper
from bot.sources.arxiv.entries import categories_in, is_withdrawal, names_in
from bot.sources.bibliographies.csl import csl_paper, is_csl
from bot.sources.bounded_values import integer
from bot.sources.clean_text import Words, one_line, repository, title_words, web_address, words
from bot.sources.json_fields import Json
from bot.sources.person_names import MOST_AUTHORS
from bot.text.latex import readable

LONGEST_ID, LONGEST_SOURCE = 200, 40
_OTHER_IDS = ("arxiv_id", "arxivId", "arxiv", "paper_id", "doi", "url", "link")

_OF_HUGGING_FACE = ("upvotes", "numComments", "submittedOnDailyAt", "submittedOnDailyBy")
"""Fields that only its lists have."""


class Ranks:
    """Counts the places of papers on lists whose rows name no rank."""

    def __init__(self) -> None:
        self._last: dict[date, int] = {}

    def next(self, day: date) -> int:
        """Return the next free place on the list of a day."""
        self._last[day] = self._last.get(day, 0) + 1
        return self._last[day]


def parse_row(line: bytes | str, ranks: Ranks) -> Arrival | str:
    """Read a line with an object; returns why not, for what is no paper."""
    try:
        text = line if isinstance(line, str) else line.decode("utf-8-sig")
        row = json_fields.loads(text)
    except (ValueError, RecursionError):
        return "it is no JSON"
    return parse_object(row, ranks)


def parse_object(row: object, ranks: Ranks) -> Arrival | str:
    """Read a row of arXiv's snapshot, CSL-JSON, Semantic Scholar, OpenAlex, or of our own.

    Our own has `id`, `title`, and `abstract` or `text`; the rest is optional. An id that is not
    arXiv's is kept as it is. Returns why not, for what is no paper.
    """
    if not isinstance(row, dict):
        return "it is no object"
    paper = next((read(row) for is_of, read in _SHAPES if is_of(row)), None)
    if paper is None:
        paper = _own_paper(row)
    if isinstance(paper, str):
        return paper
    listing = _listing(row, paper.id, ranks)
    return Arrival(paper, listing, Authority.FILE, told_by(paper, listing))


_SHAPES: tuple[tuple[Callable[[Json], bool], Callable[[Json], Paper | str]], ...] = (
    (is_snapshot, snapshot_paper),
    (is_semantic_scholar, semantic_scholar_paper),
    (is_openalex, openalex_paper),
    (is_csl, csl_paper),
)


def _own_paper(row: Json) -> Paper | str:
    written = row.get("id")
    known = one_line(str(written)) if isinstance(written, str | int) else ""
    known = known or next((one for name in _OTHER_IDS if (one := _named(row, name))), "")
    if not known:
        return "it has no id"
    if len(known) > LONGEST_ID:
        return f"its id has {len(known)} characters"
    title = title_words(json_fields.text(row, "title"))
    abstract = words(json_fields.text(row, "abstract", "text", "summary"))
    if not title.readable and not abstract.readable:
        return f"{known} has neither title nor abstract"
    return _paper(row, paper_id(known) or known, title, abstract)


def _named(row: Json, name: str) -> str:
    written = json_fields.text(row, name)
    return paper_id(written) or doi_in(written)


def _paper(row: Json, known: str, title: Words, abstract: Words) -> Paper:
    remark = words(json_fields.text(row, "remark", "comment", "comments")).readable
    return Paper(
        id=known,
        title=title.readable,
        abstract=abstract.readable,
        authors=_authors(row),
        published=json_fields.day(row, "published", "publishedAt", "date") or _year(row),
        categories=_categories(row),
        upvotes=json_fields.number(row, "upvotes"),
        comments=json_fields.number(row, "comments", "numComments"),
        ai_summary=words(json_fields.text(row, "ai_summary")).readable,
        summary_by=MACHINE if json_fields.text(row, "summary_by") == MACHINE else "",
        ai_keywords=json_fields.texts(row, "ai_keywords"),
        code_url=repository(json_fields.text(row, "code_url", "githubRepo")),
        code_stars=json_fields.number(row, "code_stars", "githubStars"),
        project_url=web_address(json_fields.text(row, "project_url", "projectPage")),
        organization=one_line(_organization(row)),
        thumbnail=web_address(json_fields.text(row, "thumbnail")),
        original_title=title.original,
        original_abstract=abstract.original,
        version=json_fields.number(row, "version"),
        revised=json_fields.day(row, "revised"),
        doi=doi_in(json_fields.text(row, "doi")),
        journal=words(json_fields.text(row, "journal", "journal_ref", "journal-ref")).readable,
        # A remark is what tells a withdrawal, so the two are known together.
        is_withdrawn=_withdrawn(row, remark, abstract.readable),
        remark=remark,
        media=json_fields.texts(row, "media", "mediaUrls"),
    )


def _authors(row: Json) -> tuple[str, ...]:
    written = row.get("authors")
    if isinstance(written, str):
        return names_in(written)
    return tuple(map(readable, json_fields.texts(row, "authors")[:MOST_AUTHORS]))


def _withdrawn(row: Json, remark: str, abstract: str) -> bool | None:
    said = json_fields.truth(row, "is_withdrawn")
    return is_withdrawal(remark, abstract) if said is None and remark else said


def _year(row: Json) -> date | None:
    year = integer(row.get("year"), 2200)
    return date(year, 1, 1) if year else None


def _categories(row: Json) -> tuple[str, ...]:
    """Read a list, or a text with commas or blanks as arXiv's own archive has it."""
    written = row.get("categories")
    if isinstance(written, str):
        return categories_in(written.replace(",", " ").split())
    return categories_in(list(json_fields.texts(row, "categories")))


def _organization(row: Json) -> str:
    named = json_fields.record(row, "organization")
    return json_fields.text(row, "organization") or json_fields.text(named, "fullname", "name")


def _listing(row: Json, known: str, ranks: Ranks) -> Listing | None:
    day = json_fields.day(row, "day")
    if day is None:
        return None
    # Every row counts, so that places stay apart where only some rows name theirs.
    counted = ranks.next(day)
    return Listing(
        _source(row, known),
        day,
        json_fields.number(row, "rank") or counted,
        one_line(json_fields.text(row, "submitter")),
    )


def _source(row: Json, known: str) -> str:
    """Return whose list a row was on: as it says, or as its fields betray."""
    if named := one_line(json_fields.text(row, "source")):
        return named[:LONGEST_SOURCE].lower()
    if any(row.get(name) is not None for name in _OF_HUGGING_FACE):
        return huggingface.SOURCE
    return arxiv.SOURCE if is_arxiv(known) and row.get("categories") else huggingface.SOURCE
