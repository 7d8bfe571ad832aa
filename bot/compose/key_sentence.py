"""The most telling sentence of an abstract: what was done, rather than why somebody should."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.model import Span
from bot.text.tokens import tokens

_END = re.compile(r"(?<=[.!?])([\"”')\]]?)\s+(?=[\"“'(\[]?[A-Z0-9])")
_SHORT_FORMS = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|etc|cf|vs|resp|approx|Fig|Figs|Eq|Eqs|Sec|Ref|Refs|Tab|No|Dr|St)"
    r"|\b[A-Z])\.$"
)
_SAYS_WHAT_WAS_DONE = re.compile(
    r"\b(?:we|this (?:paper|work|study|article|report|survey|thesis)|our (?:work|paper|study))\b"
    r"(?:\W+\w+){0,3}?\W+(?:propos|present|introduc|develop|describ|build|design|releas|show|find|"
    r"demonstrat|prove|study|studi|investigat|explor|examin|analy|evaluat|address|provid|offer|"
    r"create|formulat|argue|survey|review|establish|report|conduct|train|extend|derive|construct)",
    re.IGNORECASE,
)
_NAMES_IT = re.compile(
    r"\b(?:propos\w*|present|introduc\w*|releas\w*|develop)\b"
    r"|\bis an? (?:new|novel|simple|framework|method|benchmark|dataset|model|system|library)\b",
    re.IGNORECASE,
)
_IS_BACKGROUND = re.compile(
    r"^(?:recent|while|although|despite|however|existing|current|traditional|previous|in recent|"
    r"over the past|with the (?:rise|rapid|advent|growing)|as \w+ (?:become|grow)|there (?:is|are)|"
    r"large language models (?:\([^)]*\) )?(?:have|are)|\w+ (?:remains|has become|have become|is a "
    r"(?:key|central|fundamental|long-standing|challenging|crucial)))",
    re.IGNORECASE,
)
_IS_ASIDE = re.compile(
    r"\b(?:code|models?|data|datasets?|demo|project page|implementation)\b.{0,60}"
    r"\b(?:available|released|open-sourced?|found at|https?:)|https?://",
    re.IGNORECASE,
)
_LEADS_UP = re.compile(
    r"(?:(?:to|in order to) (?:address|tackle|bridge|overcome|fill|mitigate|solve|resolve|remedy|"
    r"close|alleviate|meet|handle|this end|that end|do so)\b[^,.]{0,80}, |(?:in|with) (?:this|the "
    r"present|our) (?:paper|work|study|article|report|survey|thesis)s?, (?:therefore, )?|here, |"
    r"therefore, |thus, |hence, |specifically, |motivated by [^,.]{0,60}, )+(?=\w)",
    re.IGNORECASE,
)
_ONLY_RESULTS = re.compile(r"^(?:extensive |our )?(?:experiment|evaluation|result|empirical)", re.I)

LONGEST = 320
"""Characters of a sentence that still reads as one line or three."""


@lru_cache(maxsize=256)  # a paper that many alerts match is worded for each of their people
def telling_sentence(title: str, abstract: str) -> Span:
    """Return where the sentence stands that says best what a paper did; the first where none does.

    It is chosen by the words with which authors say so, by the words of the title, and by its
    place; what leads up to it ("To address this gap,") is left out.
    """
    sentences = list(split_sentences(abstract))
    if not sentences:
        return 0, 0
    name, colon, _ = title.partition(":")
    wanted = {token for token in tokens(title) if len(token) > 3}
    named = set(tokens(name)) if colon else set()
    scores = [
        _score(abstract[start:stop], wanted, named) - 0.1 * place
        for place, (start, stop) in enumerate(sentences)
    ]
    best = max(range(len(sentences)), key=scores.__getitem__)
    start, stop = sentences[best if scores[best] > 0.5 else 0]
    led_up = _LEADS_UP.match(abstract, start, stop)
    return (led_up.end() if led_up else start), stop


def split_sentences(text: str) -> Iterator[Span]:
    """Yield where the sentences of a text stand; "e.g." and "et al." end none."""
    start = 0
    for match in _END.finditer(text):
        if not _SHORT_FORMS.search(text, start, match.start()):
            yield start, match.end(1)
            start = match.end()
    stop = len(text.rstrip())
    if start < stop:
        yield start, stop


def _score(sentence: str, wanted: set[str], named: set[str]) -> float:
    held = set(tokens(sentence))
    score = 1.5 * len(held & wanted) / max(len(wanted), 1)
    score += 0.5 if named and named <= held else 0.0
    if _SAYS_WHAT_WAS_DONE.search(sentence):
        score += 1.0
    if _NAMES_IT.search(sentence):
        score += 0.6
    if _IS_BACKGROUND.search(sentence):
        score -= 0.8
    if _IS_ASIDE.search(sentence):
        score -= 1.5
    if _ONLY_RESULTS.search(sentence):
        score -= 0.4
    if len(held) < 6:
        score -= 0.5
    return score - (0.3 if len(sentence) > LONGEST else 0.0)
