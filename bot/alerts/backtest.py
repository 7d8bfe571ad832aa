"""What an alert would have brought: how much, for which words, and what would change that."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.model import Backtest, Cause, Highlight, Paper
from bot.query import And, Or, Phrase, Prefix, Query, TextLeaf, View, Word, holds, view
from bot.query.parser import SMALL_WORDS
from bot.text.tokens import spans, tokens

SAMPLES = 5
NOISE = tuple(
    "survey tutorial workshop title:review title:benchmark title:dataset title:challenge "
    "title:competition title:report title:position title:leaderboard".split()
)
"""Kinds of papers that people most often leave out of an alert.

Half of all abstracts name a benchmark or a dataset: only a title tells that a paper is one.
"""

_NOISY = {tokens(said.removeprefix("title:"))[0]: said for said in NOISE}


def backtest(
    query: Query,
    matched: Sequence[Highlight],
    *,
    of: int,
    considered: int,
    days: int,
    today: date,
    until: date | None = None,
) -> Backtest:
    """Look at papers that match a query, the newest first; they stand for all `of` that do."""
    views = [view(entry.paper) for entry in matched]
    scale = of / len(matched) if matched else 1.0

    def scaled(counts: Iterable[tuple[str, int]]) -> tuple[Cause, ...]:
        return tuple(Cause(said, round(count * scale)) for said, count in counts)

    found = Backtest(days, considered, of, tuple(matched[:SAMPLES]), until=until)
    if not query.root or not matched:
        return found
    left_out = [(word, len(views) - count) for word, count in _exclusions(query, views)]
    return replace(
        found,
        causes=scaled(_causes(query, views, today)),
        exclusions=scaled(left_out),
        narrower=scaled(_narrower(query, views)) if found.is_broad else (),
    )


def less_like(query: Query, matched: Sequence[Paper], paper: Paper, of: int) -> tuple[Cause, ...]:
    """Return words of a paper's title to leave out, with how many papers would be left.

    `matched` stand for all `of` that match; a word that would leave next to nothing is none.
    """
    asked = _asked(query)
    views = [view(one) for one in matched]
    written = _written(paper.title)
    words = [token for token in written if token not in asked | SMALL_WORDS and len(token) > 2]
    said = {token: _NOISY.get(token, written[token].lower()) for token in words}
    counts = {token: sum(_is_said(said[token], token, one) for one in views) for token in words}
    telling = [(token, count) for token, count in counts.items() if count <= 0.7 * len(views)]
    telling.sort(key=lambda pair: (pair[0] not in _NOISY, -pair[1]))
    scale = of / len(views) if views else 0.0
    return tuple(
        Cause(said[token], round((len(views) - count) * scale)) for token, count in telling[:3]
    )


def _causes(query: Query, views: Sequence[View], today: date) -> list[tuple[str, int]]:
    """Count the alternatives of a query; parts that all matches hold tell nothing."""
    leaves = [leaf for leaf in _alternatives(query) if not isinstance(leaf, And)]
    counts = {str(leaf): sum(holds(leaf, one, today) for one in views) for leaf in leaves}
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return [(said, count) for said, count in ordered if count > 0][:3]


def _alternatives(query: Query) -> Iterator[TextLeaf]:
    parts = query.root.parts if isinstance(query.root, And) else (query.root,)
    for part in parts:
        if isinstance(part, Or):
            for one in part.parts:
                if isinstance(one, Word | Phrase | Prefix):
                    yield one


def _exclusions(query: Query, views: Sequence[View]) -> list[tuple[str, int]]:
    """Return words to leave out, with how many papers hold each: first what is often noise."""
    asked = _asked(query)
    noise = {
        said: sum(_is_said(said, token, one) for one in views)
        for token, said in _NOISY.items()
        if token not in asked
    }
    likely = [pair for pair in noise.items() if _is_telling(pair[1], len(views), 0.1, 0.9)]
    likely.sort(key=lambda pair: -pair[1])
    return likely[:2] or _common_in_titles(views, asked)[:1]


def _is_said(said: str, token: str, paper: View) -> bool:
    return token in (paper.texts["title"] if said.startswith("title:") else paper.words)


def _asked(query: Query) -> set[str]:
    return {token for leaf in query.leaves() for token in tokens(str(leaf))}


def _written(title: str) -> dict[str, str]:
    """Return the words of a title as they are written, by their tokens."""
    return {token.text: title[token.start : token.stop] for token in spans(title)}


def _common_in_titles(views: Sequence[View], asked: set[str]) -> list[tuple[str, int]]:
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in views:
        title = _written(one.paper.title)
        written |= title
        counts.update(title.keys() - asked - SMALL_WORDS)
    return [
        (written[token].lower(), count)
        for token, count in counts.most_common(5)
        if len(token) > 2 and _is_telling(count, len(views), 0.2, 0.6)
    ]


def _is_telling(count: int, of: int, least: float, most: float) -> bool:
    return count >= 2 and least * of <= count <= most * of


def _narrower(query: Query, views: Sequence[View]) -> list[tuple[str, int]]:
    """Return phrases around a bare word that are common, and the word in titles alone."""
    if not isinstance(query.root, Word) or query.root.field:
        return []
    token = query.root.token
    counts: Counter[tuple[str, str]] = Counter()
    written: dict[tuple[str, str], str] = {}
    for one in views:
        found = dict(_pairs(one.paper.title, token))
        found |= dict(_pairs(one.paper.abstract, token))
        written = found | written
        counts.update(found.keys())
    fewest = max(2, len(views) // 100)
    phrases = [(f'"{written[pair]}"', n) for pair, n in counts.most_common(3) if n >= fewest]
    in_titles = sum(token in one.texts["title"] for one in views)
    return [*phrases, (f"title:{query.root}", in_titles)] if in_titles else phrases


def _pairs(text: str, token: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the pairs of neighbouring words that hold a token, and how they are written."""
    found = list(spans(text))
    for one, other in pairwise(found):
        is_near = not text[one.stop : other.start].strip(" -\n")
        pair = (one.text, other.text)
        if token in pair and is_near and not SMALL_WORDS & set(pair):
            yield pair, " ".join(text[one.start : other.stop].lower().split())
