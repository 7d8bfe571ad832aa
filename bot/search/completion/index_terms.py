"""What the index holds of what is being typed: titles, names, and the words of a field."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from bot.model import Paper
from bot.model.identity import paper_id
from bot.query import And, Prefix, Query, Word
from bot.search.engine import UPVOTES
from bot.search.index import Snapshot
from bot.search.question import Question
from bot.text.tokens import Token, spans, tokens_and_acronyms, unaccented

PAPERS = 60
"""So many of the papers with the most upvotes are looked at for titles, and for authors."""


_NAMED: dict[str, Callable[[Paper], tuple[str, ...]]] = {
    "author": lambda paper: paper.authors,
    "organization": lambda paper: (paper.organization,) if paper.organization else (),
    "submitter": lambda paper: paper.submitters,
}


class Held:
    """Looks into the index; what is found there is loaded, never searched."""

    def __init__(
        self,
        snapshot: Callable[[], Snapshot],
        load: Callable[[Sequence[str]], dict[str, Paper]],
        clock: Callable[[], datetime],
    ) -> None:
        self._snapshot = snapshot
        self._load = load
        self._clock = clock

    def words(self, beginning: str, field: str) -> Iterator[str]:
        """Yield the words of a field that begin so, those of the most papers first."""
        words = self._snapshot().words(beginning.lower(), field)
        for word, _ in sorted(words, key=lambda pair: (-pair[1], pair[0])):
            yield word

    def names(self, typed: str, field: str) -> Iterator[str]:
        """Yield names of a field of names that hold the words, those of the most papers first."""
        words = list(spans(typed, is_name=True))
        if not words:
            return
        whole, begun = _split(typed, words)
        found = self._holding(
            [Word(word.text, field) for word in whole]
            + [Prefix(begun.text, field) for begun in begun]
        )
        names = Counter(name for paper in found for name in set(_NAMED[field](paper)))
        for name, _ in sorted(names.items(), key=lambda pair: (-pair[1], pair[0])):
            own = as_names(name)
            if all(word.text in own for word in whole) and all(
                any(one.startswith(word.text) for one in own) for word in begun
            ):
                yield name

    def titled(self, typed: str) -> list[Paper]:
        """Return papers whose titles hold the words: first those that begin so, word for word.

        An id or a link is that of its paper.
        """
        if known := paper_id(typed):
            return list(self._load([known]).values())
        words = list(spans(typed))
        if not words:
            return []
        whole, begun = _split(typed, words)
        found = self._holding(
            [Word(word.text, "title") for word in whole]
            + [Prefix(unaccented(typed[word.start : word.stop]), "title") for word in begun]
        )
        start = plain(typed)
        return sorted(found, key=lambda paper: not plain(paper.title).startswith(start))

    def _holding(self, parts: Sequence[Word | Prefix]) -> list[Paper]:
        """Return the papers that hold all of some words, most upvotes first."""
        query = Query(And(tuple(parts)))
        snapshot = self._snapshot()
        found, _ = snapshot.exactly(Question("", query, self._clock().date()), PAPERS, UPVOTES)
        ids = snapshot.ids(found)
        papers = self._load(ids)
        return [papers[one] for one in ids if one in papers]


def plain(text: str) -> str:
    """Return the words of a text as names are filed, with a blank between them."""
    return " ".join(as_names(text))


def as_names(text: str) -> list[str]:
    """Return the words of a text as names are filed."""
    words, _ = tokens_and_acronyms(text, is_name=True)
    return words


def _split(typed: str, words: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """Split words into those that are whole and the one that is still being typed, if any."""
    is_open = words[-1].stop == len(typed)
    return (words[:-1], words[-1:]) if is_open else (words, ())
