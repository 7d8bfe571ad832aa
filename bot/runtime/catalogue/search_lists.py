"""What searches find, a paper in full, and the papers like it."""

from dataclasses import replace
from itertools import takewhile

from bot.commands.search_verbs import run_search
from bot.compose import paper_list_titles
from bot.compose.paper_records import paper_details, paper_record
from bot.message import PaperDetails, PaperList
from bot.model import Paper
from bot.model.identity import paper_id
from bot.search import Search
from bot.search.sort import FIT, ORDERS, split_sort
from bot.store import Store, papers, signals

SIMILAR = 6
FIELDS = ("author", "org", "cat")


class SearchLists:
    """Searches, and looks papers up."""

    def __init__(self, store: Store, search: Search) -> None:
        self._store = store
        self._search = search

    def search(self, query: str, sort: str, offset: int, limit: int) -> PaperList:
        """Return what a query finds; a `sort:` in it counts where no other is given."""
        said, written_sort, _ = split_sort(query)
        order = sort if sort in ORDERS else written_sort
        asked = query if not sort else f"{said} sort:{order}" if order != FIT else said
        found = run_search(self._search, asked, limit, offset)
        return PaperList(
            title=paper_list_titles.search_title(found, query),
            lead=paper_list_titles.search_lead(found) if not offset or found.hits else (),
            papers=tuple(paper_record(hit.paper, hit=hit) for hit in found.hits),
            total=found.total + found.near,
            offset=offset,
            asked=said,
            sort=order,
            corrected=found.corrected,
            as_typed=found.as_typed,
            suggestion=found.suggestion,
        )

    def tagged(self, field: str, value: str, offset: int, limit: int) -> PaperList:
        """Return the papers that hold a value in a field, the newest first, and no near ones."""
        quoted = " ".join(value.replace('"', " ").split())
        query = f'{field}:"{quoted}"' if field != "cat" else f"cat:{quoted.replace(' ', '')}"
        found = self._search.find(f"{query} sort:date", limit, offset)
        exact = takewhile(lambda hit: not hit.is_near, found.hits)
        return PaperList(
            title=paper_list_titles.tagged_title(field, quoted),
            lead=(paper_list_titles.tagged_lead(found.total),),
            papers=tuple(paper_record(hit.paper) for hit in exact),
            total=found.total,
            offset=offset,
            asked=query,
            sort="date",
        )

    def details(self, written: str) -> PaperDetails | None:
        """Return all of a paper, None where it is not stored."""
        paper = self._stored(written)
        if paper is None:
            return None
        with self._store.read() as tx:
            listings = papers.get_listings(tx, paper.id)
            points = signals.get_signals(tx, [paper.id]).get(paper.id, ())
        like = self._search.similar(paper, SIMILAR)
        similar = [paper_record(hit.paper) for hit in like.hits]
        return paper_details(paper, listings, points, similar)

    def similar(self, written: str, limit: int) -> PaperList | None:
        """Return the papers most like one, None where that one is not stored."""
        paper = self._stored(written)
        if paper is None:
            return None
        found = self._search.similar(paper, limit)
        records = tuple(replace(paper_record(hit.paper), is_near=False) for hit in found.hits)
        title = paper_list_titles.similar_title(paper.title)
        return PaperList(title, papers=records, total=len(records))

    def _stored(self, written: str) -> Paper | None:
        known = paper_id(written) or written
        with self._store.read() as tx:
            return papers.get_papers(tx, [known]).get(known)
