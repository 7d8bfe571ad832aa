"""The words of all papers, by first letter and length, with how many papers hold each.

They are listed by the index itself, a letter when it is first needed: a fraction of a
millisecond for a thousand words.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_lowercase

from bot.search.index import Snapshot

SHORTEST, LONGEST = 3, 30
LARGE = 100_000
"""In a corpus of so many papers a word that one alone holds may be a misspelling itself."""

GROWTH = 1.002
"""Listed anew when there are so many times the papers, so that new words are known soon."""


@dataclass
class Bucket:
    """Words of one first letter and one length, and how many papers hold each."""

    words: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    def near(self, word: str, reach: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield the words within so many edits, with their papers and their edits."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - most queries are spelt right
        from rapidfuzz.process import extract_iter  # noqa: PLC0415

        found = extract_iter(word, self.words, scorer=OSA.distance, score_cutoff=reach)
        for one, edits, place in found:
            yield one, (self.counts[place], int(edits))


class Vocabulary:
    """Lists words through the look that asks, and keeps what it listed."""

    def __init__(self) -> None:
        self._letters: dict[tuple[str, str], dict[int, Bucket]] = {}
        self._papers = 0

    def buckets(self, snapshot: Snapshot, field: str, word: str, reach: int) -> Iterator[Bucket]:
        """Yield the words of a field with the first letter of a word that are about as long."""
        papers = len(snapshot)
        if not self._papers <= papers <= self._papers * GROWTH:
            self._letters, self._papers = {}, papers
        key = field, word[0]
        if key not in self._letters:
            self._letters[key] = _listed(snapshot, *key) if word[0] in ascii_lowercase else {}
        for length in range(len(word) - reach, len(word) + reach + 1):
            if bucket := self._letters[key].get(length):
                yield bucket


def _listed(snapshot: Snapshot, field: str, letter: str) -> dict[int, Bucket]:
    fewest = 2 if len(snapshot) >= LARGE else 1
    buckets: dict[int, Bucket] = defaultdict(Bucket)
    for word, count in snapshot.words(letter, field):
        if count >= fewest and SHORTEST <= len(word) <= LONGEST and word.isalpha():
            bucket = buckets[len(word)]
            bucket.words.append(word)
            bucket.counts.append(count)
    return dict(buckets)
