"""Papers of the ACL Anthology, from the entry in BibTeX that each of its pages has."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.model import Arrival, Authority
from bot.model.venue_pages import venue_id
from bot.sources.bibliographies import parse_bibtex
from bot.sources.polite_http import PoliteClient

if TYPE_CHECKING:
    import httpx


class AclAnthology:
    """The anthology's files, asked for one by one."""

    name, label = "acl", "The ACL Anthology"
    fields = frozenset(
        "title abstract authors published categories doi journal remark is_withdrawn".split()
    )

    def __init__(self, endpoint: str = "https://aclanthology.org") -> None:
        self._endpoint = endpoint

    def knows(self, paper_id: str) -> bool:
        """Tell an id of the anthology."""
        return paper_id.startswith(f"{self.name}:") and venue_id(paper_id) == paper_id

    async def ask(
        self, asker: PoliteClient, client: "httpx.AsyncClient", paper_id: str
    ) -> Arrival | None:
        """Ask for the entry of a paper."""
        url = f"{self._endpoint}/{paper_id.partition(':')[2]}.bib"
        body = (await asker.get(client, url)).body
        found = parse_bibtex(body).arrivals
        if not found:
            raise SourceError(url, f"{self.label} sent no entry where one was expected.")
        # Its own page is known by its id.
        paper = replace(found[0].paper, id=paper_id, project_url="")
        return Arrival(paper, authority=Authority.RECORD)
