"""Works that came twice under ids with nothing in common: found by their titles and authors."""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.model import Paper
from bot.model.identity import is_arxiv
from bot.text.tokens import tokens

_FIRST_WORDS = 4
_ALIKE = 95.0
"""Percent of letters that two titles must share, by rapidfuzz's ratio."""

_FEWEST_WORDS = 3
_NUMBER = re.compile(r"\d|^(?:i{1,3}|iv|v|vi{0,3}|ix|x)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored paper that may be the same work as another."""

    id: str
    title: str
    authors: Sequence[str]


@lru_cache(maxsize=2048)  # it is asked for when a paper is written, and when twins are looked for
def title_key(title: str) -> int:
    """Return a number that titles with the same first words share; 0 for too short a title."""
    words = tokens(title)
    if len(words) < _FEWEST_WORDS:
        return 0
    return zlib.crc32(" ".join(words[:_FIRST_WORDS]).encode())


def is_same_work(one: Paper, other: Candidate) -> bool:
    """Tell whether two papers are one work: nearly the same title, the same people.

    Two papers of arXiv must have the very same title: it lists a work once, and "Part I" is not
    "Part II". Where nobody knows the authors of one, a long title that is the same must do.
    """
    mine, theirs = tokens(one.title), tokens(other.title)
    is_exact = mine == theirs
    if not is_exact and (is_arxiv(one.id) and is_arxiv(other.id)):
        return False
    if not is_exact and not _is_alike(mine, theirs):
        return False
    if not one.authors or not other.authors:
        return is_exact and len(mine) > _FIRST_WORDS
    here, there = surnames(one.authors), surnames(other.authors)
    return 2 * len(here & there) >= min(len(here), len(there))


def first_of(ids: Iterable[str]) -> str:
    """Return the id that stands for a work: arXiv's before all others, then the smallest."""
    return min(ids, key=lambda known: (not is_arxiv(known), known))


def _is_alike(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415 - few papers get this far

    if sorted(filter(_NUMBER.search, mine)) != sorted(filter(_NUMBER.search, theirs)):
        return False
    return fuzz.ratio(" ".join(mine), " ".join(theirs), score_cutoff=_ALIKE) > 0


def surnames(authors: Sequence[str]) -> set[str]:
    """Return the last words of names."""
    return {words[-1] for name in authors if (words := tokens(name))}
