"""Papers of OpenReview by their forum, from its newer API, and from the older for what is older."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.model import Arrival, Authority, Paper
from bot.model.venue_pages import venue_id
from bot.sources import json_fields
from bot.sources.bounded_values import day_of
from bot.sources.clean_text import title_words, words
from bot.sources.json_fields import Json
from bot.sources.person_names import MOST_AUTHORS
from bot.sources.polite_http import NotFound, PoliteClient

if TYPE_CHECKING:
    import httpx


class OpenReview:
    """Notes that anybody may read; while a paper is under review its authors are not told."""

    name, label = "openreview", "OpenReview"
    fields = frozenset("title abstract authors published journal".split())

    def __init__(
        self,
        newer: str = "https://api2.openreview.net",
        older: str = "https://api.openreview.net",
    ) -> None:
        self._apis = (newer, older)

    def knows(self, paper_id: str) -> bool:
        """Tell the id of a forum."""
        return paper_id.startswith(f"{self.name}:") and venue_id(paper_id) == paper_id

    async def ask(
        self, asker: PoliteClient, client: "httpx.AsyncClient", paper_id: str
    ) -> Arrival | None:
        """Ask the newer API, then the older."""
        for api in self._apis:
            url = f"{api}/notes?id={paper_id.partition(':')[2]}"
            try:
                loaded = json_fields.load((await asker.get(client, url)).body, url, self.label)
            except NotFound:
                continue
            notes = json_fields.records(loaded if isinstance(loaded, dict) else {}, "notes")
            paper = _paper(notes[0]) if notes else None
            if paper:
                return Arrival(replace(paper, id=paper_id), authority=Authority.RECORD)
        return None


def _paper(note: Json) -> Paper | None:
    held = {name: _value(value) for name, value in json_fields.record(note, "content").items()}
    title = title_words(json_fields.text(held, "title"))
    if not title.readable:
        return None
    abstract = words(json_fields.text(held, "abstract"))
    return Paper(
        id="",
        title=title.readable,
        abstract=abstract.readable,
        authors=json_fields.texts(held, "authors")[:MOST_AUTHORS],
        published=_published(note),
        original_title=title.original,
        original_abstract=abstract.original,
        journal=words(json_fields.text(held, "venue")).readable,
    )


def _value(value: object) -> object:
    """Return a value, which the newer API wraps into an object."""
    return value.get("value") if isinstance(value, dict) else value


def _published(note: Json) -> date | None:
    """Return the first day that is known, in milliseconds since 1970."""
    known = (note.get(name) for name in ("pdate", "odate", "cdate", "tcdate"))
    return next((day for one in known if (day := day_of(one))), None)
