"""Finding papers: parse, retrieve, rank, load, mark the words that matched."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from bot.model import Hit, Paper, SearchResult
from bot.model.identity import paper_id
from bot.query import Query, parse
from bot.search.candidates import Ranked, Scored, rank
from bot.search.completion import Completion, Held
from bot.search.engine import PUBLISHED
from bot.search.highlighter import Marks
from bot.search.index import OnRevision, ReadChanges, Snapshot
from bot.search.index.likeness import Likeness
from bot.search.index_entry import gist_of
from bot.search.index_keeper import OnPapers
from bot.search.paper_vectors import PaperVectors
from bot.search.question import Question
from bot.search.question_preamble import split_opening
from bot.search.similar import similar_to
from bot.search.sort import field_of, split_sort
from bot.search.spelling import Correction, Speller
from bot.search.upkeep import Upkeep

LoadPapers = Callable[[Sequence[str]], dict[str, Paper]]
"""ids → the stored papers among them, by id."""


FEW = 2
"""Where no more papers hold all words than this, a word may be misspelt though it is known."""

_HYPHEN_APART = re.compile(r"(?<=[^\W_])\s+[-\u2010\u2011](?=[^\W\d_])")
"""As in “blockchain -based voting”, which a title may be that was copied from a PDF."""

SURFACING = 3
"""Papers that are loaded to see how corrected words are written."""


class Ids(NamedTuple):
    """The ids of papers, the best first, and the text that found them, "" for the one typed."""

    ids: Sequence[str]
    corrected: str


class Search:
    """Searches one store over this machine's index of it."""

    def __init__(
        self,
        folder: Path,
        read_changes: ReadChanges,
        load: LoadPapers,
        clock: Callable[[], datetime],
        embeddings: str = "",
    ) -> None:
        """Keep the index in a folder; `embeddings` name an embedder, "" learns one of its own."""
        self.upkeep = Upkeep(folder, read_changes, embeddings)
        self._read_changes = read_changes
        self._clock = clock
        self._load = load
        self._speller = Speller()
        self.vectors = PaperVectors(self.upkeep.ask)
        self.completion = Completion(Held(self.upkeep.index.snapshot, load, clock))
        self.watch: Callable[[float], None] = lambda _seconds: None

    @property
    def revision(self) -> int:
        """The revision of the store that can be found."""
        return self.upkeep.revision

    @property
    def likeness(self) -> Likeness:
        """What `like:` means, for whoever asks it of a single paper."""
        return self.upkeep.likeness

    def catch_up(self, on_revision: OnRevision = lambda _revision: None) -> bool:
        """Make what is new in the store findable; False where another process is doing it."""
        return self.upkeep.catch_up(on_revision)

    def learn(self, on_papers: OnPapers = lambda _read, _all: None) -> bool:
        """Learn what the papers mean, where that is due; False where it is not."""
        return self.upkeep.learn(on_papers)

    def keep_up(self) -> None:
        """Catch up and learn in a thread of its own, which ends by itself or with `close`."""
        self.upkeep.begin()

    def close(self) -> None:
        """Leave off keeping up."""
        self.upkeep.stop()

    def find(self, text: str, limit: int, offset: int = 0) -> SearchResult:
        """Return papers that hold all that is asked for, then those that come near."""
        began = perf_counter()
        found = self._find(text, limit, offset)
        self.watch(perf_counter() - began)
        return found

    def _find(self, text: str, limit: int, offset: int) -> SearchResult:
        said, order, problem = split_sort(text)
        page = self.upkeep.ask(lambda snapshot: self._page(snapshot, said, order, limit, offset))
        hits = self._hits(page)
        papers = [hit.paper for hit in hits]
        correction, suggestion = (
            one.as_papers_write(papers) if one else None
            for one in (page.correction, page.suggestion)
        )
        return SearchResult(
            hits,
            page.ranked.total,
            len(page.ranked.near),
            (*map(str, page.query.problems), *([problem] if problem else [])),
            asked=page.asked,
            order=order,
            is_partial=page.ranked.is_partial,
            # An index that is not whole may just not have begun.
            is_bare=page.is_bare and not (page.ranked.is_partial and self._read_changes(0, 1)),
            asks_nothing=page.query.is_empty,
            corrected=correction.text if correction else "",
            as_typed=correction.as_typed if correction else "",
            suggestion=suggestion.text if suggestion else "",
        )

    def find_ids(self, text: str, limit: int) -> Ids:
        """Return the ids of the papers that `find` returns, and the text where it was corrected."""
        said, order, _ = split_sort(text)
        page = self.upkeep.ask(lambda snapshot: self._page(snapshot, said, order, limit, 0))
        if page.correction is None:
            return Ids(page.ids, "")
        papers = self._load(page.ids[:SURFACING])
        return Ids(page.ids, page.correction.as_papers_write(papers.values()).text)

    def select(self, query: Query, limit: int) -> list[str]:
        """Return the ids of papers that are just what a query asks for, the newest first."""
        question = Question("", query, self._clock().date())
        return self.upkeep.ask(
            lambda snapshot: snapshot.ids(snapshot.exactly(question, limit, PUBLISHED)[0])
        )

    def similar(self, paper: Paper, limit: int) -> SearchResult:
        """Return the papers most like one, the most like first."""
        gist = gist_of(paper)

        def look_for(snapshot: Snapshot) -> _Page:
            best = similar_to(snapshot, gist, limit)
            ids = snapshot.ids(one for one, _ in best)
            return _Page(Query(None), Ranked(best, (), len(best)), ids, best)

        page = self.upkeep.ask(look_for)
        return SearchResult(self._hits(page), page.ranked.total)

    def _page(self, snapshot: Snapshot, text: str, order: str, limit: int, offset: int) -> "_Page":
        opening, asked = split_opening(text)
        wanted = asked
        if (known := paper_id(text)) and snapshot.with_ids([known]):
            wanted = f"id:{known}"  # who pastes an id or a link wants that paper
        correction = self._speller.correct(snapshot, wanted)
        meant = correction.text if correction else wanted
        if correction and not opening:  # it may have been misspelt, too
            opening, meant = split_opening(meant)
        question = Question(meant, parse(meant), self._clock().date(), field_of(order), opening)
        question = _with_hyphens(snapshot, question)
        ranked = rank(snapshot, question, offset + limit)
        shown = [*ranked.exact, *ranked.near][offset : offset + limit]
        ids = snapshot.ids(candidate for candidate, _ in shown)
        suggestion = None
        if correction is None and ranked.total <= FEW:
            suggestion = self._speller.suggest(snapshot, wanted)
        return _Page(
            question.query,
            ranked,
            ids,
            shown,
            asked,
            correction,
            suggestion,
            is_bare=not len(snapshot),
        )

    def _hits(self, page: "_Page") -> tuple[Hit, ...]:
        papers = self._load(page.ids)
        marks = Marks(page.query)
        exact = {candidate.row for candidate, _ in page.ranked.exact}
        return tuple(
            Hit(
                papers[key],
                score,
                marks.of(papers[key].title),
                marks.of(papers[key].abstract),
                marks.of(papers[key].ai_summary),
                is_near=candidate.row not in exact,
                is_related=candidate.row in page.ranked.related,
            )
            for key, (candidate, score) in zip(page.ids, page.shown, strict=True)
            if key in papers
        )


def _with_hyphens(snapshot: Snapshot, question: Question) -> Question:
    """Take a minus for a hyphen where only so a title is what was typed, or anything is found."""
    text = _HYPHEN_APART.sub("-", question.text)
    if text == question.text:
        return question
    hyphened = replace(question, text=text, query=parse(text))
    if snapshot.titled(question.title, 1) or (
        not snapshot.exactly(question, 1)[1] and snapshot.exactly(hyphened, 1)[1]
    ):
        return hyphened
    return question


@dataclass(frozen=True, slots=True)
class _Page:
    """A part of the answer to a query, before its papers are loaded."""

    query: Query
    ranked: Ranked
    ids: Sequence[str]
    shown: Sequence[Scored]
    asked: str = ""
    correction: Correction | None = None
    suggestion: Correction | None = None
    is_bare: bool = False
