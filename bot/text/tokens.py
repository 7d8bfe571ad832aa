"""The one tokenizer: search, alerts and look-alikes all see a text as these tokens.

Case, accents, hyphens, plurals and British spelling fold away, so that `LLM` finds "LLMs",
`Schrodinger` "Schrödinger", `quantisation` "quantization", and `CO2` "CO₂". Folding need not be
good English; it must only be the same for a query and a paper.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress, count, filterfalse
from operator import not_
from string import punctuation
from typing import TypeVar

from bot.text.latex import readable
from bot.text.plurals import singular

HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters that take no room, as a class of a pattern: soft hyphens, joiners, turning marks."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_GREEKS = "\u00b5\u0370-\u03ff\u1f00-\u1fff"
_SMALL_DIGITS = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089"
_SMALL = rf"{_SMALL_DIGITS}\u2071\u207f\u2090-\u209c\u1d2c-\u1d6a"
_LETTERS = rf"[^\W_{_CJK}{_GREEKS}{_SMALL}]|[\u0300-\u036f{HIDDEN}]"
_WORD = (
    rf"[{_CJK}{_GREEKS}]"  # written without blanks: each character is a word
    rf"|(?<![^\W_])[^\W\d_{_CJK}{_GREEKS}{_SMALL}]{{1,3}}"  # CO₂, R^2, L_{2}: one word each
    rf"(?:[{_SMALL_DIGITS}]+|[_^]\{{?\d+\}}?)(?![^\W_])"
    rf"|[{_SMALL}]+"
    r"|\b[A-Za-z](?:\+\+|\#)"  # C++, C#
    r"|\d+(?:\.\d+)+"  # 2.5
    rf"|(?:{_LETTERS})(?:{_LETTERS}|['’](?=[^\W_]))*"
)
_PLAIN_WORD = re.compile(r"\b[A-Za-z](?:\+\+|\#)|\d+(?:\.\d+)+|[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")
"""The same for ASCII without indices, three times as fast; most texts are that."""

_PARTING_SIGNS = "".join(sorted(set(punctuation) - set("'.+#_^{}"))).encode()
_PARTING = bytes.maketrans(_PARTING_SIGNS, b" " * len(_PARTING_SIGNS))
"""Signs that no word of ASCII holds become blanks: in bytes, ten times as fast as in text."""

_DROPPED = re.compile(rf"[\u0300-\u036f{HIDDEN}_^{{}}]")
_CJK_LETTER = re.compile(rf"[{_CJK}]")
_NO_WORD = re.compile(r"[\W_]")
_APOSTROPHE = re.compile(r"['’]s?$|['’]")

_LETTER_FOLDS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"}
)
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ß": "ss",
     "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)  # fmt: skip
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
        "sigma tau upsilon phi chi psi omega".split(),
        strict=True,
    )
)

_SPELLINGS = (
    ("our", r"^(behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|rig|rum|tum|vap|vig)our",
     r"\1or"),
    ("iz", r"(?<=[a-z]{2})iz(?=(e[drs]?|ers?|ing|ation|ations|ational)$)", "is"),
    ("yz", r"(?<=[a-z]{2})yz(?=(e[drs]?|ers?|ing)$)", "ys"),
    ("ll", r"^(cancel|channel|fuel|label|level|model|signal|travel|tunnel)l(?=(ings?|ed|ers?)$)",
     r"\1"),
    ("re", r"^(calib|cent|fib|lit|met|theat)re(s?)$", r"\1er\2"),
    ("logue", r"^(cata|dia|ana|mono)logue(s?)$", r"\1log\2"),
    ("ence", r"^(def|off|lic)ence(s?)$", r"\1ense\2"),
    ("programme", r"^programme(s?)$", r"program\1"),
    ("grey", r"^grey", "gray"),
    ("artef", r"^artefact", "artifact"),
    ("ageing", r"^ageing$", "aging"),
    ("aem", r"^(h|an|leuk)aem", r"\1em"),
    ("aemi", r"aemi(a|c)(s?)$", r"emi\1\2"),
    ("paed", r"^paed", "ped"),
    ("oe", r"^oe(?=dem|str)", "e"),
    ("foet", r"^foet", "fet"),
    ("oe", r"^(schr|g|m|h|k|r|l|f|d|b|p|t|gr|fr|str|bj|s|n|kl|v|j)oe(?=dinger|del\b|bius|lder|"
     r"enig|ntgen|wner|rster|hm|sch|bner|hlich|mgren|rn|rensen|ckel|del|dinger|der|ssbauer|"
     r"lder|pner|ttingen|ssler|ppe|nig|ther|hler)", r"\1o"),
    ("ue", r"^(m|k|kr|d|l|t|z|w|b|j|h|r|br|gr|s|sch|n|f)ue(?=ller|nneth|nchen|sseldorf|beck|"
     r"bingen|rich|rzburg|chner|lich|ckel|hler|ger|hn|ckner|nther|rnberg|rer|ndler|ster)", r"\1u"),
    ("ae", r"^(k|j|sch|b|h|l|kr|w|m|g)ae(?=hler|ger\b|fer\b|cker|rtner|ttig|mer\b|ndel|ssler|"
     r"nsel|rz\b|uchli|nel)", r"\1a"),
)  # fmt: skip
"""(what the word must contain, what is replaced, by what): British spelling to American, except
that -ize and -yze become -ise and -yse, since that way no other word is hurt. The last three are
names whose umlauts are written out."""

LONGEST = 100
"""Characters of a token at most."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: what it folds to, where it stands, and whether it is an acronym there."""

    text: str
    start: int
    stop: int
    is_acronym: bool


def tokens(text: str) -> list[str]:
    """Return the folded words of a text in order."""
    return list(filter(None, map(_folds.__getitem__, _words(text))))


def tokens_and_acronyms(text: str, *, is_name: bool = False) -> tuple[list[str], set[str]]:
    """Return the tokens, and those that stand there with two capitals, such as RAG or LoRA.

    In names only case and accents fold: Williams is not William.
    """
    words = _words(text)
    folds, acronyms = (_names, _acronyms_in_names) if is_name else (_folds, _acronyms)
    # Most words are small, and to ask that here spares a look for each.
    capitals = set(map(acronyms.__getitem__, filterfalse(str.islower, words)))
    return list(filter(None, map(folds.__getitem__, words))), capitals - {""}


def spans(text: str, *, is_name: bool = False) -> Iterator[Token]:
    """Yield the same words with their places in a text without LaTeX."""
    folds = _names if is_name else _folds
    for match in _any_word().finditer(text):
        if folded := folds[match[0]]:
            yield Token(folded, match.start(), match.end(), has_capitals(match[0]))


def written(text: str, beginnings: Collection[str] = ()) -> Iterator[tuple[str, int, int]]:
    """Yield the words as they stand in a text without LaTeX, and where; `filed` folds them.

    With `beginnings` other words are passed over where that is quick: such as are filed under
    none that begins so, of which the first two letters are looked at.
    """
    pattern = _pattern_for(text)
    if beginnings and pattern is _PLAIN_WORD:
        looked_at = frozenset(beginning[:2] for beginning in beginnings)
        for place in _beginning_with(looked_at).finditer(text):
            if match := pattern.match(text, place.start()):
                yield match[0], match.start(), match.end()
        return
    for match in pattern.finditer(text):
        yield match[0], match.start(), match.end()


_WRITTEN_OTHERWISE = {"e": "oe", "fe": "foe", "he": "hae", "pe": "pae"}
"""How words begin as they are filed, and as they are written: oedema, foetus, haemoglobin. No
other folding of a plain word reaches its first two letters."""


@lru_cache(maxsize=256)
def _beginning_with(beginnings: frozenset[str]) -> re.Pattern[str]:
    """Return what finds where a plain word begins that may be filed under one of these."""
    starts = sorted(as_written(beginnings))
    heads = "".join(_either_case(start[0]) for start in starts)
    rests = "|".join(
        f"(?<=[{_either_case(start[0])}])" + (f"'?[{_either_case(start[1])}]" if start[1:] else "")
        for start in starts
    )
    # The engine jumps from letter to letter where a pattern begins with them: twice as quick.
    return re.compile(rf"[{heads}](?<![A-Za-z0-9'].)(?:{rests})")


def as_written(beginnings: frozenset[str] | set[str]) -> frozenset[str]:
    """Return how words may begin in a text that are filed under one of these beginnings."""
    others = {
        otherwise
        for as_filed, otherwise in _WRITTEN_OTHERWISE.items()
        if any(one.startswith(as_filed) or as_filed.startswith(one) for one in beginnings)
    }
    return frozenset(beginnings) | others


def _either_case(letter: str) -> str:
    return re.escape(letter + letter.upper())


def filed(word: str) -> str:
    """Return what a word that `written` yields is filed as, "" for what is no word."""
    return _folds[word]


@cache
def _any_word() -> re.Pattern[str]:
    """Compile when it is first needed: it takes longer than many an answer."""
    return re.compile(_WORD)


def _words(text: str) -> list[str]:
    if "$" in text or "\\" in text:
        text = readable(text)  # papers are stored so, but a query may be a title in LaTeX
    # A point before a blank is part of no word.
    parted = text.encode(errors="replace").translate(_PARTING).replace(b". ", b" ").decode()
    stretches = parted.split()
    is_word = str.isalnum if parted.isascii() else _is_plain_word
    words: list[str] = []
    done = 0
    # Nearly all stretches are a word each, and to see that is quicker than to match it.
    for place in compress(count(), map(not_, map(is_word, stretches))):
        words += stretches[done:place]
        words += _pattern_for(stretches[place]).findall(stretches[place])
        done = place + 1
    return words + stretches[done:] if done else stretches


def _is_plain_word(stretch: str) -> bool:
    return stretch.isascii() and stretch.isalnum()


def _pattern_for(text: str) -> re.Pattern[str]:
    is_plain = text.isascii() and "_" not in text and "^" not in text
    return _PLAIN_WORD if is_plain else _any_word()


def has_capitals(word: str) -> bool:
    """Tell whether a word has two capitals: `RAG`, `LoRA` and `LLMs` have, `Rag` has not."""
    return not word.islower() and sum(map(str.isupper, word)) > 1


def is_acronym(word: str) -> bool:
    """Tell whether a word of a query is meant as an acronym: two to five capitals, maybe an s."""
    core = word.removesuffix("s")
    return 2 <= len(core) <= 5 and core.isalpha() and core.isupper()


def fold(word: str) -> str:
    """Return what a word is filed as, "" for what is no word; a folded word folds to itself."""
    while (folded := _fold_once(word)) != word:
        word = folded
    return word


def _fold_once(word: str) -> str:
    word = unaccented(word)
    if word.isascii():
        return singular(american(word)) if word.isalpha() else word
    return _GREEK.get(word, word)


def unaccented(word: str) -> str:
    """Return a word without case, accents and apostrophes; plurals and spelling stay."""
    if word.isascii():
        word = word.lower()
        return word if word.isalnum() else _APOSTROPHE.sub("", _DROPPED.sub("", word))
    word = _DROPPED.sub("", unicodedata.normalize("NFKD", word)).casefold()
    word = _APOSTROPHE.sub("", word.translate(_LETTER_FOLDS))
    # A few letters decompose into several words, which no token may hold.
    return _NO_WORD.sub("", unicodedata.normalize("NFC", word))


def american(word: str) -> str:
    """Return British spelling as American, except for -ise."""
    for hint, pattern, replacement in _SPELLINGS:
        if hint in word:
            word = re.sub(pattern, replacement, word)
    return word


def is_greek(letter: str) -> bool:
    """Tell whether a letter is one of those that are words by themselves: α, but not а or a."""
    return unicodedata.normalize("NFKD", letter).casefold()[:1] in _GREEK


def is_cjk(token: str) -> bool:
    """Tell whether a token is written in Chinese, Japanese or Korean."""
    return _CJK_LETTER.search(token) is not None


def spelt_out(word: str) -> str:
    """Return a word with its umlauts written out, Schroedinger, "" for one that has none."""
    if word.isascii():
        return ""
    composed = unicodedata.normalize("NFC", word)
    other = composed.translate(_UMLAUTS)
    return other if other != composed and other.isascii() else ""


class Remembered(dict[str, T]):
    """Words and what was worked out of each; papers repeat theirs, so most are looked up."""

    MOST = 200_000

    def __init__(self, work_out: Callable[[str], T]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> T:
        if len(self) >= self.MOST:
            self.clear()
        self[word] = found = self._work_out(word)
        return found


def _folded(word: str, how: Callable[[str], str]) -> str:
    found = how(word)[:LONGEST]
    # Most words are found to be themselves, and one text does for both.
    return word if found == word else found


_folds = Remembered(lambda word: _folded(word, fold))
_names = Remembered(lambda word: _folded(word, unaccented))
_acronyms = Remembered(lambda word: _folds[word] if has_capitals(word) else "")
_acronyms_in_names = Remembered(lambda word: _names[word] if has_capitals(word) else "")
