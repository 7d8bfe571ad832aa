"""Corpora of any size, grown from real abstracts so that words stay as common as they are.

An invented paper takes its sentences from three real ones of the same field. By itself that
would never bring a new word, so rare words give way to coined ones at the rate at which real
ones appear: Heaps' law, as the source itself follows it (V = 50 n^0.6 words in n abstracts),
and a coined word is used again the more, the more it was used (Simon 1955).
"""

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.model import Paper
from bot.text.tokens import tokens

GROWTH = 0.6
"""The exponent of Heaps' law, seen between 5,000 and 75,000 abstracts of arXiv."""

RESAMPLED = 0.85
"""The part of all real words that comes up when as many papers are drawn as there are."""

FIRST_DAY = date(2007, 4, 1)
DAYS = 7000
_SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_SYLLABLES = [c + v for c in "b d f g k l m n p r s t v z".split() for v in "aeiou"]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read real papers, a JSON object a line with title, abstract, authors and categories."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def grow(rows: Sequence[dict[str, Any]], count: int, seed: int = 1) -> Iterator[Paper]:
    """Yield `count` papers, the same ones for the same seed."""
    return iter(_Growing(rows, random.Random(seed)).papers(count))


class _Growing:
    def __init__(self, rows: Sequence[dict[str, Any]], chance: random.Random) -> None:
        self._rows = rows
        self._chance = chance
        self._fields: dict[str, list[int]] = defaultdict(list)
        self._sentences = [_SENTENCE_ENDS.split(row["abstract"]) for row in rows]
        words: Counter[str] = Counter()
        for number, row in enumerate(rows):
            self._fields[_field(row)].append(number)
            words.update(set(tokens(f"{row['title']} {row['abstract']}")))
        self._known = len(words)
        self._rare = {word for word, held in words.items() if held <= 3 and word.isalpha()}
        self._coined: list[str] = []
        self._coined_count = 0

    def papers(self, count: int) -> Iterator[Paper]:
        """Yield papers; the first ones beyond the real number bring the first coined words."""
        for number in range(count):
            yield self._paper(number)

    def _paper(self, number: int) -> Paper:
        chance = self._chance
        base = chance.randrange(len(self._rows))
        row = self._rows[base]
        peers = self._fields[_field(row)]
        sentences = list(self._sentences[base])
        for peer in (chance.choice(peers), chance.choice(peers)):
            other = self._sentences[peer]
            sentences[chance.randrange(len(sentences))] = chance.choice(other)
        chance.shuffle(sentences)
        abstract = self._with_new_words(" ".join(sentences), number)
        return Paper(
            id=f"{2000 + number // 60_000:04d}.{number % 60_000:05d}",
            title=self._title(row["title"], self._rows[chance.choice(peers)]["title"]),
            abstract=abstract,
            authors=tuple(row["authors"]),
            categories=tuple(row["categories"]),
            published=FIRST_DAY + timedelta(days=number * DAYS // max(number + 1, 2_700_000)),
            upvotes=int(chance.paretovariate(1.2)) - 1,
        )

    def _title(self, written: str, other: str) -> str:
        words, others = written.split(), other.split()
        words[self._chance.randrange(len(words))] = self._chance.choice(others)
        return " ".join(words)

    def _with_new_words(self, text: str, number: int) -> str:
        """Let words give way to new ones where they are owed, and rare ones to used ones."""
        words = text.split(" ")
        for _ in range(int(self._words_at(number)) - self._coined_count):
            words[self._chance.randrange(len(words))] = self._coin()
        for place, word in enumerate(words):
            if self._coined and word in self._rare:
                words[place] = self._chance.choice(self._coined)
                self._coined.append(words[place])
        return " ".join(words)

    def _words_at(self, number: int) -> float:
        """Return how many words must have been coined when so many papers are there."""
        share = number / len(self._rows)
        return float(self._known * (share**GROWTH - RESAMPLED * min(share, 1) ** GROWTH))

    def _coin(self) -> str:
        self._coined_count += 1
        word = "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(3, 6)))
        self._coined.append(word)
        return word


def _field(row: dict[str, Any]) -> str:
    return str(next(iter(row["categories"]), ""))
