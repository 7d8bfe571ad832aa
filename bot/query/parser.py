"""Text → Query: any text is read, and what was not understood is said."""

from collections.abc import Sequence
from dataclasses import replace

from bot.query.adjacent_words import join_neighbours
from bot.query.complaints import Complaints
from bot.query.fields import Field
from bot.query.leaves import Word
from bot.query.lexer import END, Lexeme, clean, lex
from bot.query.operands import UNBOUND, Operands
from bot.query.tree import And, Node, Not, Or, Query, joined, negated

MOST_CHARACTERS = 2000
DEEPEST = 32

SMALL_WORDS = frozenset(
    "a an and are as at be by can do for from has have how in into is it of on or that the their "
    "this to via was we what when which with".split()
)
"""Words that say nothing beside others; alone, or in a phrase, they count."""

_OPERANDS = ("word", "phrase", "(")


def parse(text: str) -> Query:
    """Read words, "phrases", AND, OR, NOT or -, ( ), fields such as title:, and beginnings*.

    Words next to each other must all be there, and AND binds closer than OR. Nothing raises:
    what makes no sense is skipped and named in `problems`.
    """
    complaints = Complaints()
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS]
        complaints.add(None, f"Only the first {MOST_CHARACTERS:,} characters were read.")
    root = _Reader(list(lex(clean(text))), complaints).read()
    return Query(join_neighbours(root) if root else None, complaints.problems, complaints.asides)


class _Reader:
    """A descent over lexemes that is bounded in words and in depth."""

    def __init__(self, lexemes: Sequence[Lexeme], complaints: Complaints) -> None:
        is_shouted = _is_shouted(lexemes)
        self._lexemes = _as_sentence(lexemes) if is_shouted else lexemes
        self._complaints = complaints
        self._operands = Operands(complaints, is_shouted=is_shouted)
        self._place = 0
        self._flattened = 0

    def read(self) -> Node | None:
        """Read everything; a closing parenthesis too many is skipped."""
        parts = []
        while self._next.sort != "end":
            if node := self._either(0, UNBOUND):
                parts.append(node)
            if self._next.sort == ")":
                self._complaints.add_skipped(self._take().start, "A “)” has no “(” before it")
        return self._together(parts)

    @property
    def _next(self) -> Lexeme:
        return self._lexemes[self._place] if self._place < len(self._lexemes) else END

    def _take(self) -> Lexeme:
        self._place += 1
        return self._lexemes[self._place - 1]

    def _either(self, depth: int, field: Field) -> Node | None:
        parts = [part for part in [self._all(depth, field)] if part]
        while self._next.sort == "OR":
            sign = self._take()
            part = self._all(depth, field)
            if not part or not parts:
                where = "behind" if parts else "before"
                self._complaints.add_skipped(sign.start, f"An OR has nothing {where} it")
            parts += [part] if part else []
        return joined(Or, parts)

    def _all(self, depth: int, field: Field) -> Node | None:
        parts: list[Node] = []
        while (sign := self._next).sort not in ("end", "OR"):
            if sign.sort == ")" and not self._flattened:
                break
            if sign.sort == ")":
                self._flattened -= 1
                self._take()
            elif sign.sort == "AND":
                self._take()
                if not parts or self._next.sort in ("end", "OR", ")", "AND"):
                    where = "behind" if parts else "before"
                    self._complaints.add_skipped(sign.start, f"An AND has nothing {where} it")
            elif node := self._one(depth, field):
                parts.append(node)
        return self._together(parts)

    def _one(self, depth: int, field: Field) -> Node | None:
        """Read one operand with the signs before it; takes at least one lexeme."""
        before = self._next
        is_excluded = self._negations()
        if self._next.sort == "field":
            before = self._take()
            field = self._operands.field(before)
            is_excluded ^= self._negations()
        if self._next.sort not in _OPERANDS:
            self._skip(before)
            return None
        lexeme = self._take()
        is_group = lexeme.sort == "("
        node = self._group(lexeme, depth, field) if is_group else self._operands.read(lexeme, field)
        return negated(node) if node and is_excluded else node

    def _negations(self) -> bool:
        is_excluded = False
        while self._next.sort == "NOT":
            self._take()
            is_excluded = not is_excluded
        return is_excluded

    def _skip(self, before: Lexeme) -> None:
        """Complain about signs with nothing behind them; a dash between words is only that."""
        if before.sort == "field":
            self._complaints.add_skipped(before.start, f"“{before.text}:” has nothing behind it")
        elif before.sort == "NOT":
            self._complaints.add_skipped(before.start, "A NOT has nothing behind it")
        elif before.sort == "*":
            self._complaints.add_skipped(before.start, "A * stands alone")
        if self._next.sort in ("*", "dash"):
            self._take()

    def _group(self, opened: Lexeme, depth: int, field: Field) -> Node | None:
        if depth >= DEEPEST:
            self._flattened += 1
            sentence = f"Parentheses go deeper than {DEEPEST}; I read the inmost as one."
            self._complaints.add(opened.start, sentence)
            return None
        node = self._either(depth + 1, field)
        if self._next.sort == ")":
            self._take()
        else:
            self._complaints.add(opened.start, "A “(” is not closed; I closed it at the end.")
        return node

    def _together(self, parts: Sequence[Node]) -> Node | None:
        """Join parts that must all hold, without the small words among them."""
        node = joined(And, parts)
        if not isinstance(node, And):
            return node
        for part in node.parts:
            if isinstance(part, Word) and not part.field:
                self._complaints.take_as_word(part.written)
        telling = [part for part in node.parts if not _is_small(part)]
        if len(telling) == len(node.parts) or all(isinstance(part, Not) for part in telling):
            return node
        for part in node.parts:
            if _is_small(part):
                self._complaints.leave_out(str(part))
        return joined(And, telling)


def _is_small(node: Node) -> bool:
    return (
        isinstance(node, Word)
        and not node.is_acronym
        and not node.field
        and node.token in SMALL_WORDS
    )


def _is_shouted(lexemes: Sequence[Lexeme]) -> bool:
    """Tell whether all is written in capitals, which then make no acronyms."""
    words = [one.text for one in lexemes if one.sort == "word" and any(map(str.isalpha, one.text))]
    is_long = any(len(word) > 5 and word.isalpha() for word in words)
    return is_long and len(words) > 1 and all(map(str.isupper, words))


def _as_sentence(lexemes: Sequence[Lexeme]) -> Sequence[Lexeme]:
    """Read AND, OR and NOT as words where other small words are in capitals, too."""
    if not any(one.sort == "word" and one.text.lower() in SMALL_WORDS for one in lexemes):
        return lexemes
    return [
        replace(one, sort="word", text=one.text.lower())
        if one.sort in ("AND", "OR", "NOT") and one.text.isalpha()
        else one
        for one in lexemes
    ]
