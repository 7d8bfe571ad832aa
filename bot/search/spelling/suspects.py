"""Which words of a text may be misspelt: those that nothing says were meant as they stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.query.fields import FIELDS, NAMES, Field, Kind
from bot.query.lexer import END, Lexeme, lex
from bot.query.operands import UNBOUND
from bot.query.parser import SMALL_WORDS
from bot.search.engine import TEXT
from bot.text.tokens import has_capitals, spans

SHORTEST = 4
"""Shorter words are near too many others."""

MOST_WORDS = 60
"""Words of a query that are looked at: who pastes a page has copied it, not typed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A word of a text: where it stands, what it is filed as, and in which field it is wanted."""

    start: int
    stop: int
    token: str
    field: str = TEXT


def slipped(text: str) -> Iterator[Typed]:
    """Yield the words that may be misspelt and stand free: in no field, phrase or beginning."""
    free = _free_words(text, _placed(text))
    for word in free:
        if _may_be_misspelt(word.token) and not _is_meant_so(word, free, text):
            yield word


def meant_so(text: str) -> Iterator[Typed]:
    """Yield the others that may be misspelt all the same, though something says they are not."""
    placed = list(_placed(text))
    free = _free_words(text, placed)
    words = [word for word in free if _is_meant_so(word, free, text)]
    for lexeme, field in placed:
        words += _words(text, [lexeme], field.name) if field else ()
    words.sort(key=lambda word: word.start)
    return (word for word in words[:MOST_WORDS] if _may_be_misspelt(word.token))


def _free_words(text: str, placed: Iterable[tuple[Lexeme, Field | None]]) -> list[Typed]:
    return _words(text, [lexeme for lexeme, field in placed if field is None])[:MOST_WORDS]


def _words(text: str, lexemes: Iterable[Lexeme], name: str = "") -> list[Typed]:
    found = []
    for lexeme in lexemes:
        # A phrase begins behind its quotation mark.
        at = text.find(lexeme.text, lexeme.start, lexeme.start + len(lexeme.text) + 1)
        for token in spans(lexeme.text, is_name=name in NAMES) if at >= 0 else ():
            found.append(Typed(at + token.start, at + token.stop, token.text, name or TEXT))
    return found


def _is_meant_so(word: Typed, among: Sequence[Typed], text: str) -> bool:
    """Tell whether capitals say that a word is an acronym or a name."""
    if text.isupper():
        return False
    capitals = sum(text[one.start].isupper() for one in among)
    is_first = word.start == among[0].start
    is_name = not is_first and text[word.start].isupper() and capitals * 2 <= len(among)
    return is_name or has_capitals(text[word.start : word.stop])


def _may_be_misspelt(token: str) -> bool:
    is_word = token.isascii() and token.isalpha()
    return is_word and len(token) >= SHORTEST and token not in SMALL_WORDS


def _placed(text: str) -> Iterator[tuple[Lexeme, Field | None]]:
    """Yield words and phrases with the field of words they are bound to.

    None is none; what stands in a phrase or begins a word is bound to no field, by `UNBOUND`.
    """
    lexemes = list(lex(text))
    bound = [UNBOUND]  # by the parentheses that are open
    field = UNBOUND
    for lexeme, following in zip_longest(lexemes, lexemes[1:], fillvalue=END):
        if lexeme.sort == "field":
            field = FIELDS.get(lexeme.text.lower(), UNBOUND)
            continue
        if lexeme.sort == "(":
            bound.append(field)
        elif lexeme.sort == ")" and len(bound) > 1:
            bound.pop()
        elif lexeme.sort in ("word", "phrase") and field.kind is Kind.TEXT:
            is_beginning = lexeme.text.endswith("*") or following.sort == "*"
            is_free = field == UNBOUND and lexeme.sort == "word" and not is_beginning
            yield lexeme, None if is_free else field
        if lexeme.sort != "NOT":
            field = bound[-1]
