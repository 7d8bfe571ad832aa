"""Marking in a text the words that were asked for."""

from bot.model import Span
from bot.query import Phrase, Prefix, Query, TextLeaf
from bot.search.stems import stem
from bot.text import Token, spans


class Marks:
    """Finds the words of a query in texts, in any form that ranking takes for them."""

    def __init__(self, query: Query) -> None:
        leaves = query.wanted()
        self._beginnings = tuple(v for p in leaves if isinstance(p, Prefix) for v in p.variants)
        self._words = {token for leaf in leaves for token in _tokens_of(leaf)}
        self._stems = set(stem(sorted(self._words)))

    def of(self, text: str) -> tuple[Span, ...]:
        """Return where the words stand; words with only a blank between them are one mark."""
        if not self._words and not self._beginnings:
            return ()
        marks: list[Span] = []
        found = list(spans(text))
        for token, stemmed in zip(found, stem([token.text for token in found]), strict=True):
            if not self._is_asked(token, stemmed):
                continue
            if marks and not text[marks[-1][1] : token.start].strip(" -"):
                marks[-1] = (marks[-1][0], token.stop)
            else:
                marks.append((token.start, token.stop))
        return tuple(marks)

    def _is_asked(self, token: Token, stemmed: str) -> bool:
        if token.text in self._words or stemmed in self._stems:
            return True
        return bool(self._beginnings) and token.text.startswith(self._beginnings)


def _tokens_of(leaf: TextLeaf) -> tuple[str, ...]:
    match leaf:
        case Phrase(words):
            return words
        case Prefix():
            return (leaf.whole,)
        case _:
            return (leaf.token,)
