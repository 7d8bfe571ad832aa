"""Finding papers: parse, retrieve, load, mark the words that matched."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from math import log as logarithm
from pathlib import Path
from typing import TypeVar

from bot.errors import StoreError
from bot.model import Found, Hit, Paper, Span
from bot.query import Phrase, Prefix, Query, TextLeaf, parse
from bot.search.index import Index, IndexDamaged, OnRevision, ReadChanges, Scored
from bot.text import Token, spans, tokens

log = logging.getLogger(__name__)
T = TypeVar("T")

LoadPapers = Callable[[Sequence[str]], dict[str, Paper]]
"""ids → the stored papers among them, by id."""

TELLING_WORDS = 25
"""How many words of a paper stand for it when similar ones are looked for."""


class Search:
    """Searches one store over this machine's index of it."""

    def __init__(
        self,
        folder: Path,
        read_changes: ReadChanges,
        load: LoadPapers,
        clock: Callable[[], datetime],
    ) -> None:
        self._folder = folder
        self._index = Index(folder)
        self._clock = clock
        self._read_changes = read_changes
        self._load = load

    @property
    def revision(self) -> int:
        """The revision of the store that can be found."""
        return self._index.revision

    def catch_up(self, on_revision: OnRevision = lambda _revision: None) -> bool:
        """Make what is new in the store findable; False where another process is doing it."""
        return self._safely(lambda: self._index.catch_up(self._read_changes, on_revision))

    def find(self, text: str, limit: int, offset: int = 0) -> Found:
        """Return papers that hold all that is asked for, else those that come near."""
        query, today = parse(text), self._clock().date()
        scored, total = self._safely(lambda: self._index.exactly(query, today, limit, offset))
        is_near = total == 0
        if is_near:
            scored, total = self._safely(lambda: self._index.nearly(query, today, limit, offset))
        problems = tuple(map(str, query.problems))
        return Found(self._hits(scored, query), total, is_near and total > 0, problems)

    def find_ids(self, text: str, limit: int) -> list[str]:
        """Return the ids of the best papers, those that hold any of the words included."""
        query, today = parse(text), self._clock().date()
        scored, _ = self._safely(lambda: self._index.nearly(query, today, limit))
        return [paper_id for paper_id, _ in scored]

    def similar(self, paper: Paper, limit: int) -> Found:
        """Return the papers that share the most telling words of one."""
        weights = self._safely(lambda: self._telling(paper))
        scored = self._safely(lambda: self._index.any_token(weights, limit + 1))
        others = [one for one in scored if one[0] != paper.id][:limit]
        hits = self._hits(others, Query(None))
        return Found(hits, len(hits))

    def _safely(self, ask: Callable[[], T]) -> T:
        """Ask the index; one that turns out damaged is built again first.

        Raises StoreError where that cannot be done either.
        """
        try:
            return ask()
        except (IndexDamaged, OSError) as error:
            log.warning("the search index is damaged and is built anew (%s)", error)
        try:
            self._index.rebuild()
            self._index.catch_up(self._read_changes, lambda _revision: None)
            return ask()
        except (IndexDamaged, OSError) as error:
            raise StoreError(
                f"The search index in {self._folder} can neither be read nor built anew. Make that "
                "folder writable, or take it away: it is only a copy."
            ) from error

    def _telling(self, paper: Paper) -> list[tuple[str, float]]:
        """Return the words with the highest tf·idf, those of the title counted twice."""
        words = [*tokens(paper.title), *tokens(paper.title), *tokens(paper.abstract)]
        count = len(self._index) + 1
        weights = {
            word: words.count(word) * logarithm(count / (1 + self._index.frequency(word)))
            for word in set(words)
        }
        best = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:TELLING_WORDS]
        return [(word, weight) for word, weight in best if weight > 0]

    def _hits(self, scored: Sequence[Scored], query: Query) -> tuple[Hit, ...]:
        papers = self._load([paper_id for paper_id, _ in scored])
        marks = _Marks(query)
        return tuple(
            Hit(papers[key], score, marks.of(papers[key].title), marks.of(papers[key].abstract))
            for key, score in scored
            if key in papers
        )


class _Marks:
    """Finds the words of a query in a text."""

    def __init__(self, query: Query) -> None:
        leaves = query.wanted()
        self._beginnings = tuple(v for p in leaves if isinstance(p, Prefix) for v in p.variants)
        self._words = {token for leaf in leaves for token in _tokens_of(leaf)}

    def of(self, text: str) -> tuple[Span, ...]:
        """Return where the words stand; words with only a blank between them are one mark."""
        if not self._words and not self._beginnings:
            return ()
        marks: list[Span] = []
        for token in spans(text):
            if not self._is_asked(token):
                continue
            if marks and not text[marks[-1][1] : token.start].strip(" -"):
                marks[-1] = (marks[-1][0], token.stop)
            else:
                marks.append((token.start, token.stop))
        return tuple(marks)

    def _is_asked(self, token: Token) -> bool:
        return token.text in self._words or bool(
            self._beginnings and token.text.startswith(self._beginnings)
        )


def _tokens_of(leaf: TextLeaf) -> tuple[str, ...]:
    match leaf:
        case Phrase(words):
            return words
        case Prefix():
            return (leaf.whole,)
        case _:
            return (leaf.token,)
