"""Common words of papers, to see two of them in one: "finetuning" is "fine tuning" closed up.

The list is what twenty of some thirty thousand abstracts hold, the commonest first. It is the
same everywhere, so that an alert and a search agree on what a word is made of.
"""

from functools import cache, lru_cache
from importlib.resources import files

from bot.text.homographs import is_another_word

SHORTEST = 3
SHORTEST_WORD, LONGEST_WORD = 6, 30


@lru_cache(maxsize=50_000)
def halves(word: str) -> tuple[str, ...]:
    """Return the two common words that make up one, () where it is not made of two."""
    if not (SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isascii() and word.isalpha()):
        return ()
    if is_another_word(word):
        return ()
    ranks = _ranks()
    places = range(SHORTEST, len(word) - SHORTEST + 1)
    pairs = [(word[:n], word[n:]) for n in places if word[:n] in ranks and word[n:] in ranks]
    return min(pairs, key=lambda pair: max(ranks[pair[0]], ranks[pair[1]]), default=())


@cache
def _ranks() -> dict[str, int]:
    words = files("bot.text").joinpath("common_words.txt").read_text(encoding="utf-8").split()
    return {word: rank for rank, word in enumerate(words)}
