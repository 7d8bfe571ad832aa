"""Hugging Face's daily lists: parsing the answers of its API.

The fields and their oddities were observed in 595 days of recorded answers; optional keys are
absent, never null.
"""

from collections import Counter
from datetime import date

from bot.errors import SourceError
from bot.identity import paper_id
from bot.model import Arrival, Listing, Paper, Skipped
from bot.sources import reading
from bot.sources.clean import one_line, repository, web_address
from bot.sources.parsed import Parsed
from bot.sources.reading import Json

SOURCE = "huggingface"
NAME = "Hugging Face"


def parse_daily(body: bytes | str, day: date | None, url: str = "", first: int = 1) -> Parsed:
    """Read the list of a day, bare or wrapped as `data`; papers keep their order as rank,
    counted from `first`.

    Without a `day` it is the one on which most items say they were submitted; where none say
    so, the papers come without a listing. Raises SourceError for anything that is no list.
    """
    answer = reading.load(body, url, NAME)
    if isinstance(answer, dict):
        day = day or reading.day(answer, "date")
        answer = answer.get("data", answer)
    if not isinstance(answer, list):
        said = reading.text(answer, "error") if isinstance(answer, dict) else ""
        raise SourceError(url, f"{NAME} sent no list of papers{f': {said}' if said else '.'}")
    day = day or _day_of(answer)
    arrivals: dict[str, Arrival] = {}
    skipped: list[Skipped] = []
    for rank, item in enumerate(answer, start=first):
        arrival = _arrival(item, day, rank) if isinstance(item, dict) else "it is no object"
        if isinstance(arrival, str):
            skipped.append(Skipped(f"item {rank}", arrival))
        elif arrival.paper.id in arrivals:
            skipped.append(Skipped(f"item {rank}", f"{arrival.paper.id} stands there twice"))
        else:
            arrivals[arrival.paper.id] = arrival
    return Parsed(tuple(arrivals.values()), tuple(skipped))


def parse_paper(body: bytes | str, url: str = "") -> Arrival:
    """Read the answer for one paper; raises SourceError for anything else."""
    answer = reading.load(body, url, NAME)
    arrival = _arrival({"paper": answer}, None, 0) if isinstance(answer, dict) else "no object"
    if isinstance(arrival, str):
        raise SourceError(url, f"{NAME} sent no paper: {arrival}.")
    return arrival


def _arrival(item: Json, day: date | None, rank: int) -> Arrival | str:
    """Return a paper with its place on the list, or why the item is none."""
    inner = reading.record(item, "paper")
    known = paper_id(reading.text(inner, "id"))
    if known is None:
        return f"it has no paper id ({reading.text(inner, 'id')!r})"
    # The item's title keeps the LaTeX that the paper's has lost in a sixth of all cases.
    title = one_line(reading.text(item, "title") or reading.text(inner, "title"))
    if not title:
        return f"{known} has no title"
    organization = reading.record(inner, "organization") or reading.record(item, "organization")
    paper = Paper(
        id=known,
        title=title,
        abstract=one_line(reading.text(inner, "summary") or reading.text(item, "summary")),
        authors=tuple(
            one_line(name)
            for author in reading.records(inner, "authors")
            if (name := reading.text(author, "name"))
        ),
        published=reading.day(inner, "publishedAt") or reading.day(item, "publishedAt"),
        # `upvotes` of the item itself is something else, where it exists at all.
        upvotes=reading.number(inner, "upvotes"),
        comments=reading.number(item, "numComments"),
        ai_summary=one_line(reading.text(inner, "ai_summary")),
        ai_keywords=reading.texts(inner, "ai_keywords"),
        code_url=repository(reading.text(inner, "githubRepo")),
        code_stars=reading.number(inner, "githubStars"),
        project_url=web_address(reading.text(inner, "projectPage")),
        organization=one_line(reading.text(organization, "fullname", "name")),
        thumbnail=web_address(reading.text(item, "thumbnail")),
    )
    return Arrival(paper, Listing(SOURCE, day, rank, _submitter(item, inner)) if day else None)


def _submitter(item: Json, inner: Json) -> str:
    """Return a handle: it stands in `user` or `name`, depending on where it is asked for."""
    by = reading.record(inner, "submittedOnDailyBy") or reading.record(item, "submittedBy")
    return one_line(reading.text(by, "user", "name", "fullname"))


def _day_of(items: list[object]) -> date | None:
    days = Counter(
        day
        for item in items
        if isinstance(item, dict)
        and (day := reading.day(reading.record(item, "paper"), "submittedOnDailyAt"))
    )
    return days.most_common(1)[0][0] if days else None
