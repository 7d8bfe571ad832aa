"""Text → Query: any text is read, and what was not understood is said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.query.tree import And, Leaf, Node, Not, Or, Phrase, Prefix, Query, Word
from bot.text import is_acronym, spans

MOST_CHARACTERS = 2000
MOST_WORDS = 64
DEEPEST = 32

_FIELD_NAMES = {
    "title": "title",
    "ti": "title",
    "abstract": "abstract",
    "abs": "abstract",
    "author": "author",
    "authors": "author",
    "au": "author",
    "all": "",
}
_LEXEME = re.compile(r'[()]|(?P<minus>-)?(?:(?P<field>[A-Za-z]+):)?"(?P<phrase>[^"]*)"?|[^\s()"]+')
_SMALL_WORDS = frozenset(
    "a an and are as at be by can do for from has have how in into is it of on or that the their "
    "this to via was we what when which with".split()
)
"""Words that say nothing beside others; alone, or in a phrase, they count."""


@dataclass(frozen=True, slots=True)
class _Lexeme:
    """One piece of the text: a parenthesis, an operator, a phrase, or a word with its signs."""

    kind: str
    text: str = ""
    field: str = ""
    is_excluded: bool = False


def parse(text: str) -> Query:
    """Read words, "exact phrases", AND, OR, NOT or -, ( ), title: abstract: author:, prefix*.

    Words next to each other must all be there. Nothing raises: what makes no sense is skipped
    and named in `problems`.
    """
    reader = _Reader(text)
    root = reader.read()
    return Query(root, tuple(dict.fromkeys(reader.problems)))


class _Reader:
    """A descent over lexemes that is bounded in words and in depth."""

    def __init__(self, text: str) -> None:
        self.problems: list[str] = []
        if len(text) > MOST_CHARACTERS:
            text = text[:MOST_CHARACTERS]
            self.problems.append(f"Only the first {MOST_CHARACTERS:,} characters were read.")
        if text.count('"') % 2:
            self.problems.append("A quotation mark is not closed; I closed it at the end.")
        self._lexemes = list(self._lex(text))
        self._place = 0
        self._words = 0

    def read(self) -> Node | None:
        """Read everything; a closing parenthesis too many is skipped."""
        parts = []
        while self._place < len(self._lexemes):
            if node := self._either(0):
                parts.append(node)
            if self._kind() == ")":
                self._place += 1
                self.problems.append("A “)” has no “(” before it; I skipped it.")
        return _joined(And, parts)

    def _either(self, depth: int) -> Node | None:
        parts = [part for part in [self._all(depth)] if part]
        while self._kind() == "OR":
            self._place += 1
            part = self._all(depth)
            if part:
                parts.append(part)
            else:
                self.problems.append("An OR has nothing behind it; I skipped it.")
        return _joined(Or, parts)

    def _all(self, depth: int) -> Node | None:
        parts = []
        while (kind := self._kind()) not in ("", ")", "OR"):
            if kind == "AND":
                self._place += 1
            elif node := self._one(depth):
                parts.append(node)
        return _joined(And, _telling(parts))

    def _one(self, depth: int) -> Node | None:
        is_excluded = False
        while self._kind() == "NOT":
            self._place += 1
            is_excluded = not is_excluded
        if self._kind() in ("", ")", "OR", "AND"):
            return None
        lexeme = self._lexemes[self._place]
        self._place += 1
        node = self._group(depth) if lexeme.kind == "(" else self._leaf(lexeme)
        return Not(node) if node and is_excluded != lexeme.is_excluded else node

    def _group(self, depth: int) -> Node | None:
        if depth >= DEEPEST:
            self.problems.append(f"More than {DEEPEST} parentheses deep; I read the rest flat.")
            return None
        node = self._either(depth + 1)
        if self._kind() == ")":
            self._place += 1
        else:
            self.problems.append("A “(” is not closed; I closed it at the end.")
        return node

    def _leaf(self, lexeme: _Lexeme) -> Leaf | None:
        found = [token.text for token in spans(lexeme.text)]
        if self._words + len(found) > MOST_WORDS:
            self.problems.append(f"Only the first {MOST_WORDS} words were read.")
            return None
        self._words += len(found)
        if not found:
            return None
        if len(found) > 1:
            return Phrase(tuple(found), lexeme.field, lexeme.text)
        if lexeme.kind == "prefix":
            return Prefix(found[0], lexeme.field, lexeme.text)
        is_short = lexeme.kind == "word" and is_acronym(lexeme.text)
        return Word(found[0], lexeme.field, is_short, lexeme.text)

    def _kind(self) -> str:
        return self._lexemes[self._place].kind if self._place < len(self._lexemes) else ""

    def _lex(self, text: str) -> Iterator[_Lexeme]:
        for match in _LEXEME.finditer(text):
            yield _phrase(match) if match["phrase"] is not None else _lexeme(match[0])


def _lexeme(written: str) -> _Lexeme:
    if written in ("(", ")", "AND", "OR", "NOT"):
        return _Lexeme(written)
    return _Lexeme("NOT") if written in ("ANDNOT", "-") else _word(written)


def _phrase(match: re.Match[str]) -> _Lexeme:
    name = _FIELD_NAMES.get((match["field"] or "").lower(), "")
    return _Lexeme("phrase", match["phrase"], name, is_excluded=match["minus"] is not None)


def _word(written: str) -> _Lexeme:
    is_excluded = written.startswith("-")
    written = written.removeprefix("-")
    name, colon, rest = written.partition(":")
    bound = ""
    if colon and name.lower() in _FIELD_NAMES:
        # arXiv writes a name's blank as an underscore: au:del_maestro
        bound, written = _FIELD_NAMES[name.lower()], rest.replace("_", " ")
    kind = "prefix" if written.endswith("*") and len(written) > 1 else "word"
    return _Lexeme(kind, written.rstrip("*"), bound, is_excluded)


def _telling(parts: list[Node]) -> list[Node]:
    telling = [
        part for part in parts if not (isinstance(part, Word) and part.token in _SMALL_WORDS)
    ]
    return telling or parts


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    """Join parts, flat where they are of the same kind."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    return kind(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)
