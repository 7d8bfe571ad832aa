"""Marking in a text the words that were asked for."""

from bot.model import Span
from bot.query import Phrase, Prefix, Query, TextLeaf
from bot.search.stems import stem
from bot.text.tokens import filed, written


class Marks:
    """Finds the words of a query in texts, in any form that ranking takes for them."""

    def __init__(self, query: Query) -> None:
        leaves = query.wanted()
        self._beginnings = tuple(v for p in leaves if isinstance(p, Prefix) for v in p.variants)
        self._words = {token for leaf in leaves for token in _tokens_of(leaf)}
        self._stems = set(stem(sorted(self._words)))
        # What begins otherwise need not be looked at: stemming leaves the first two letters of a
        # word alone, but for dying, lying and tying.
        begun = {one[:2] for one in (*self._stems, *self._words, *self._beginnings)}
        self._begun = begun | {f"{one[0]}y" for one in begun if one[1:] == "i"}
        self._known: dict[str, bool] = {}

    def of(self, text: str) -> tuple[Span, ...]:
        """Return where the words stand; words with only a blank between them are one mark."""
        if not self._words and not self._beginnings:
            return ()
        marks: list[Span] = []
        known = self._known
        for word, start, stop in written(text, self._begun):
            is_asked = known.get(word)
            if is_asked is None:
                is_asked = known[word] = self._is_asked(filed(word))
            if not is_asked:
                continue
            if marks and not text[marks[-1][1] : start].strip(" -"):
                marks[-1] = (marks[-1][0], stop)
            else:
                marks.append((start, stop))
        return tuple(marks)

    def _is_asked(self, token: str) -> bool:
        if token in self._words:
            return True
        if self._beginnings and token.startswith(self._beginnings):
            return True
        return bool(token) and stem([token])[0] in self._stems


def _tokens_of(leaf: TextLeaf) -> tuple[str, ...]:
    match leaf:
        case Phrase(words):
            return words
        case Prefix():
            return (leaf.whole,)
        case _:
            return (leaf.token,)
