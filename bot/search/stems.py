"""What ranking reads of a text: the stems of its telling words, and which stand side by side.

Matching asks for words as they are folded; ranking may be more generous. A stem joins
"quantized" with "quantization"; a pair tells "object detection" from a paper about objects
in which something is detected.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from zlib import crc32

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from bot.query.parser import SMALL_WORDS
from bot.text.tokens import Remembered

PAIR_KINDS = 1 << 20
"""Pairs are filed under so many numbers: few enough for a small dictionary, and so many that a
paper of a hundred pairs holds one by mistake once in ten thousand times."""


def stem(tokens: Sequence[str]) -> list[str]:
    """Return the stem of each token (Porter's, in English)."""
    return _stemmer().analyze(" ".join(tokens)) if tokens else []


def stems_of(tokens: Iterable[str]) -> list[str]:
    """Return the stems of the telling tokens in their order: small words are left out."""
    return list(filter(None, map(_telling.__getitem__, tokens)))


def pairs_of(stems: Sequence[str]) -> list[str]:
    """Return what the neighbours among stems are filed under."""
    return [
        f"{crc32(f'{first} {second}'.encode()) % PAIR_KINDS:x}" for first, second in pairwise(stems)
    ]


_telling = Remembered(lambda token: "" if token in SMALL_WORDS else stem([token])[0])
"""The stem of each token, "" for a small word."""


@cache
def _stemmer() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()
