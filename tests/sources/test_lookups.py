"""Papers by DOI, by their forum at OpenReview and by their id in the ACL Anthology."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from aiohttp import web

from bot.errors import SourceError
from bot.model import Paper
from bot.model.work_identity import work_id
from bot.sources.lookups import AclAnthology, DoiAgencies, LookupSource, OpenReview
from bot.sources.network import Network
from tests.replay import WEB_PAGE, Replay, status

CROSSREF = {
    "status": "ok",
    "message-type": "work",
    "message": {
        "DOI": "10.1145/3292500.3330701",
        "type": "proceedings-article",
        "title": ["Optuna"],
        "subtitle": ["A Next-generation Framework"],
        "author": [
            {"given": "Takuya", "family": "Akiba", "sequence": "first"},
            {"name": "The Optuna Group"},
        ],
        "container-title": ["Proceedings of KDD"],
        "issued": {"date-parts": [[2019, 7, 25]]},
        "abstract": "<jats:p>We tune <jats:italic>hyperparameters</jats:italic>.</jats:p>",
        "URL": "https://doi.org/10.1145/3292500.3330701",
    },
}
DATACITE = {
    "data": {
        "id": "10.5281/zenodo.7",
        "attributes": {
            "doi": "10.5281/zenodo.7",
            "titles": [{"title": "A corpus of knots"}],
            "creators": [
                {"name": "Lee, Ann", "givenName": "Ann", "familyName": "Lee"},
                {"name": "Ito, Bo", "nameType": "Personal"},
                {"name": "Lab, Inc.", "nameType": "Organizational"},
            ],
            "publicationYear": 2024,
            "dates": [{"date": "2024-05-03", "dateType": "Issued"}],
            "descriptions": [{"description": "All knots.", "descriptionType": "Abstract"}],
            "url": "https://zenodo.org/record/7",
        },
    }
}
NEWER = {
    "notes": [
        {
            "id": "B8YMV9gfQo",
            "cdate": 1716000000000,
            "content": {
                "title": {"value": "Knots that learn"},
                "abstract": {"value": "We tie $x^2$ knots."},
                "authors": {"value": ["Ann Lee", "Bo Ito"]},
                "venue": {"value": "ICLR 2025 Poster"},
            },
        }
    ]
}
OLDER = {
    "notes": [
        {
            "id": "rJl-b3RcF7",
            "content": {"title": "Old knots", "abstract": "We did.", "authors": []},
        }
    ]
}
BIB = b"""@inproceedings{lee-2023-knots,
    title = "Knots in {L}anguage",
    author = "Lee, Ann  and  Ito, Bo",
    booktitle = "Proceedings of ACL",
    month = jul,
    year = "2023",
    url = "https://aclanthology.org/2023.acl-long.1",
    doi = "10.18653/v1/2023.acl-long.1",
    abstract = "We knot.",
}
"""


class Shelf:
    """What the archives answer by path, served by one machine."""

    def __init__(self, server: Replay) -> None:
        self.server = server
        self.held: dict[str, Any] = {}
        self.sources = {
            source.name: source
            for source in (
                LookupSource(DoiAgencies(f"{server.endpoint}/cr", f"{server.endpoint}/dc"), 0),
                LookupSource(OpenReview(f"{server.endpoint}/new", f"{server.endpoint}/old"), 0),
                LookupSource(AclAnthology(f"{server.endpoint}/acl"), 0),
            )
        }

    async def answer(self, _server: Replay, request: web.Request) -> web.StreamResponse:
        query = f"?id={request.query['id']}" if "id" in request.query else ""
        sent = self.held.get(f"{request.path}{query}")
        if sent is None:
            return web.json_response({"error": "no"}, status=404)
        is_text = isinstance(sent, bytes)
        return web.Response(body=sent) if is_text else web.json_response(sent)

    async def find(self, written: str) -> list[Paper]:
        """Return what the sources have of a paper, each asked as the intake does."""
        found = []
        async with Network().open() as client:
            for source in self.sources.values():
                self.server.fail(*([self.answer] * 4))
                if arrival := await source.paper(client, work_id(written)):
                    found.append(arrival.paper)
                self.server.faults.clear()
        return found


@pytest.fixture
async def shelf() -> AsyncIterator[Shelf]:
    async with Replay() as server:
        yield Shelf(server)


async def test_a_work_of_a_publisher_comes_from_crossref(shelf: Shelf) -> None:
    shelf.held["/cr/works/10.1145/3292500.3330701"] = CROSSREF
    (paper,) = await shelf.find("https://dl.acm.org/doi/abs/10.1145/3292500.3330701")
    assert (paper.id, paper.doi) == ("10.1145/3292500.3330701",) * 2
    assert paper.title.startswith("Optuna")
    assert paper.authors == ("Takuya Akiba", "The Optuna Group")
    assert paper.published == date(2019, 7, 25)
    assert paper.abstract == "We tune hyperparameters."
    assert paper.journal == "Proceedings of KDD"


async def test_what_crossref_lacks_comes_from_datacite(shelf: Shelf) -> None:
    shelf.held["/dc/dois/10.5281/zenodo.7"] = DATACITE
    (paper,) = await shelf.find("doi:10.5281/zenodo.7")
    assert paper.title == "A corpus of knots"
    assert paper.authors == ("Ann Lee", "Bo Ito", "Lab, Inc.")
    assert paper.published == date(2024, 5, 3)
    assert paper.abstract == "All knots."
    assert paper.project_url == "https://zenodo.org/record/7"


@pytest.mark.parametrize(
    ("path", "sent", "link", "title"),
    [
        ("new", NEWER, "openreview.net/forum?id=B8YMV9gfQo&noteId=abc", "Knots that learn"),
        ("new", NEWER, "https://openreview.net/pdf?id=B8YMV9gfQo", "Knots that learn"),
        ("old", OLDER, "https://openreview.net/forum?referrer=a&id=rJl-b3RcF7#x", "Old knots"),
    ],
)
async def test_openreview_is_asked_by_forum_whichever_api_has_it(
    shelf: Shelf, path: str, sent: object, link: str, title: str
) -> None:
    known = work_id(link)
    shelf.held[f"/{path}/notes?id={known.partition(':')[2]}"] = sent
    (paper,) = await shelf.find(link)
    assert (paper.id, paper.title) == (known, title)


async def test_the_newer_api_tells_people_venue_and_day(shelf: Shelf) -> None:
    shelf.held["/new/notes?id=B8YMV9gfQo"] = NEWER
    (paper,) = await shelf.find("openreview:B8YMV9gfQo")
    assert paper.authors == ("Ann Lee", "Bo Ito")
    assert paper.journal == "ICLR 2025 Poster"
    assert paper.published == date(2024, 5, 18)
    assert paper.abstract == "We tie x² knots."


async def test_the_anthology_is_asked_for_its_entry(shelf: Shelf) -> None:
    shelf.held["/acl/2023.acl-long.1.bib"] = BIB
    (paper,) = await shelf.find("https://aclanthology.org/2023.acl-long.1v2.pdf")
    assert (paper.id, paper.doi) == ("acl:2023.acl-long.1", "10.18653/v1/2023.acl-long.1")
    assert paper.title == "Knots in Language"
    assert paper.authors == ("Ann Lee", "Bo Ito")
    assert paper.project_url == ""


@pytest.mark.parametrize("known", ["10.1145/9", "openreview:abcdefgh", "acl:P17-1001"])
async def test_one_that_nobody_has_is_none_and_trouble_is_told(shelf: Shelf, known: str) -> None:
    assert await shelf.find(known) == []
    async with Network().open() as client:
        for fault in (status(403), WEB_PAGE):
            shelf.server.fail(fault, fault, fault)
            with pytest.raises(SourceError):
                for source in shelf.sources.values():
                    await source.paper(client, known)
            shelf.server.faults.clear()


@pytest.mark.parametrize("known", ["2405.12345", "math/0309136", "lab-7", "10.48550/", "acl:"])
async def test_nobody_is_asked_for_what_cannot_be_theirs(shelf: Shelf, known: str) -> None:
    async with Network().open() as client:
        for source in shelf.sources.values():
            assert await source.paper(client, known) is None
    assert shelf.server.log == []


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("https://doi.org/10.48550/arXiv.2405.12345", "2405.12345"),
        ("10.48550/arxiv.2405.12345", "2405.12345"),
        ("https://huggingface.co/papers/2405.12345#community", "2405.12345"),
        ("https://doi.org/10.1038/S41586-021-03819-2", "10.1038/s41586-021-03819-2"),
        ("https://aclanthology.org/P17-1001/", "acl:P17-1001"),
        ("https://www.aclweb.org/anthology/p17-1001.pdf", "acl:P17-1001"),
        ("https://aclanthology.org/2020.lrec-1.5.bib", "acl:2020.lrec-1.5"),
        ("<https://aclanthology.org/2022.findings-emnlp.3>", "acl:2022.findings-emnlp.3"),
        ("https://openreview.net/forum?id=B8YMV9gfQo", "openreview:B8YMV9gfQo"),
        ("https://aclanthology.org/volumes/2023.acl-long/", ""),
        ("https://openreview.net/group?id=ICLR.cc/2025/Conference", ""),
        ("https://openreview.net/", ""),
        ("https://lab.example/paper.pdf", ""),
        ("openreview", ""),
        ("attention is all you need", ""),
    ],
)
def test_a_link_names_a_work(written: str, known: str) -> None:
    assert work_id(written) == known
