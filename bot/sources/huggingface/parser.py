"""Hugging Face's daily lists: parsing the answers of its API.

The fields and their oddities were observed in 595 days of recorded answers; optional keys are
absent, never null.
"""

from collections import Counter
from datetime import date

from bot.errors import SourceError
from bot.model import Account, Arrival, Authority, Listing, Paper, Skipped
from bot.model.identity import paper_id
from bot.sources import json_fields
from bot.sources.clean_text import one_line, repository, title_words, web_address, words
from bot.sources.json_fields import Json
from bot.sources.parse_result import Parsed
from bot.sources.person_names import MOST_AUTHORS
from bot.sources.records import read_each

SOURCE = "huggingface"
NAME = "Hugging Face"


def parse_daily(body: bytes | str, day: date | None, url: str = "", first: int = 1) -> Parsed:
    """Read the list of a day, bare or wrapped as `data`; papers keep their order as rank,
    counted from `first`.

    Without a `day` each item's is the one on which it says it was submitted, else the one that
    most say; where none say so, the papers come without a listing. The answer's own day is
    returned besides, so that a list of another day can be told. Raises SourceError for anything
    that is no list.
    """
    return parse_list(json_fields.load(body, url, NAME), day, url, first)


def parse_list(answer: object, day: date | None, url: str = "", first: int = 1) -> Parsed:
    """Read the same of JSON that was read already."""
    if isinstance(answer, dict):
        day = day or json_fields.day(answer, "date")
        answer = answer.get("data", answer)
    if not isinstance(answer, list):
        said = one_line(json_fields.text(answer, "error"))[:300] if isinstance(answer, dict) else ""
        raise SourceError(url, f"{NAME} sent no list of papers{f': {said}' if said else '.'}")
    told = _day_of(answer)
    places = _Places(day, told, first)
    arrivals: dict[str, Arrival] = {}
    skipped: list[Skipped] = []

    def read(item: object, _place: int) -> Arrival | str:
        arrival = _arrival(item, places) if isinstance(item, dict) else "it is no object"
        if isinstance(arrival, Arrival) and arrival.paper.id in arrivals:
            return f"{arrival.paper.id} stands there twice"
        return arrival

    for one in read_each("item", answer, read, first):
        if isinstance(one, Skipped):
            skipped.append(one)
        else:
            arrivals[one.paper.id] = one
    return Parsed(tuple(arrivals.values()), tuple(skipped), told)


class _Places:
    """Gives each item its day and its place on the list of that day."""

    def __init__(self, day: date | None, told: date | None, first: int) -> None:
        self._day = day
        self._told = told
        self._next: dict[date, int] = {}
        self._first = first

    def listing(self, item: Json, inner: Json) -> Listing | None:
        day = self._day or _submitted_on(inner) or self._told
        if day is None:
            return None
        rank = self._next.get(day, self._first)
        self._next[day] = rank + 1
        return Listing(SOURCE, day, rank, _submitter(item, inner))


def parse_paper(body: bytes | str, url: str = "") -> Arrival:
    """Read the answer for one paper; raises SourceError for anything else."""
    answer = json_fields.load(body, url, NAME)
    places = _Places(None, None, 1)
    arrival = _arrival({"paper": answer}, places) if isinstance(answer, dict) else "no object"
    if isinstance(arrival, str):
        raise SourceError(url, f"{NAME} sent no paper: {arrival}.")
    return arrival


def _arrival(item: Json, places: _Places) -> Arrival | str:
    """Return a paper with its place on the list, or why the item is none."""
    inner = json_fields.record(item, "paper")
    known = paper_id(json_fields.text(inner, "id"))
    if known is None:
        return f"it has no paper id ({json_fields.text(inner, 'id')[:80]!r})"
    # The item's title keeps the LaTeX that the paper's has lost in a sixth of all cases.
    title = title_words(json_fields.text(item, "title") or json_fields.text(inner, "title"))
    if not title.readable:
        return f"{known} has no title"
    abstract = words(json_fields.text(inner, "summary") or json_fields.text(item, "summary"))
    authors = _authors(inner)
    organization = json_fields.record(inner, "organization") or json_fields.record(
        item, "organization"
    )
    paper = Paper(
        id=known,
        title=title.readable,
        abstract=abstract.readable,
        authors=tuple(author.author for author in authors),
        published=json_fields.day(inner, "publishedAt") or json_fields.day(item, "publishedAt"),
        # `upvotes` of the item itself is something else, where it exists at all.
        upvotes=json_fields.number(inner, "upvotes"),
        comments=json_fields.number(item, "numComments"),
        ai_summary=words(json_fields.text(inner, "ai_summary")).readable,
        ai_keywords=json_fields.texts(inner, "ai_keywords"),
        code_url=repository(json_fields.text(inner, "githubRepo")),
        code_stars=json_fields.number(inner, "githubStars"),
        project_url=web_address(json_fields.text(inner, "projectPage")),
        organization=one_line(json_fields.text(organization, "fullname", "name")),
        thumbnail=web_address(json_fields.text(item, "thumbnail")),
        original_title=title.original,
        original_abstract=abstract.original,
        media=_media(item, inner),
        organization_account=one_line(json_fields.text(organization, "name")),
        accounts=tuple(author for author in authors if author.handle),
        discussion=one_line(json_fields.text(inner, "discussionId")),
        authors_take_part=json_fields.truth(item, "isAuthorParticipating"),
    )
    return Arrival(paper, places.listing(item, inner), Authority.LIST)


def _authors(inner: Json) -> list[Account]:
    """Return all authors with their handles, "" where they have no account.

    An author may have hidden the paper on their own page; they still wrote it.
    """
    return [
        Account(
            name, one_line(json_fields.text(json_fields.record(author, "user"), "user", "name"))
        )
        for author in json_fields.records(inner, "authors")[:MOST_AUTHORS]
        if (name := words(json_fields.text(author, "name")).readable)
    ]


def _media(item: Json, inner: Json) -> tuple[str, ...]:
    """Return pictures and films; until 2024-06 there was one, alone in `mediaUrl`."""
    found = json_fields.texts(inner, "mediaUrls") or json_fields.texts(
        item, "mediaUrls", "mediaUrl"
    )
    return tuple(address for one in found if (address := web_address(one)))


def _submitter(item: Json, inner: Json) -> str:
    """Return a handle: it stands in `user` or `name`, depending on where it is asked for."""
    by = json_fields.record(inner, "submittedOnDailyBy") or json_fields.record(item, "submittedBy")
    return one_line(json_fields.text(by, "user", "name", "fullname"))


def _submitted_on(inner: Json) -> date | None:
    """Return the day of a submission: in UTC it was the list's own day in all 3,319 seen."""
    return json_fields.day(inner, "submittedOnDailyAt")


def _day_of(items: list[object]) -> date | None:
    days = Counter(
        day
        for item in items
        if isinstance(item, dict) and (day := _submitted_on(json_fields.record(item, "paper")))
    )
    return days.most_common(1)[0][0] if days else None
