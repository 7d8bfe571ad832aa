"""Which papers answer a question, the best first: whole titles, exact matches, near ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.search.engine import PUBLISHED
from bot.search.index import Candidate, Snapshot
from bot.search.question import Question
from bot.search.ranking import Prior, fuse, in_proportion

WINDOW = 200
"""How many of the best by words are put in order by meaning; the rest follows as it stands."""

LIKE_WINDOW = 2000
"""The same where papers like one are asked for: they are all of a kind."""

MEANT = 50
"""Papers that are found by meaning, whatever their words."""

MOST_TITLED = 5

Scored = tuple[Candidate, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Papers with their scores: those that hold all that is asked for, then those that come near.

    `total` counts all that hold it; it is partial while the index is being built. `related` are
    the rows of those near ones that share no word with what is asked, but the meaning.
    """

    exact: Sequence[Scored] = ()
    near: Sequence[Scored] = ()
    total: int = 0
    is_partial: bool = False
    related: frozenset[int] = frozenset()


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
    loose = [one for one in snapshot.nearly(question, window) if one.row not in held]
    meant = _meant(snapshot, question, held | {one.row for one in loose})
    # What is found by meaning is ranked among the best by words, and none of those by it alone.
    place = max(WINDOW - len(meant), 0)
    everything = [*exact, *loose]
    everything[place:place] = meant
    near = [pair for pair in _by_fit(snapshot, question, everything) if pair[0].row not in held]
    related = frozenset(one.row for one in meant)
    return Ranked(best, near, total, not snapshot.is_whole, related)


def _meant(snapshot: Snapshot, question: Question, known: Collection[int]) -> list[Candidate]:
    """Return the papers that meaning alone finds."""
    if question.likes or not question.wording.in_letters:
        return []
    return [one for one in snapshot.meant(question, MEANT) if one.row not in known]


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
