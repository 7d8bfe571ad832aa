"""Which words of a text may be misspelt: those that nothing says were meant as they stand."""

from collections.abc import Iterator

from bot.query.lexing import Lexeme, lex
from bot.query.parsing import SMALL_WORDS
from bot.text import Token, has_capitals, spans

SHORTEST = 4
"""Shorter words are near too many others."""

MOST_WORDS = 12
"""Words of a query that are looked at: who pastes a page has copied it, not typed."""


def typed(text: str) -> Iterator[tuple[int, int, str]]:
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
