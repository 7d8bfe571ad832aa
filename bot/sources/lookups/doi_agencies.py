"""Works by their DOI, from the two agencies that register most: Crossref, then DataCite."""

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.model import Arrival, Authority, Paper
from bot.model.doi import doi_in
from bot.sources import json_fields
from bot.sources.bibliographies.csl import csl_paper
from bot.sources.clean_text import title_words, web_address, words
from bot.sources.json_fields import Json
from bot.sources.person_names import MOST_AUTHORS
from bot.sources.polite_http import NotFound, PoliteClient
from bot.sources.publication_dates import published_in

if TYPE_CHECKING:
    import httpx


class DoiAgencies:
    """Crossref has what publishers print, DataCite what repositories such as Zenodo keep."""

    name, label = "doi", "The DOI registry"
    fields = frozenset(
        "title abstract authors published categories doi journal project_url remark "
        "is_withdrawn".split()
    )

    def __init__(
        self,
        crossref: str = "https://api.crossref.org",
        datacite: str = "https://api.datacite.org",
    ) -> None:
        self._crossref = crossref
        self._datacite = datacite

    def knows(self, paper_id: str) -> bool:
        """Tell a DOI."""
        return doi_in(paper_id) == paper_id

    async def ask(
        self, asker: PoliteClient, client: "httpx.AsyncClient", paper_id: str
    ) -> Arrival | None:
        """Ask one agency, then the other."""
        # In one piece, so that no dots in it lead elsewhere.
        path = quote(paper_id, safe="")
        try:
            url = f"{self._crossref}/works/{path}"
            paper = _of_crossref((await asker.get(client, url)).body, url)
        except NotFound:
            url = f"{self._datacite}/dois/{path}"
            paper = _of_datacite((await asker.get(client, url)).body, url)
        if paper is None:
            return None
        return Arrival(replace(paper, id=paper_id, doi=paper_id), authority=Authority.RECORD)


def _of_crossref(body: bytes, url: str) -> Paper | None:
    """Read a work: it is CSL-JSON in all but its name."""
    paper = csl_paper(json_fields.record(_object(body, url), "message"))
    return paper if isinstance(paper, Paper) else None


def _of_datacite(body: bytes, url: str) -> Paper | None:
    row = json_fields.record(json_fields.record(_object(body, url), "data"), "attributes")
    titles = json_fields.records(row, "titles")
    title = title_words(json_fields.text(titles[0], "title") if titles else "")
    if not title.readable:
        return None
    abstract = words(_abstract(row))
    return Paper(
        id="",
        title=title.readable,
        abstract=abstract.readable,
        authors=_creators(row),
        published=published_in({"date": _published(row)}),
        project_url=web_address(json_fields.text(row, "url")),
        original_title=title.original,
        original_abstract=abstract.original,
        journal=words(json_fields.text(json_fields.record(row, "container"), "title")).readable,
    )


def _object(body: bytes, url: str) -> Json:
    loaded = json_fields.load(body, url, DoiAgencies.label)
    return loaded if isinstance(loaded, dict) else {}


def _abstract(row: Json) -> str:
    described = json_fields.records(row, "descriptions")
    abstracts = (
        json_fields.text(one, "description")
        for one in described
        if json_fields.text(one, "descriptionType") == "Abstract"
    )
    return next(abstracts, "")


def _creators(row: Json) -> tuple[str, ...]:
    names = map(_name, json_fields.records(row, "creators")[:MOST_AUTHORS])
    return tuple(name for one in names if (name := words(one).readable))


def _name(creator: Json) -> str:
    given, family = (json_fields.text(creator, one) for one in ("givenName", "familyName"))
    if given and family:
        return f"{given} {family}"
    family, comma, given = json_fields.text(creator, "name").partition(",")
    is_person = comma and json_fields.text(creator, "nameType") != "Organizational"
    return f"{given.strip()} {family}" if is_person else f"{family}{comma}{given}"


def _published(row: Json) -> str:
    """Return the day of issue, or else the year: a number, as DataCite sends it."""
    dates = json_fields.records(row, "dates")
    issued = (
        json_fields.text(one, "date")
        for one in dates
        if json_fields.text(one, "dateType") == "Issued"
    )
    year = json_fields.number(row, "publicationYear")
    return next(issued, "") or (str(year) if year else json_fields.text(row, "publicationYear"))
