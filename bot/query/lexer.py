"""Text → lexemes: words, phrases, signs and fields, each with the place where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.query.fields import FIELDS, Kind, nearest
from bot.text.latex import readable
from bot.text.tokens import HIDDEN

Sort = Literal["word", "phrase", "field", "AND", "OR", "NOT", "(", ")", "dash", "*", "end"]

_QUOTES = '"“”„‟«»‹›「」『』'
_LEXEME = re.compile(
    r"(?P<paren>[()])"
    rf"|[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?"
    # Single ones enclose only where blanks enclose them: the authors' models aren't a phrase.
    rf"|(?<![^\s(:-])['‘‚](?P<single>[^'‘’‚{_QUOTES}]+)['’‘](?=[\s),;.]|$)"
    # A minus leaves out only what it is glued to: “LoRA - a survey” is a title.
    r"|(?P<minus>(?<![^\s(:])(?:[-−–—]+|!)(?=[^\s)\-−–—!]))"
    r"|(?P<dash>(?<!\S)[-−–—]+(?=\s|\)|$))"
    r"|\[(?P<range>[^][\s]*\s{1,9}TO\s{1,9}[^][\s]*)\]"
    r"|(?P<field>[A-Za-z_]+):"
    r"|(?P<count>(?i:upvotes|votes|comments|stars))(?=\s*[<>=≥≤]+\s*\d)"
    r"|(?P<star>\*+)(?=[\s()]|$)"
    rf"|\+?(?P<word>[^\s(){_QUOTES}]+)"
)
_WITH_BLANKS = re.compile(
    r"\s*(?P<value>[<>=≥≤]+\s+\d[^\s()]*"
    r"|(?:\d+|an?|one|last|past)\s+(?:days?|weeks?|months?|years?)(?:\s+ago)?)(?![^\s()])",
    re.IGNORECASE,
)
"""Values that hold a blank: upvotes: > 50, since:7 days, since: last week."""

_MEASURES = (Kind.COUNT, Kind.SINCE, Kind.UNTIL, Kind.DAYS)
_OPERATORS: dict[str, Sort] = {
    "AND": "AND",
    "&": "AND",
    "&&": "AND",
    "OR": "OR",
    "|": "OR",
    "||": "OR",
    "NOT": "NOT",
    "ANDNOT": "NOT",
}
_PLUS = re.compile(r"\+(AND|OR|ANDNOT|NOT|TO)\+")
"""As arXiv's addresses write blanks around an operator: cat:cs.CV+OR+cat:cs.LG"""

_ENCODED = {"%22": '"', "%28": "(", "%29": ")", "%20": " "}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_UNSEEN = re.compile(f"[{HIDDEN}]+")
_WIDE = {0xFEE0 + code: code for code in range(ord("!"), ord("~") + 1)}
"""Signs as a Chinese or Japanese keyboard writes them: title：（lora）"""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of a text, and where it starts; a phrase is open where its end is missing."""

    sort: Sort
    text: str = ""
    start: int = 0
    is_open: bool = False


END = Lexeme("end")
"""What stands behind the last."""


def clean(text: str) -> str:
    """Return a text as it is read: LaTeX resolved, without control and zero-width characters.

    Wide signs and letters are plain ones.
    """
    if "$" in text or "\\" in text:
        text = readable(text)  # a pasted title; papers are stored so
    return _UNSEEN.sub("", _CONTROL.sub(" ", text)).translate(_WIDE).strip()


def lex(text: str) -> Iterator[Lexeme]:
    """Yield the lexemes of a clean text; nothing but blanks is lost."""
    for code, sign in _ENCODED.items():
        text = text.replace(code, sign)
    text = _PLUS.sub(r" \1 ", text)
    place = 0
    while match := _LEXEME.search(text, place):
        lexeme = _lexeme(match)
        place = match.end()
        if lexeme.sort == "field" and not _is_field(lexeme, text[place : place + 2]):
            lexeme, place = _as_word(match, text)
        yield lexeme
        if lexeme.sort == "field" and (value := _value_with_blanks(lexeme, text, place)):
            yield Lexeme("phrase", value["value"], value.start("value"))
            place = value.end()


def _lexeme(match: re.Match[str]) -> Lexeme:
    start, name = match.start(), match.lastgroup
    if name == "paren":
        return Lexeme("(" if match[0] == "(" else ")", match[0], start)
    if name in ("phrase", "single", "range"):
        is_open = name == "phrase" and (len(match[0]) == 1 or match[0][-1] not in _QUOTES)
        return Lexeme("phrase", match[name], start, is_open)
    if name == "minus":
        return Lexeme("NOT", "-", start)
    if name == "dash":
        return Lexeme("dash", match[0], start)
    if name in ("field", "count"):
        return Lexeme("field", match[name], start)
    if name == "star":
        return Lexeme("*", match[0], start)
    return Lexeme(_OPERATORS.get(match["word"], "word"), match["word"], start)


def _is_field(lexeme: Lexeme, following: str) -> bool:
    """Tell a field from a word that ends in a colon, or holds one as “SAM:Segment” does.

    “Between Hue Categories: Evidence” is a title; fields are bound, or small, or come first.
    """
    name = lexeme.text
    if name.lower() in FIELDS:
        is_said = name[0].isupper() and following.startswith(" ") and lexeme.start > 0
        return not is_said
    is_glued = bool(following) and following[0] not in " )" and following != "//"
    return is_glued and (name.islower() or nearest(name) != "")


def _value_with_blanks(field: Lexeme, text: str, place: int) -> re.Match[str] | None:
    known = FIELDS.get(field.text.lower())
    return _WITH_BLANKS.match(text, place) if known and known.kind in _MEASURES else None


def _as_word(match: re.Match[str], text: str) -> tuple[Lexeme, int]:
    end = match.end()
    while end < len(text) and not text[end].isspace() and text[end] not in f"(){_QUOTES}":
        end += 1
    return Lexeme("word", text[match.start() : end], match.start()), end
