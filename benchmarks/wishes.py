"""Alerts as many people would set them: texts made of real words, some far more wanted than others.

The most wanted ones are those that people really configured; the rest are made of words that
stand in a row in real titles. How often each is wanted follows Zipf's law: the nth most wanted has
1/n of the askers of the first.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.query.parser import SMALL_WORDS

Rows = Sequence[dict[str, Any]]
_WORD = re.compile(r"[A-Za-z][\w-]+")
_CATEGORIES = ("cs.CL", "cs.CV", "cs.LG", "cs.AI", "cs.RO", "stat.ML", "eess.AS", "math.OC")


def wanted(kind: str, count: int, rows: Rows, shared: Path) -> Iterator[str]:
    """Yield the texts of `count` alerts of a kind, `phrases` or `boolean`, in any order."""
    make = _Maker(rows)
    names = {"phrases": "phrases.jsonl", "boolean": "boolean_arxiv_queries.jsonl"}
    real = [
        json.loads(line)["text"]
        for line in (shared / "alerts" / names[kind]).read_text(encoding="utf-8").splitlines()
    ]
    real = [f'"{text}"' for text in real if '"' not in text] if kind == "phrases" else real
    random.Random(1).shuffle(real)
    write: Callable[[random.Random], str] = make.phrase if kind == "phrases" else make.boolean
    known: dict[int, str] = {}
    for rank in _ranks(count):
        if rank < len(real):
            yield real[rank]
        elif rank not in known:
            known[rank] = write(random.Random(rank))
            yield known[rank]
        else:
            yield known[rank]


def _ranks(count: int) -> Iterator[int]:
    """Yield ranks from 0 by Zipf's law over as many as there are alerts, in pages."""
    weights = np.cumsum(1 / np.arange(1, count + 1))
    generator = np.random.default_rng(1)
    for start in range(0, count, 1_000_000):
        drawn = generator.random(min(1_000_000, count - start)) * weights[-1]
        yield from np.searchsorted(weights, drawn).tolist()


class _Maker:
    """Writes queries with words of real titles and names of real authors."""

    def __init__(self, rows: Rows) -> None:
        self._titles = [words for row in rows if len(words := _WORD.findall(row["title"])) > 3]
        self._names = [row["authors"][0].split()[-1] for row in rows if row["authors"]]

    def phrase(self, drawn: random.Random) -> str:
        """Write one to three words in a row, two most often; nobody asks for "of the"."""
        while True:
            title = drawn.choice(self._titles)
            length = drawn.choice((1, 2, 2, 2, 3))
            start = drawn.randrange(len(title) - length + 1)
            words = title[start : start + length]
            if not SMALL_WORDS & {words[0].lower(), words[-1].lower()}:
                return f'"{" ".join(words)}"'

    def boolean(self, drawn: random.Random) -> str:
        """Write a query in the manner of arXiv's, with fields, groups and exclusions."""
        a, b, c, d = (self.phrase(drawn) for _ in range(4))
        name, category = drawn.choice(self._names), drawn.choice(_CATEGORIES)
        return drawn.choice(
            (
                f"{a} AND {b}",
                f"({a} OR {b}) AND {c}",
                f"{a} -{b}",
                f"ti:{a} AND abs:{b}",
                f"cat:{category} AND ({a} OR {b})",
                f"{a} OR {b}",
                f"au:{name} AND {a}",
                f"cat:{category} AND (ti:{a} OR abs:{a} OR ti:{b})",
                f"({a} OR {b}) AND ({c} OR {d})",
                f"{a} AND ({b} OR {c}) -{d}",
            )
        )
