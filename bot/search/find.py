"""Finding papers: parse, retrieve, rank, load, mark the words that matched."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.model import Found, Hit, Paper
from bot.query import Query, parse
from bot.search.candidates import Ranked, rank
from bot.search.entry import read
from bot.search.index import Look, OnRevision, ReadChanges
from bot.search.marking import Marks
from bot.search.question import Question
from bot.search.similar import similar_to
from bot.search.upkeep import OnPapers, Upkeep

LoadPapers = Callable[[Sequence[str]], dict[str, Paper]]
"""ids → the stored papers among them, by id."""


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
        self._clock = clock
        self._load = load

    @property
    def revision(self) -> int:
        """The revision of the store that can be found."""
        return self.upkeep.revision

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

    def find(self, text: str, limit: int, offset: int = 0) -> Found:
        """Return papers that hold all that is asked for, then those that come near."""
        question = self._read(text)
        ranked, ids = self.upkeep.ask(lambda look: _page(look, question, limit, offset))
        return Found(
            self._hits(ranked, ids, question.query, offset),
            ranked.total,
            len(ranked.near),
            tuple(map(str, question.query.problems)),
            is_partial=ranked.is_partial,
        )

    def find_ids(self, text: str, limit: int) -> list[str]:
        """Return the ids of the papers that `find` returns."""
        question = self._read(text)
        return list(self.upkeep.ask(lambda look: _page(look, question, limit, 0))[1])

    def similar(self, paper: Paper, limit: int) -> Found:
        """Return the papers most like one, the most like first."""
        entry = read(paper)

        def look_for(look: Look) -> tuple[Ranked, list[str]]:
            best = similar_to(look, entry, limit)
            return Ranked(best, (), len(best)), look.ids(one for one, _ in best)

        ranked, ids = self.upkeep.ask(look_for)
        return Found(self._hits(ranked, ids, Query(None), 0), ranked.total)

    def _read(self, text: str) -> Question:
        return Question(text, parse(text), self._clock().date())

    def _hits(
        self, ranked: Ranked, ids: Sequence[str], query: Query, offset: int
    ) -> tuple[Hit, ...]:
        papers = self._load(ids)
        marks = Marks(query)
        scored = [*ranked.exact, *ranked.near][offset : offset + len(ids)]
        return tuple(
            Hit(
                papers[key],
                score,
                marks.of(papers[key].title),
                marks.of(papers[key].abstract),
                is_near=offset + place >= len(ranked.exact),
            )
            for place, (key, (_, score)) in enumerate(zip(ids, scored, strict=True))
            if key in papers
        )


def _page(look: Look, question: Question, limit: int, offset: int) -> tuple[Ranked, list[str]]:
    ranked = rank(look, question, offset + limit)
    page = [*ranked.exact, *ranked.near][offset : offset + limit]
    return ranked, look.ids(candidate for candidate, _ in page)
