"""Query → wording: what of a query ranking goes by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.query import Phrase, Prefix, Query, TextLeaf, Word
from bot.query.fields import NAMES
from bot.search.stems import pairs_of, stems_of
from bot.text.tokens import is_cjk, tokens

ASIDE_WORDS = frozenset(
    "about all also any because been both but could did does each had has he her here him his i "
    "just may me might more most must my no nor not only our own should so some such than them "
    "then there these they those too very were where while whom whose why will would you "
    "your".split()
)
"""Words that join a sentence and say nothing of a paper: beside others they do not rank. They are
no small words, since papers are filed under them, and what is asked for must match."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that are asked for: tokens that may stand anywhere, and bound or cut leaves.

    `said` are the former as they were typed, `readings` are other ways to write them.
    """

    tokens: tuple[str, ...] = ()
    others: tuple[TextLeaf, ...] = ()
    said: str = ""
    readings: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tokens or self.others)

    @property
    def in_letters(self) -> "Wording":
        """The same without what is written in Chinese, Japanese or Korean."""
        return replace(
            self,
            tokens=tuple(token for token in self.tokens if not is_cjk(token)),
            others=tuple(leaf for leaf in self.others if not any(map(is_cjk, _tokens_of(leaf)))),
            readings=tuple(row for row in self.readings if not any(map(is_cjk, row))),
        )

    @property
    def stems(self) -> list[str]:
        """The stems of the telling tokens, in their order."""
        telling = stems_of(token for token in self.tokens if token not in ASIDE_WORDS)
        return telling or stems_of(self.tokens)

    @property
    def pairs(self) -> list[str]:
        """What the neighbours among the tokens are filed under."""
        return pairs_of(self.stems)


def wording_of(query: Query, text: str) -> Wording:
    """Return the words that a query asks for; those to leave out are not among them.

    They come in the order of the text, and as often: what is said twice is meant more.
    """
    leaves = query.wanted()
    free = [leaf for leaf in leaves if _is_free(leaf)]
    asked = {token for leaf in free for token in _tokens(leaf)}
    return Wording(
        tuple(token for token in tokens(text) if token in asked),
        tuple(leaf for leaf in leaves if not _is_free(leaf)),
        " ".join(leaf.written or " ".join(_tokens(leaf)) for leaf in free),
        tuple(dict.fromkeys(row for leaf in free for row in _readings(leaf))),
    )


def _is_free(leaf: TextLeaf) -> bool:
    return leaf.field not in NAMES and not isinstance(leaf, Prefix)


def _tokens(leaf: TextLeaf) -> Sequence[str]:
    return leaf.tokens if isinstance(leaf, Phrase) else (leaf.token,)


def _readings(leaf: TextLeaf) -> Sequence[tuple[str, ...]]:
    return () if isinstance(leaf, Prefix) else leaf.readings


def _tokens_of(leaf: TextLeaf) -> Sequence[str]:
    return (leaf.token,) if isinstance(leaf, Prefix) else _tokens(leaf)


def loosened(leaves: Iterable[TextLeaf]) -> list[TextLeaf]:
    """Return leaves that ask for less: the words of a phrase, an acronym as any word."""
    loose: list[TextLeaf] = []
    for leaf in leaves:
        match leaf:
            case Phrase(words, field):
                loose += [Word(word, field) for word in words]
            case Word(token, field):
                loose.append(Word(token, field))
            case _:
                loose.append(leaf)
    return loose
