"""Citation keys: told by a paper alone, so that they stay the same in every file."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from bot.model import Paper
from bot.model.identity import apart_id
from bot.text.citations.author_names import name_parts

_SMALL = frozenset("a an the on of for in to and or with from by at is are how what why".split())
_SAFE = re.compile(r"[A-Za-z0-9][\w:.+/-]*", re.ASCII)
_APART = re.compile(r"-[0-9a-f]{8}$")


def citation_key(paper: Paper) -> str:
    """Return a key such as lee2024graph: who, when, and the first word that tells something.

    A paper that came with a key of its own keeps it.
    """
    if own := _own_key(paper):
        return own
    family = _ascii(name_parts(paper.authors[0]).family) if paper.authors else ""
    words = [_ascii(word) for word in paper.title.split()]
    telling = next((word for word in words if word and word not in _SMALL), "")
    year = str(paper.published.year) if paper.published else ""
    return f"{family}{year}{telling}" or _ascii(paper.id) or "paper"


def keyed(papers: Iterable[Paper]) -> list[tuple[Paper, str]]:
    """Pair papers with keys that differ: where several share one, all but the first are marked."""
    wanted = [(paper, citation_key(paper)) for paper in papers]
    counts = Counter(key.lower() for _, key in wanted)
    first: dict[str, str] = {}
    for paper, key in wanted:
        first[key.lower()] = min(first.get(key.lower(), paper.id), paper.id)
    return [
        (paper, key if counts[key.lower()] == 1 or first[key.lower()] == paper.id else marked)
        for paper, key in wanted
        for marked in [apart_id(key, paper.id)]
    ]


def _own_key(paper: Paper) -> str:
    """Return the key from which the id was made when the paper was imported."""
    key = _APART.sub("", paper.id)
    is_own = key != paper.id and apart_id(key, paper.title) == paper.id
    return key if is_own and _SAFE.fullmatch(key) and not key.startswith("10.") else ""


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())
