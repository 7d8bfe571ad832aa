"""One look at the index: what a question sees, whatever is written meanwhile."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tantivy import DocAddress, Order, Searcher
from tantivy import Query as EngineQuery

from bot.search.engine import PUBLISHED, ROW, TEXT, UPVOTES, QueryBuilder
from bot.search.index_entry import Gist
from bot.search.question import Question
from bot.search.ranking_terms import Wording

if TYPE_CHECKING:
    from bot.search.semantic import Semantics

Place = DocAddress
"""Where a paper stands in this look, and in no other."""


class IndexDamaged(Exception):
    """The files are not what they should be; the next generation mends that."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper that matches: its row, how well its words fit, its votes, its day as an ordinal.

    What is not known is 0.
    """

    place: Place
    row: int
    score: float
    upvotes: int
    published: int


class Snapshot:
    """A view of all papers at one commit; `is_whole` unless the first build is under way."""

    def __init__(
        self,
        searcher: Searcher,
        asking: QueryBuilder,
        semantics: "Semantics | None",
        *,
        is_whole: bool,
    ) -> None:
        self._searcher = searcher
        self._asking = asking
        self.semantics = semantics
        self.is_whole = is_whole

    def __len__(self) -> int:
        return self._searcher.num_docs

    def exactly(self, question: Question, limit: int, by: str = "") -> tuple[list[Candidate], int]:
        """Return the best papers that match, or those with most of `by`, and how many do in all."""
        with damage():
            asked = self._asking.exactly(question, self.frequency)
            found = self._searcher.search(
                asked, limit=limit, count=True, order_by_field=by or None, order=Order.Desc
            )
            return self._candidates(found.hits), int(found.count or 0)  # type: ignore[attr-defined]

    def nearly(self, question: Question, limit: int) -> list[Candidate]:
        """Return the best papers that hold any of the words."""
        return self._best(lambda: self._asking.nearly(question, self.frequency), limit)

    def titled(self, title: Sequence[str], limit: int) -> list[Candidate]:
        """Return the papers that have just these tokens for a title."""
        return self._best(lambda: self._asking.titled(title), limit) if title else []

    def telling(self, weights: Iterable[tuple[str, float]], limit: int) -> list[Candidate]:
        """Return the papers that hold any of some stems, each with its own weight."""
        return self._best(lambda: self._asking.telling(weights), limit)

    def with_ids(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the rows of those papers among `ids` that are indexed."""
        found = self._best(lambda: self._asking.with_ids(ids), len(ids)) if ids else []
        return dict(zip(self.ids(found), (one.row for one in found), strict=True))

    def meant(self, question: Question, limit: int) -> list[Candidate]:
        """Return the papers nearest in meaning that meet all that is asked for besides words."""
        if self.semantics is None or not question.wording.tokens:
            return []
        rows = self.semantics.nearest(question.wording, limit)
        found = self._best(lambda: self._asking.in_rows(rows, question), limit) if rows else []
        return [replace(one, score=0.0) for one in found]

    def with_rows(self, rows: Sequence[int]) -> list[Candidate]:
        """Return the papers that stand in some rows."""
        return self._best(lambda: self._asking.with_rows(rows), len(rows)) if rows else []

    def ids(self, candidates: Iterable[Candidate]) -> list[str]:
        """Return the ids of papers."""
        with damage():
            return [str(self._searcher.doc(one.place).get_first("id")) for one in candidates]

    def nearness(
        self, rows: Sequence[int], wording: Wording, words: Sequence[float]
    ) -> Sequence[float]:
        """Return how near in meaning papers are to what is asked for, zeros where nobody knows."""
        if self.semantics is None or not rows:
            return [0.0] * len(rows)
        return self.semantics.nearness(rows, wording, words)

    def nearness_of(self, ids: Sequence[str], rows: Sequence[int]) -> Sequence[float]:
        """Return how near in meaning papers are to the nearest of some stored ones."""
        others = list(self.with_ids(ids).values())
        if self.semantics is None or not others or not rows:
            return [0.0] * len(rows)
        return self.semantics.nearness_of(others, rows)

    def nearness_to(self, paper: Gist, rows: Sequence[int]) -> Sequence[float]:
        """Return how near in meaning papers are to another, zeros where nobody knows."""
        if self.semantics is None or not rows:
            return [0.0] * len(rows)
        return self.semantics.nearness_to(paper, rows)

    def words(self, beginning: str, field: str = TEXT) -> list[tuple[str, int]]:
        """Return all words of a field that begin so, with how many papers hold each."""
        with damage():
            return self._searcher.terms_with_prefix(field, beginning)

    def frequency(self, field: str, word: str) -> int:
        """Return how many papers hold a word in a field."""
        with damage():
            return self._searcher.doc_freq(field, word)

    def _best(self, ask: Callable[[], EngineQuery], limit: int) -> list[Candidate]:
        with damage():
            found = self._searcher.search(ask(), limit=limit, count=False)
            return self._candidates(found.hits)

    def _candidates(self, hits: Sequence[tuple[Any, Place]]) -> list[Candidate]:
        places = [place for _, place in hits]
        numbers = (
            [int(number or 0) for number in self._searcher.fast_field_values(field, places)]
            for field in (ROW, UPVOTES, PUBLISHED)
        )
        return [
            Candidate(place, row, float(score or 0), upvotes, published)
            for (score, place), row, upvotes, published in zip(hits, *numbers, strict=True)
        ]


@contextmanager
def damage() -> Iterator[None]:
    """Let what the engine says of its files be known as damage."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexDamaged(str(error)) from error
