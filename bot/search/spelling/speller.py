"""Spelling: words that no paper holds are taken for the nearest that many papers hold.

What was surely meant as it stands is left alone: a word that any paper holds, however rare,
an acronym, a name, a number, a phrase in quotation marks, the value of a field, a beginning.
Where no paper holds it, what is nearest is only asked about.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from math import log
from string import ascii_lowercase

from bot.query import clean
from bot.search.distance import slips
from bot.search.engine import PAIRS, STEMS, TEXT
from bot.search.index import Snapshot
from bot.search.spelling.correction import Change, Correction
from bot.search.spelling.suspects import SHORTEST, Typed, meant_so, slipped
from bot.search.stems import pairs_of, stem
from bot.search.vocabulary import Vocabulary

REACH = 2
"""Edits at most, one in a word of four letters."""

FARTHEST = 0.27
"""Slips at most for each letter; farther words are right in half of all cases only."""

RARITY = 8.0
"""So many times the logarithm of its frequency is what a slip costs a word."""

RARE, COMMONER, ONE_SLIP = 2, 100, 1.1
"""A word that so few papers hold may be a slip itself, where one that so many times as many hold
is but one slip away. It is searched for all the same."""

MOST_SOUGHT = 12
"""Words of a text whose nearest is sought, which takes far longer than to see that one is known."""

NEAREST = 30
FEWEST_HALVES = 5
"""Papers that must hold each half of a word that was typed without its blank."""


class Speller:
    """Corrects queries by the words of an index."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()

    def correct(self, snapshot: Snapshot, text: str) -> Correction | None:
        """Return a text as it was probably meant, None where all of its words are known."""

        def right(word: Typed) -> str:
            near = self._nearest(snapshot, word.token)
            return "" if _is_another_form(snapshot, word.token, near) else near

        text = clean(text)
        unknown = (word for word in slipped(text) if not snapshot.frequency(TEXT, word.token))
        return _changed(text, unknown, right)

    def suggest(self, snapshot: Snapshot, text: str) -> Correction | None:
        """Return a text as it may have been meant.

        That is where a word is much rarer than its like, or where no paper holds one that a
        phrase, a field, a star or capitals say was meant as it stands.
        """
        text = clean(text)
        rare = (word for word in slipped(text) if _is_rare(snapshot, word.token))
        unheld = (word for word in meant_so(text) if not _is_held(snapshot, word, text))
        return _changed(text, rare, lambda word: self._commoner(snapshot, word.token)) or _changed(
            text, unheld, lambda word: self._nearest(snapshot, word.token, word.field)
        )

    def _commoner(self, snapshot: Snapshot, word: str) -> str:
        near = self._nearest(snapshot, word, beside=word)
        fewest = COMMONER * snapshot.frequency(TEXT, word)
        is_commoner = snapshot.frequency(TEXT, near) >= fewest if near else False
        return near if is_commoner and slips(word, near) <= ONE_SLIP else ""

    def _nearest(self, snapshot: Snapshot, word: str, field: str = TEXT, beside: str = "") -> str:
        """Return the word that was probably meant, "" where none is near."""
        if not beside and field == TEXT and (halves := _halves(snapshot, word)):
            return halves
        counts = self._candidates(snapshot, field, word)
        counts.pop(beside, None)
        near = sorted(counts, key=lambda one: RARITY * counts[one][1] - log(counts[one][0]))
        costs = {one: slips(word, one) for one in near[:NEAREST]}
        best = max(costs, key=lambda one: log(counts[one][0]) - RARITY * costs[one], default="")
        return best if best and costs[best] <= FARTHEST * len(word) else ""

    def _candidates(self, snapshot: Snapshot, field: str, word: str) -> dict[str, tuple[int, int]]:
        """Return words within reach: how many papers hold each, and how many edits it is away."""
        reach = 1 if len(word) <= SHORTEST else REACH
        found: dict[str, tuple[int, int]] = {}
        for bucket in self._vocabulary.buckets(snapshot, field, word, reach):
            found.update(bucket.near(word, reach))
        for one in _other_beginnings(word):
            if one not in found and (count := snapshot.frequency(field, one)):
                found[one] = (count, 1)
        return found


def _changed(text: str, words: Iterable[Typed], meant: Callable[[Typed], str]) -> Correction | None:
    """Return a text with its first doubtful words as they were meant, None where none changes."""
    pieces: list[str | Change] = []
    done = 0
    for word in islice(words, MOST_SOUGHT):
        if right := meant(word):
            pieces += [text[done : word.start], Change(text[word.start : word.stop], right)]
            done = word.stop
    return Correction((*pieces, text[done:])) if pieces else None


def _is_rare(snapshot: Snapshot, word: str) -> bool:
    return 0 < snapshot.frequency(TEXT, word) <= min(RARE, len(snapshot) // COMMONER)


def _is_held(snapshot: Snapshot, word: Typed, text: str) -> bool:
    """Tell whether its field holds a word of a text, or one that begins as it does."""
    if snapshot.frequency(word.field, word.token):
        return True
    is_beginning = text[word.stop :].lstrip().startswith("*")
    return is_beginning and bool(snapshot.words(word.token, word.field))


def _is_another_form(snapshot: Snapshot, word: str, near: str) -> bool:
    """Tell whether papers hold other forms of a word, and the nearest is no slip away from it.

    "Quantizing" is right where papers only quantize, but "reinforcment" has the stem of the word
    that was meant.
    """
    (known,) = stem([word])
    is_same = stem(near.split()) == [known] and slips(word, near) <= ONE_SLIP
    return not is_same and snapshot.frequency(STEMS, known) > 0


def _halves(snapshot: Snapshot, word: str) -> str:
    """Return the two words that were typed as one, where papers hold them side by side."""
    for place in range(3, len(word) - 2):
        halves = [word[:place], word[place:]]
        if min(snapshot.frequency(TEXT, half) for half in halves) < FEWEST_HALVES:
            continue
        (pair,) = pairs_of(stem(halves))
        if snapshot.frequency(PAIRS, pair):
            return " ".join(halves)
    return ""


def _other_beginnings(word: str) -> set[str]:
    """Return what a word may be whose first letter is wrong, missing, too much or swapped."""
    rest = word[1:]
    others = {letter + rest for letter in ascii_lowercase}
    others |= {letter + word for letter in ascii_lowercase}
    return (others | {rest, word[1] + word[0] + word[2:]}) - {word}
