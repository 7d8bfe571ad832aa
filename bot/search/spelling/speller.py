"""Spelling: words that no paper holds are taken for the nearest that many papers hold.

What was surely meant as it stands is left alone: a word that any paper holds, however rare,
an acronym, a name, a number, a phrase in quotation marks, the value of a field, a beginning.
"""

from collections.abc import Callable
from math import log
from string import ascii_lowercase

from bot.query import clean
from bot.search.distance import slips
from bot.search.engine import PAIRS, STEMS, TEXT
from bot.search.index import Look
from bot.search.spelling.correction import Change, Correction
from bot.search.spelling.typed import SHORTEST, typed
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

NEAREST = 30
FEWEST_HALVES = 5
"""Papers that must hold each half of a word that was typed without its blank."""


class Speller:
    """Corrects queries by the words of an index."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()

    def correct(self, look: Look, text: str) -> Correction | None:
        """Return a text as it was probably meant, None where all of its words are known."""

        def right(word: str) -> str:
            if look.frequency(TEXT, word):
                return ""
            near = self._nearest(look, word)
            return "" if _is_another_form(look, word, near) else near

        return self._changed(text, right)

    def suggest(self, look: Look, text: str) -> Correction | None:
        """Return a text as it may have been meant, where a word is much rarer than its like."""

        def commoner(word: str) -> str:
            count = look.frequency(TEXT, word)
            if not 0 < count <= min(RARE, len(look) // COMMONER):
                return ""
            near = self._nearest(look, word, beside=word)
            is_commoner = look.frequency(TEXT, near) >= COMMONER * count if near else False
            return near if is_commoner and slips(word, near) <= ONE_SLIP else ""

        return self._changed(text, commoner)

    def _changed(self, text: str, meant: Callable[[str], str]) -> Correction | None:
        text = clean(text)
        pieces: list[str | Change] = []
        done = 0
        for start, stop, word in typed(text):
            if right := meant(word):
                pieces += [text[done:start], Change(text[start:stop], right)]
                done = stop
        return Correction((*pieces, text[done:])) if pieces else None

    def _nearest(self, look: Look, word: str, beside: str = "") -> str:
        """Return the word that was probably meant, "" where none is near."""
        if not beside and (halves := _halves(look, word)):
            return halves
        counts = self._candidates(look, word)
        counts.pop(beside, None)
        near = sorted(counts, key=lambda one: RARITY * counts[one][1] - log(counts[one][0]))
        costs = {one: slips(word, one) for one in near[:NEAREST]}
        best = max(costs, key=lambda one: log(counts[one][0]) - RARITY * costs[one], default="")
        return best if best and costs[best] <= FARTHEST * len(word) else ""

    def _candidates(self, look: Look, word: str) -> dict[str, tuple[int, int]]:
        """Return words within reach: how many papers hold each, and how many edits it is away."""
        reach = 1 if len(word) <= SHORTEST else REACH
        found: dict[str, tuple[int, int]] = {}
        for bucket in self._vocabulary.buckets(look, word, reach):
            found.update(bucket.near(word, reach))
        for one in _other_beginnings(word):
            if one not in found and (count := look.frequency(TEXT, one)):
                found[one] = (count, 1)
        return found


def _is_another_form(look: Look, word: str, near: str) -> bool:
    """Tell whether papers hold other forms of a word, and the nearest is no slip away from it.

    "Quantizing" is right where papers only quantize, but "reinforcment" has the stem of the word
    that was meant.
    """
    (known,) = stem([word])
    is_same = stem(near.split()) == [known] and slips(word, near) <= ONE_SLIP
    return not is_same and look.frequency(STEMS, known) > 0


def _halves(look: Look, word: str) -> str:
    """Return the two words that were typed as one, where papers hold them side by side."""
    for place in range(3, len(word) - 2):
        halves = [word[:place], word[place:]]
        if min(look.frequency(TEXT, half) for half in halves) < FEWEST_HALVES:
            continue
        (pair,) = pairs_of(stem(halves))
        if look.frequency(PAIRS, pair):
            return " ".join(halves)
    return ""


def _other_beginnings(word: str) -> set[str]:
    """Return what a word may be whose first letter is wrong, missing, too much or swapped."""
    rest = word[1:]
    others = {letter + rest for letter in ascii_lowercase}
    others |= {letter + word for letter in ascii_lowercase}
    return (others | {rest, word[1] + word[0] + word[2:]}) - {word}
