"""One operand of a query: a word, a phrase or a field's value, read as a leaf."""

import re

from bot.query.complaints import Complaints
from bot.query.fields import FIELDS, SAID, Field, Kind, nearest
from bot.query.leaves import Phrase, Prefix, TextLeaf, make_text_leaf
from bot.query.lexer import Lexeme
from bot.query.nearest_value import guess
from bot.query.tree import And, Node, Or, joined
from bot.query.values import HOW, read_value
from bot.text.tokens import spans, unaccented

MOST_WORDS = 100
SHORTEST_BEGINNING = 2

_SIGNS = ",;.!?:'’`-−–—"
_DISTANCE = re.compile(r"(?<=[^\W\d])~\d?$")
"""How other engines ask for what is spelt about so: lora~2."""

UNBOUND = Field("", Kind.TEXT)
_LISTED = (Kind.HAS, Kind.TAG, Kind.LIKE)
"""Kinds whose values may stand in a list: cat:cs.CL,cs.LG."""


class Operands:
    """Reads operands up to a number of words, and complains about what it cannot read."""

    def __init__(self, complaints: Complaints, *, is_shouted: bool) -> None:
        self._complaints = complaints
        self._is_shouted = is_shouted
        self._words = 0

    def field(self, lexeme: Lexeme) -> Field:
        """Return the field of a name; a misspelt one is the nearest, a strange one is none."""
        name = lexeme.text.lower()
        if known := FIELDS.get(name):
            if known.kind is Kind.UNKNOWN:
                self._complain(lexeme, f"“{name}:” is in no source that I read; I left it out.")
            if known.kind is Kind.ORDER:
                self._complain(lexeme, f"“{name}:” puts a search in order; I left it out.")
            return known
        if near := nearest(name):
            self._complain(
                lexeme, f"“{lexeme.text}:” is no field; did you mean {near}:? I read it so."
            )
            return FIELDS[near]
        self._complain(
            lexeme, f"“{lexeme.text}:” is no field, so I look for the words alone. Fields: {SAID}"
        )
        return UNBOUND

    def read(self, lexeme: Lexeme, field: Field) -> Node | None:
        """Return what a word or a phrase asks for; None where it asks for nothing."""
        if lexeme.is_open:
            self._complain(lexeme, "A quotation mark is not closed; I closed it at the end.")
        if field.kind in (Kind.UNKNOWN, Kind.ORDER):
            return None
        if field.kind is not Kind.TEXT:
            return self._value(lexeme, field)
        leaf = self._text(lexeme, field.name)
        count = len(leaf.tokens) if isinstance(leaf, Phrase) else 1
        if leaf and self._words + count > MOST_WORDS:
            self._complaints.add(None, f"Only the first {MOST_WORDS} words were read.")
            return None
        self._words += count
        return leaf

    def _value(self, lexeme: Lexeme, field: Field) -> Node | None:
        written = lexeme.text.strip(",; ")
        if field.kind not in _LISTED:
            return self._one_value(lexeme, written, field)
        # No paper is in one place alone, but who lists categories wants any of them.
        parts = [self._one_value(lexeme, one, field) for one in written.split(",") if one]
        kind = And if field.kind is Kind.HAS else Or
        return joined(kind, [part for part in parts if part])

    def _one_value(self, lexeme: Lexeme, written: str, field: Field) -> Node | None:
        found = read_value(field, written)
        if not found:
            near = guess(field, written)
            if near and (found := read_value(field, near)):
                self._complain(lexeme, f"I read “{written}” as “{near}”.")
            else:
                what = f"“{written}” cannot be read as {field.kind.value}"
                self._complain(lexeme, f"{what}: {HOW[field.kind].format(name=field.name)}.")
        return joined(And, found)

    def _text(self, lexeme: Lexeme, name: str) -> Node | None:
        if lexeme.sort == "phrase":
            return self._phrase(lexeme, name)
        written = lexeme.text.strip(_SIGNS).lstrip("+")
        if distance := _DISTANCE.search(written):
            self._complain(lexeme, f"“{distance[0]}” is not read; misspelt words are put right.")
            written = written[: distance.start()]
        if name == "author":
            # arXiv writes a name's blank as an underscore: au:del_maestro
            written = written.replace("_", " ")
        if "*" in written:
            return self._beginning(lexeme, written, name)
        return self._words_as_one(written, name)

    def _words_as_one(self, written: str, name: str) -> TextLeaf | None:
        last, comma, first = written.partition(",")
        if name == "author" and comma and "," not in first:
            written = f"{first} {last}".strip()
        return make_text_leaf(written, name, may_be_acronym=not self._is_shouted)

    def _phrase(self, lexeme: Lexeme, name: str) -> TextLeaf | None:
        written = lexeme.text.strip()
        if "*" in written:
            self._complain(lexeme, f"“{written}”: a * is not read inside a phrase; I left it out.")
        leaf = self._words_as_one(written.replace("*", ""), name)
        if leaf is None and not lexeme.is_open:
            self._complain(lexeme, "A pair of quotation marks holds no word; I skipped it.")
        return leaf

    def _beginning(self, lexeme: Lexeme, written: str, name: str) -> Node | None:
        stem = written.rstrip("*")
        found = list(spans(stem))
        if len(found) != 1 or "*" in stem:
            self._complain(
                lexeme, f"“{written}”: a * works only at the end of one word; I left it out."
            )
            return self._words_as_one(stem.replace("*", " "), name)
        token = unaccented(stem[found[0].start : found[0].stop])
        if len(token) < SHORTEST_BEGINNING and name != "author":
            self._complain(
                lexeme,
                f"“{written}” begins too many words; write at least {SHORTEST_BEGINNING} letters.",
            )
            return None
        return Prefix(token, name, stem[found[0].start : found[0].stop])

    def _complain(self, lexeme: Lexeme, sentence: str) -> None:
        self._complaints.add(lexeme.start, sentence)
