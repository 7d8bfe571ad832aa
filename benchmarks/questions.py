"""Questions as people type them, of every class that search must be quick at."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Paper
from bot.query.parser import SMALL_WORDS

CLASSES = (
    "one word",
    "three words",
    "three-word OR",
    "common words",
    "phrase",
    "fields",
    "beginning",
    "misspelt",
    "a sentence",
    "typed so far",
)
BEGINNINGS = ("beginning", "typed so far")
COMMON = 30
"""Common words are drawn from so many of the commonest."""


@dataclass(frozen=True)
class Asked:
    """A question of a class: its words, and the text that asks for it in our language."""

    kind: str
    words: tuple[str, ...]
    text: str


def make_questions(papers: Sequence[Paper], count: int, seed: int = 1) -> dict[str, list[Asked]]:
    """Return `count` questions of each class, from the words of some papers."""
    making = _Making(papers, random.Random(seed))
    return {kind: [making.make(kind) for _ in range(count)] for kind in CLASSES}


class _Making:
    def __init__(self, papers: Sequence[Paper], chance: random.Random) -> None:
        self._papers = [
            paper
            for paper in papers
            if len(_telling(paper.title)) >= 3 and paper.authors and _telling(paper.authors[0])
        ]
        self._chance = chance
        words = Counter(word for paper in papers for word in _telling(paper.abstract))
        self._common = [word for word, _ in words.most_common(COMMON)]

    def make(self, kind: str) -> Asked:
        paper = self._chance.choice(self._papers)
        words = self._words(kind, paper)
        return Asked(kind, tuple(words), self._text(kind, words, paper))

    def _words(self, kind: str, paper: Paper) -> list[str]:
        title = _telling(paper.title)
        three = self._chance.sample(title, 3)
        match kind:
            case "one word":
                return three[:1]
            case "common words":
                return self._chance.sample(self._common, 3)
            case "phrase":
                place = self._chance.randrange(len(title) - 1)
                return title[place : place + 2]
            case "fields":
                return [three[0], _telling(paper.authors[0])[-1]]
            case "beginning" | "typed so far":
                is_open = kind == "typed so far"
                length = self._chance.randint(2, 5) if is_open else 5
                return [(title[0] if is_open else max(title, key=len))[:length]]
            case "misspelt":
                longest = max(three, key=len)
                return [self._misspell(word) if word == longest else word for word in three]
            case "a sentence":
                return _telling(_first_sentence(paper))
        return three

    def _text(self, kind: str, words: Sequence[str], paper: Paper) -> str:
        match kind:
            case "three-word OR" | "common words":
                return " OR ".join(words)
            case "phrase":
                return f'"{" ".join(words)}"'
            case "fields":
                return f"title:{words[0]} author:{words[1]}"
            case "beginning":
                return f"{words[0]}*"
            case "a sentence":
                return _first_sentence(paper)
        return " ".join(words)

    def _misspell(self, word: str) -> str:
        if len(word) < 4:
            return word
        place = self._chance.randrange(1, len(word) - 1)
        return word[:place] + word[place + 1 :]


def _first_sentence(paper: Paper) -> str:
    return paper.abstract.split(". ")[0][:300]


def _telling(text: str) -> list[str]:
    words = ("".join(filter(str.isalpha, word)).lower() for word in text.split())
    return [word for word in words if len(word) > 2 and word.isascii() and word not in SMALL_WORDS]
