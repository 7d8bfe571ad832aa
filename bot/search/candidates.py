"""Which papers answer a question, the best first: whole titles, exact matches, near ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.search.engine import PUBLISHED
from bot.search.index import Candidate, Snapshot
from bot.search.question import Question
from bot.search.ranking import Prior, fuse, in_proportion

WINDOW = 200
"""How many of the best by words are put in order by meaning; the rest follows as it stands."""

LIKE_WINDOW = 2000
"""The same where papers like one are asked for: they are all of a kind."""

MOST_TITLED = 5

Scored = tuple[Candidate, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Papers with their scores: those that hold all that is asked for, then those that come near.

    `total` counts all that hold it; it is partial while the index is being built.
    """

    exact: Sequence[Scored] = ()
    near: Sequence[Scored] = ()
    total: int = 0
    is_partial: bool = False


def rank(snapshot: Snapshot, question: Question, wanted: int) -> Ranked:
    """Return at least `wanted` papers, where there are so many."""
    window = max(LIKE_WINDOW if question.likes else WINDOW, wanted)
    exact, total = snapshot.exactly(question, window, _sorting(question))
    best = _sorted(snapshot, question, exact)
    if not question.by:
        best = _titles_first(snapshot.titled(question.title, MOST_TITLED), best)
        total = max(total, len(best))
    if len(best) >= wanted:
        return Ranked(best, (), total, not snapshot.is_whole)
    held = {candidate.row for candidate, _ in best}
    loose = snapshot.nearly(question, window)
    everything = [*exact, *(one for one in loose if one.row not in held)]
    near = [pair for pair in _by_fit(snapshot, question, everything) if pair[0].row not in held]
    return Ranked(best, near, total, not snapshot.is_whole)


def _sorting(question: Question) -> str:
    """Return the field to sort by: what has no words to fit is sorted by its day."""
    return question.by or ("" if question.wording.stems else PUBLISHED)


def _sorted(snapshot: Snapshot, question: Question, exact: Sequence[Candidate]) -> list[Scored]:
    if question.by:
        return [(candidate, candidate.score) for candidate in exact]
    return _by_fit(snapshot, question, exact)


def _by_fit(
    snapshot: Snapshot, question: Question, candidates: Sequence[Candidate]
) -> list[Scored]:
    """Return candidates by words, meaning and standing; those past the window behind."""
    words = in_proportion([candidate.score for candidate in candidates])
    window = LIKE_WINDOW if question.likes else WINDOW
    first, rest = candidates[:window], candidates[window:]
    rows = [candidate.row for candidate in first]
    meanings = _meanings(snapshot, question, rows, words)
    priors = [Prior(candidate.upvotes, candidate.published) for candidate in first]
    scores = fuse(words, meanings, priors, question.today)
    ordered = sorted(zip(first, scores, strict=True), key=lambda pair: -pair[1])
    return ordered + list(zip(rest, words[window:], strict=True))


def _meanings(
    snapshot: Snapshot, question: Question, rows: Sequence[int], words: Sequence[float]
) -> Sequence[float]:
    """Return how near papers are to what is asked for, or to the paper whose like is."""
    if question.likes and not question.wording:
        return snapshot.nearness_of(question.likes, rows)
    return snapshot.nearness(rows, question.wording, words[: len(rows)])


def _titles_first(titled: Sequence[Candidate], best: list[Scored]) -> list[Scored]:
    """Put the papers first whose whole title was typed, also where it was no good query."""
    rows = {candidate.row for candidate in titled}
    highest = max((score for _, score in best), default=1.0)
    return [(candidate, highest) for candidate in titled] + [
        pair for pair in best if pair[0].row not in rows
    ]
