"""Papers as data, for pages, feeds and the API: what an adapter may read without a command."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.message.content import Link, Text
from bot.model import Destination


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """A paper as others show it; empty or None means "not known".

    `url` is the paper's own permanent address, `summary` a sentence or the stretch that a search
    matched, and `summary_by` says who wrote it: "authors", "source" or "machine". `day` is the
    newest list that holds it; `image` is the authors' own, `preview` a card with the title. A
    search result that lacks part of what was asked is near.
    """

    id: str
    title: Text
    summary: Text
    abstract: Text
    url: str = ""
    summary_by: str = "authors"
    authors: tuple[str, ...] = ()
    organization: str = ""
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    published: date | None = None
    revised: date | None = None
    day: date | None = None
    upvotes: int | None = None
    comments: int | None = None
    stars: int | None = None
    image: str = ""
    preview: str = ""
    pdf_url: str = ""
    code_url: str = ""
    project_url: str = ""
    is_withdrawn: bool = False
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class PaperList:
    """A stretch of a list from `offset` on, of `total` papers, with what there is to say of it.

    A list of days has a `period`, such as 2024-W22, and names the ones beside it. A search says
    what it was `asked`, in which `sort`; `corrected` is what was searched for in place of misspelt
    words, `as_typed` searches for these, and `suggestion` is what may have been meant.
    """

    title: str
    lead: tuple[str, ...] = ()
    papers: tuple[PaperRecord, ...] = ()
    total: int = 0
    offset: int = 0
    period: str = ""
    older: str = ""
    newer: str = ""
    asked: str = ""
    sort: str = ""
    corrected: str = ""
    as_typed: str = ""
    suggestion: str = ""

    @property
    def next_offset(self) -> int | None:
        """Where the next stretch begins, None after the last."""
        after = self.offset + len(self.papers)
        return after if self.papers and after < self.total else None


@dataclass(frozen=True, slots=True)
class VotePoint:
    """How many upvotes a paper had at an instant (UTC)."""

    at: datetime
    upvotes: int


@dataclass(frozen=True, slots=True)
class PaperDetails:
    """All of a paper: `facts` are sentences, `citation` is BibTeX."""

    record: PaperRecord
    facts: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    votes: tuple[VotePoint, ...] = ()
    similar: tuple[PaperRecord, ...] = ()
    citation: str = ""


@dataclass(frozen=True, slots=True)
class TopicTrend:
    """How many papers on a topic were published in each week, named by its Monday."""

    topic: str
    weeks: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class SourceState:
    """How the lists of a source stand, a sentence for each recent day."""

    is_good: bool
    line: str


class Catalogue(Protocol):
    """What is stored, for reading; every method may be asked by anybody, and none changes it."""

    async def version(self) -> str:
        """Return a word that changes whenever anything shown may have changed."""
        ...

    async def listed(self, period: str, offset: int, limit: int) -> PaperList | None:
        """Return the papers of a period, most upvotes first; None for what is no period.

        A period is today, week, month, trending, or such as 2024-05-27, 2024-W22, 2024-05.
        """
        ...

    async def search(self, query: str, sort: str, offset: int, limit: int) -> PaperList:
        """Return what a query finds; `sort` is relevance, date or upvotes."""
        ...

    async def tagged(self, field: str, value: str, offset: int, limit: int) -> PaperList:
        """Return the papers of an author, an org or a cat, the newest first."""
        ...

    async def paper(self, paper_id: str) -> PaperDetails | None:
        """Return all of a paper, by id or link; None where it is not stored."""
        ...

    async def similar(self, paper_id: str, limit: int) -> PaperList | None:
        """Return the papers most like one; None where that one is not stored."""
        ...

    async def alerts(self, person: Destination) -> PaperList:
        """Return what somebody's alerts matched lately, the newest first."""
        ...

    async def topics(self, written: str) -> Sequence[TopicTrend]:
        """Return how topics, written with commas between them, move; usual ones for none."""
        ...

    async def days(self, limit: int) -> Sequence[date]:
        """Return the newest days that have lists, the newest first."""
        ...

    async def states(self) -> Sequence[SourceState]:
        """Return how the lists of the sources stand."""
        ...
