"""Spelling: words that no paper holds are taken for the nearest that many papers hold.

What was surely meant as it stands is left alone: a word that any paper holds, however rare,
an acronym, a name, a number, a phrase in quotation marks, the value of a field, a beginning.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import log
from string import ascii_lowercase

from bot.model import Paper
from bot.query import clean
from bot.query.lexing import Lexeme, lex
from bot.query.parsing import SMALL_WORDS
from bot.search.distance import slips
from bot.search.engine import PAIRS, STEMS, TEXT
from bot.search.index import Look
from bot.search.stems import pairs_of, stem
from bot.search.vocabulary import Vocabulary
from bot.text import Token, filed, has_capitals, spans, written

SHORTEST = 4
"""Shorter words are near too many others."""

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

MOST_WORDS = 12
"""Words of a query that are looked at: who pastes a page has copied it, not typed."""


@dataclass(frozen=True, slots=True)
class Change:
    """A word as it was written, and what was probably meant (tokens, as they are filed)."""

    written: str
    meant: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A text in pieces, some of them changed."""

    pieces: tuple[str | Change, ...]

    @property
    def text(self) -> str:
        """The text as it was probably meant."""
        return "".join(_said(piece) for piece in self.pieces)

    @property
    def as_typed(self) -> str:
        """The text as it was typed, in a form that is left alone: in quotation marks."""
        return "".join(
            f'"{piece.written}"' if isinstance(piece, Change) else piece for piece in self.pieces
        )

    def as_papers_write(self, papers: Iterable[Paper]) -> "Correction":
        """Return the same in the words of some papers.

        Words are filed folded, as "physic" or "quantisation", which nobody would want to read.
        """
        meant = {
            w for piece in self.pieces if isinstance(piece, Change) for w in piece.meant.split()
        }
        surfaces = _surfaces(meant, papers)
        return Correction(
            tuple(
                replace(piece, meant=" ".join(surfaces.get(w, w) for w in piece.meant.split()))
                if isinstance(piece, Change)
                else piece
                for piece in self.pieces
            )
        )


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
        for start, stop, word in _typed(text):
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


def _said(piece: str | Change) -> str:
    if isinstance(piece, str):
        return piece
    if piece.written.isupper():
        return piece.meant.upper()
    is_capital = piece.written[:1].isupper()
    return piece.meant[:1].upper() + piece.meant[1:] if is_capital else piece.meant


def _surfaces(tokens: set[str], papers: Iterable[Paper]) -> dict[str, str]:
    """Return how some tokens are written, by the first paper that holds each."""
    surfaces: dict[str, str] = {}
    for paper in papers:
        for word, _, _ in written(f"{paper.abstract}\n{paper.title}", tokens):
            if (token := filed(word)) in tokens and token not in surfaces:
                surfaces[token] = word if has_capitals(word) else word.lower()
                if len(surfaces) == len(tokens):
                    return surfaces
    return surfaces


def _typed(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words that may be misspelt: where each stands, and what it is filed as."""
    words = [
        (lexeme.start + token.start, lexeme.start + token.stop, token)
        for lexeme in _free(text)
        for token in spans(lexeme.text)
    ]
    is_shouted = text.isupper()
    capitals = sum(text[start].isupper() for start, _, _ in words)
    for number, (start, stop, token) in enumerate(words[:MOST_WORDS]):
        is_name = number > 0 and text[start].isupper() and capitals * 2 <= len(words)
        if not is_name and _may_be_misspelt(token, text[start:stop], is_shouted):
            yield start, stop, token.text


def _free(text: str) -> Iterator[Lexeme]:
    """Yield the words that stand free: in no field, no phrase, and no beginning."""
    lexemes = list(lex(text))
    depth, bound_at = 0, -1
    for place, lexeme in enumerate(lexemes):
        previous = lexemes[place - 1] if place else None
        is_bound = previous is not None and previous.sort == "field"
        if lexeme.sort == "(":
            bound_at = depth if is_bound and bound_at < 0 else bound_at
            depth += 1
        elif lexeme.sort == ")":
            depth = max(depth - 1, 0)
            bound_at = -1 if depth == bound_at else bound_at
        is_here = text.startswith(lexeme.text, lexeme.start)
        if lexeme.sort == "word" and bound_at < 0 and not is_bound and is_here:
            following = lexemes[place + 1] if place + 1 < len(lexemes) else None
            if not lexeme.text.endswith("*") and not (following and following.sort == "*"):
                yield lexeme


def _may_be_misspelt(token: Token, word: str, is_shouted: bool) -> bool:
    if not token.text.isascii() or not token.text.isalpha() or len(token.text) < SHORTEST:
        return False
    return token.text not in SMALL_WORDS and (is_shouted or not has_capitals(word))


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
